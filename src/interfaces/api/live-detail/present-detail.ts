import type { Caller } from "../../../access/caller.ts";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import { knownSecrets } from "../../../model/known-secrets.ts";
import { isSecretVariable } from "../../../model/secret-variable.ts";
import { checkIntervalSeconds, retryIntervalSeconds } from "../../../engine/schedule/check-times.ts";
import { maskSecrets, type Secret } from "../../../lib/mask-secrets.ts";
import { endsAt, type Downtime } from "../../../model/downtime.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../../model/objects.ts";
import type { Comment } from "../../../model/comment.ts";
import { EVERYTHING } from "../data-source/select-resources.ts";
import { presentRow } from "../live/present-row.ts";
import type { ApiParts } from "../api-parts.ts";
import { dateOrNull } from "../present-values.ts";
import { seesArguments, shownCommand } from "../shown-command.ts";
import { recordScopeOf } from "../target.ts";
import { allowedActions } from "./allowed-actions.ts";
import { presentDecisionNow } from "./decisions/present-decision.ts";
import { dependenciesOf, linksBetweenHosts } from "./neighbours.ts";
import { linksOf } from "./present-links.ts";
import { presentPerfdata } from "./present-perfdata.ts";
import { resourceOfRow, type LiveRowSource } from "./row-of-path.ts";
import type { StateFrom } from "./states-between.ts";

type Parts = Pick<ApiParts, "realtime" | "inventory" | "comments" | "decisions" | "clock" | "pollers" | "resultsOf">;

/** Everything about one host or service, except what is read from the history. */
export function presentDetail(row: LiveRowSource, caller: Caller, parts: Parts, lastDay: readonly StateFrom[]) {
  const { realtime, inventory, comments, decisions, clock } = parts;
  const resource = resourceOfRow(row);
  const secrets = knownSecrets(resource, inventory());
  const { check, notification } = row.state;
  return {
    ...presentRow(row, realtime, caller.visibility),
    alias: resource.kind === "host" ? resource.alias : null,
    long_output: check.output,
    ...presentPerfdata(check.perfdata),
    command: presentCommand(resource, check.commandLine, secrets, caller),
    check: {
      ...presentCheck(row, resource, inventory()),
      results: parts.resultsOf(resource.key),
      not_seen_since: dateOrNull(parts.pollers()?.notSeenSince(resource.key) ?? null),
    },
    percent_state_change: check.percentStateChange,
    notification: {
      number: notification.notificationNumber,
      last: dateOrNull(notification.lastNotification),
      next: notification.nextNotification === 0 ? null : dateOrNull(notification.nextNotification),
      enabled: resource.notificationsEnabled ?? true,
      period: resource.notificationPeriod,
    },
    ...linksBetweenHosts(row, realtime, inventory(), caller.visibility),
    dependencies: dependenciesOf(resource.key, realtime, inventory(), caller.visibility),
    groups: row.groups
      .filter(({ id }) =>
        resource.kind === "host" ? caller.visibility.seesHostGroup(id) : caller.visibility.seesServiceGroup(id),
      )
      .map(({ name, alias }) => ({ name, alias })),
    contacts: resource.contacts.map((name) => ({
      name,
      alias: namesOf(inventory()).contacts.get(name)?.alias ?? null,
    })),
    contact_groups: [...resource.contactGroups],
    variables: variablesOf(resource, inventory(), secrets),
    notes: resource.notes === null || resource.notes === "" ? null : resource.notes,
    links: linksOf(row),
    last_24h: lastDay,
    comments: comments
      .ofResource(resource.key)
      .toSorted((one, other) => other.id - one.id)
      .map(presentComment),
    downtimes: openDowntimesOf(resource, realtime, caller, clock.now()),
    decisions_now: decisions.present(resource).map((decision) => presentDecisionNow(decision, resource, caller, parts)),
    zone: decisions.zoneOf(resource),
    defined: caller.isAdmin ? resource.source : null,
    allowed: [...allowedActions(caller, resource.kind)],
  };
}

function presentCommand({ checkCommand }: Resource, line: string | null, secrets: readonly Secret[], caller: Caller) {
  return {
    configured: checkCommand === null ? null : shownCommand(checkCommand, secrets, caller),
    line: line === null || !seesArguments(caller) ? null : maskSecrets(line, secrets),
  };
}

function presentCheck({ state: { check, plan } }: LiveRowSource, resource: Resource, inventory: Inventory) {
  const isActive = resource.activeChecks ?? true;
  return {
    source: check.checkType === 1 ? "passive" : !isActive && resource.options.checkFreshness ? "freshness" : "active",
    active: isActive,
    passive: resource.passiveChecks ?? true,
    freshness: resource.options.checkFreshness,
    event_handler: resource.options.eventHandler !== null && resource.options.eventHandlerEnabled,
    flap_detection: resource.options.flapDetectionEnabled,
    period: resource.checkPeriod,
    interval_seconds: checkIntervalSeconds(resource, inventory),
    retry_interval_seconds: retryIntervalSeconds(resource, inventory),
    execution_time: check.executionTime,
    latency: check.latency,
    last: dateOrNull(check.lastCheck),
    next: dateOrNull(plan.nextCheck),
    last_ok: dateOrNull(check.lastTimeInState0),
    hard_since: dateOrNull(check.lastHardStateChange),
  };
}

/** Values of secret variables are null; those of others may contain a secret all the same. */
const variablesOf = (resource: Resource, inventory: Inventory, secrets: readonly Secret[]) =>
  [...resource.customVariables].map(([name, value]) => {
    const isSecret = isSecretVariable(name, inventory);
    return { name, value: isSecret ? null : maskSecrets(value, secrets), secret: isSecret };
  });

const presentComment = ({ id, entryTime, author, text, entryType, isPersistent }: Comment) => ({
  id,
  time: dateOrNull(entryTime),
  author,
  text: text ?? "",
  type: entryType,
  persistent: isPersistent,
});

function openDowntimesOf({ key }: Resource, realtime: Realtime, { visibility }: Caller, now: number) {
  return realtime
    .listDowntimes(recordScopeOf(key), EVERYTHING, visibility)
    .rows.map(({ downtime }) => downtime)
    .filter(
      (downtime) => downtime.deletionTime === null && !downtime.isCancelled && (endsAt(downtime) ?? Infinity) > now,
    )
    .toSorted((one, other) => (one.startTime ?? 0) - (other.startTime ?? 0) || one.id - other.id)
    .map(presentDowntime);
}

const presentDowntime = (downtime: Downtime) => ({
  id: downtime.id,
  author: downtime.author,
  comment: downtime.comment,
  start: dateOrNull(downtime.startTime),
  end: dateOrNull(downtime.endTime),
  fixed: downtime.isFixed,
  duration_seconds: downtime.duration,
  started: downtime.isStarted,
  until: dateOrNull(endsAt(downtime)),
  recurring_downtime_id: downtime.recurringDowntimeId,
});
