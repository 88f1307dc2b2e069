import type { CommitReader, Committed } from "../data/ledger/committed.ts";
import type { Clock } from "../lib/clock.ts";
import { createLineLimit } from "../lib/line-limit.ts";
import { loggedText, type Log } from "../lib/log.ts";
import { formatRfc3339 } from "../lib/rfc3339.ts";
import { eventSentence, stateOfEvent, type ToldEvent } from "../model/event-sentence.ts";
import type { HistoryEvent } from "../model/history-event.ts";
import { namesOf } from "../model/inventory-index.ts";
import { nameFields, namedKey } from "../model/named-resource.ts";
import type { Inventory } from "../model/objects.ts";
import { SERVER_KEY, type ResourceKey } from "../model/resource-key.ts";
import { saysSubmitted } from "../operations/audit/submitted-words.ts";

export interface EventLogParts {
  readonly log: Log;
  readonly clock: Clock;
  /** Empty before the configuration is read. */
  readonly inventory: () => Inventory;
}

type Kind = HistoryEvent["kind"];

interface Rule {
  readonly area: string;
  /** Null: logged elsewhere, with more than the event has. */
  readonly level: "debug" | "info" | null;
  /** With the action of an operator about the same resource in one commit, the action is the line. */
  readonly followsAction?: true;
}

const FOLLOWS = { followsAction: true } as const;

const RULES: Readonly<Record<Kind, Rule>> = {
  "first-result": { area: "state", level: "debug" },
  "soft-state": { area: "state", level: "debug" },
  "hard-state": { area: "state", level: "info" },
  recovery: { area: "state", level: "info" },
  "stalked-output": { area: "state", level: "info" },
  "check-skipped": { area: "check", level: "debug" },
  "flapping-started": { area: "flapping", level: "info" },
  "flapping-stopped": { area: "flapping", level: "info" },
  // The line of the handler's end has a level by its outcome; the lines of deliveries have each contact's outcome.
  "event-handler": { area: "handler", level: null },
  notification: { area: "notification", level: "debug" },
  "acknowledgement-set": { area: "problem", level: "info", ...FOLLOWS },
  "acknowledgement-cancelled": { area: "problem", level: "info", ...FOLLOWS },
  "acknowledgement-ended": { area: "problem", level: "info" },
  "downtime-scheduled": { area: "downtime", level: "info", ...FOLLOWS },
  "downtime-started": { area: "downtime", level: "info" },
  "downtime-ended": { area: "downtime", level: "info" },
  "downtime-cancelled": { area: "downtime", level: "info", ...FOLLOWS },
  // Comments of operators are their actions; the others come with acknowledgements, downtimes and flapping.
  "comment-added": { area: "comment", level: "debug", ...FOLLOWS },
  "comment-deleted": { area: "comment", level: "debug", ...FOLLOWS },
  "adaptive-changed": { area: "operator", level: "info", ...FOLLOWS },
  "operator-action": { area: "operator", level: "info" },
  "checks-enabled": { area: "operator", level: "info", ...FOLLOWS },
  "checks-disabled": { area: "operator", level: "info", ...FOLLOWS },
  "metrics-limited": { area: "metrics", level: "info" },
  "remote-write-lost": { area: "metrics", level: "info" },
  // The lines of its attempts have more.
  "report-sent": { area: "report", level: null },
  "report-failed": { area: "report", level: null },
  "metrics-lost": { area: "metrics", level: "info" },
  "poller-results-lost": { area: "pollers", level: "info" },
  "poller-away": { area: "pollers", level: "info" },
  "poller-back": { area: "pollers", level: "info" },
  "poller-hosts-moved": { area: "pollers", level: "info" },
  "host-checks-enabled": { area: "operator", level: "info", ...FOLLOWS },
  "host-checks-disabled": { area: "operator", level: "info", ...FOLLOWS },
  "service-checks-enabled": { area: "operator", level: "info", ...FOLLOWS },
  "service-checks-disabled": { area: "operator", level: "info", ...FOLLOWS },
  "object-configured": { area: "config", level: "debug" },
  "object-removed": { area: "config", level: "debug" },
  // The lines of the start, the stop and the reload have more.
  "configuration-reloaded": { area: "config", level: null },
  "monitoring-started": { area: "server", level: null },
  "monitoring-stopped": { area: "server", level: null },
};

/** A line takes about 6 µs: 3 % of the main thread, when each of 20,000 results a second changes a hard state. */
const MAX_LINES_A_SECOND = 5000;

