import type { Comments } from "../comment/comments.ts";
import { decideAll } from "../../alerting/rules/decide-all.ts";
import type { NotificationEngine } from "../../alerting/rules/notification-engine.ts";
import type { Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { NotificationEvent } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import type { Acknowledgement } from "../../model/acknowledgement.ts";
import type { ExpiryStep } from "./expiry-step.ts";
import { withAcknowledgement } from "../../model/handling-state.ts";
import { withoutWait } from "../../alerting/rules/notification-state.ts";
import { acknowledgementEvent } from "./acknowledgement-history.ts";
import type { Change } from "../../model/change.ts";

/**
 * Changes when an acknowledgement expires. A problem that lasts is notified immediately, regardless of the interval
 * since the last notification and of `notification_interval 0`.
 */
export function expireAcknowledgement(
  { what, at: end }: ExpiryStep,
  record: Acknowledgement,
  state: ResourceState,
  resource: Resource,
  at: UnixSeconds,
  notificationEngine: NotificationEngine,
  comments: Comments,
): Change[] {
  const { key } = record;
  const hasProblem = isProblem(state.check.state);
  const freed = withAcknowledgement(hasProblem ? withoutWait(state) : state, "none", at);
  const notificationEvents: readonly NotificationEvent[] =
    hasProblem && state.check.stateType === 1 ? [{ key, at, kind: "problem", author: null, comment: "" }] : [];
  const notified = decideAll(notificationEngine, notificationEvents, resource, freed);
  const reason =
    what === "expires"
      ? `expired at ${formatRfc3339(end)}`
      : `without a problem for ${durationWords(record.stableSeconds ?? 0)}`;
  return [
    { kind: "acknowledgement", record: { ...record, deletionTime: at } },
    { kind: "state", key, state: notified.state },
    { kind: "event", event: acknowledgementEvent(record, "acknowledgement-ended", state, at, reason) },
    ...comments.acknowledgementEnded(key, at),
    ...notified.changes,
  ];
}

/** Changes that warn contacts of the coming expiry and record the warning, for one commit. */
export function expiryWarningChanges(
  record: Acknowledgement,
  state: ResourceState,
  resource: Resource,
  notificationEngine: NotificationEngine,
): Change[] {
  const { key, noticeTime, author, expiresAt } = record;
  const at = noticeTime ?? 0;
  const comment = `the acknowledgement by ${author ?? "somebody"} ends at ${formatRfc3339(expiresAt ?? at)}`;
  const notified = decideAll(
    notificationEngine,
    [{ key, at, kind: "acknowledgement-expiring", author, comment }],
    resource,
    state,
  );
  return [
    { kind: "acknowledgement", record },
    ...(notified.state === state ? [] : [{ kind: "state", key, state: notified.state } as const]),
    ...notified.changes,
  ];
}

const durationWords = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`);