/** Reader of the commits that logs what happened: states, and what operators and the clock did. */
export function createEventLog({ log, clock, inventory }: EventLogParts): CommitReader & { stop(): void } {
  const softProblems = createSoftProblems();
  const limit = createLineLimit({
    clock,
    lines: MAX_LINES_A_SECOND,
    seconds: 1,
    onLeftOut: (events) =>
      log.warn({ events }, "more happened within a second than is logged; vigie log and vigie history have it all"),
  });

  const logEvent = (event: HistoryEvent, rule: Rule, comment: string | undefined): void => {
    const wasSoft = softProblems.endsWith(event);
    if (rule.level === null || (rule.followsAction && comment !== undefined)) return;
    const level = rule.level === "debug" || wasSoft || saysSubmitted(event.reason) ? "debug" : "info";
    if (log.isLevelEnabled?.(level) === false || !limit.take()) return;
    const text = event.kind === "operator-action" ? (comment ?? "") : event.output;
    const told = { ...toldEvent(event, inventory(), text), wasSoft };
    log[level](fieldsOf(told, rule.area), eventSentence(told));
  };

  return {
    name: "log",
    committed(batch) {
      const events = eventsOf(batch);
      const commentOf = commentsOfActions(events);
      for (const event of events) {
        if (isInterruption(event, events)) logInterruption(log, event);
        logEvent(event, RULES[event.kind], commentOf.get(event.key));
      }
    },
    stop: () => limit.stop(),
  };
}

/** Problems that are soft, to tell their ends from those of hard ones, which the events do not. */
function createSoftProblems(): { endsWith(event: HistoryEvent): boolean } {
  const keys = new Set<ResourceKey>();
  return {
    endsWith({ key, kind }) {
      if (kind === "soft-state") keys.add(key);
      else if (kind === "hard-state" || kind === "recovery" || kind === "object-removed")
        return keys.delete(key) && kind === "recovery";
      return false;
    },
  };
}

const NONE: readonly never[] = [];

/** Results that change nothing, of which there are most, cost no more than this. */
function eventsOf({ changes, isShownAlready }: Committed): readonly HistoryEvent[] {
  if (isShownAlready) return NONE;
  let events: HistoryEvent[] | null = null;
  for (const change of changes) if (change.kind === "event") (events ??= []).push(change.event);
  return events ?? NONE;
}

const NO_COMMENTS: ReadonlyMap<ResourceKey, string> = new Map();

/** Comments of what operators did in this commit, by resource; '' without a comment. */
function commentsOfActions(events: readonly HistoryEvent[]): ReadonlyMap<ResourceKey, string> {
  if (events.length < 2 || !events.some(({ kind }) => kind === "operator-action")) return NO_COMMENTS;
  const comments = new Map<ResourceKey, string>();
  for (const { kind, key } of events) if (kind === "operator-action") comments.set(key, "");
  for (const { kind, key, output } of events)
    if (WITH_COMMENT.has(kind) && comments.get(key) === "") comments.set(key, output);
  return comments;
}

const WITH_COMMENT: ReadonlySet<Kind> = new Set([
  "acknowledgement-set",
  "downtime-scheduled",
  "downtime-cancelled",
  "comment-added",
  "comment-deleted",
]);

/** A start records the end of a run that was not stopped. */
const isInterruption = ({ kind }: HistoryEvent, events: readonly HistoryEvent[]): boolean =>
  kind === "monitoring-stopped" && events.some((other) => other.kind === "monitoring-started");

const logInterruption = (log: Log, { at }: HistoryEvent): void =>
  log.warn(
    { area: "server", lastKnown: formatRfc3339(at) },
    `the server ended without being stopped; it was last known to run at ${formatRfc3339(at)}`,
  );

function toldEvent(event: HistoryEvent, inventory: Inventory, comment: string): ToldEvent {
  const { key, kind, state, stateType, checkAttempt, reason } = event;
  return {
    kind,
    about: key === SERVER_KEY ? null : namedKey(key, inventory),
    state,
    stateType,
    checkAttempt,
    maxCheckAttempts: namesOf(inventory).resourceByKey.get(key)?.maxCheckAttempts ?? null,
    output: loggedText(comment),
    reason: loggedText(reason),
  };
}

function fieldsOf(told: ToldEvent, area: string): object {
  const { kind, about, stateType, checkAttempt, wasSoft, output, reason } = told;
  const state = stateOfEvent(told);
  return {
    area,
    event: kind,
    ...(about !== null && nameFields(about)),
    ...(area === "state" && { state, stateType: stateType === 1 && !wasSoft ? "hard" : "soft", attempt: checkAttempt }),
    ...(area !== "state" && { reason }),
    ...(output !== "" && { output }),
  };
}
