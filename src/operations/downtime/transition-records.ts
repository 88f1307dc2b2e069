import type { UnixSeconds } from "../../lib/clock.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { HistoryEvent, NotificationEvent } from "../../model/history-event.ts";
import { dialectOf, type Engine } from "../../model/dialect.ts";
import { withDowntimeDepth } from "../../model/handling-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { type Downtime, endsAt } from "../../model/downtime.ts";
import { isRunning } from "./downtime-lifecycle.ts";
import type { Change } from "../../model/change.ts";

/** One transition of a downtime. */
export interface DowntimeStep {
  /** Null: the downtime is new. */
  readonly before: Downtime | null;
  readonly after: Downtime;
  readonly what:
    | "scheduled"
    | "started"
    | "ended"
    | "cancelled"
    | "expired"
    | "missed"
    | "withdrawn"
    | "resource-removed"
    | "end-changed"
    | "end-warned"
    | "end-warned-by-host";
  readonly at: UnixSeconds;
  /** Operator who caused it; null: caused by time or configuration. */
  readonly by: string | null;
}

/** Record and history events of a step. `state`: the last one of the resource; null if it never had one. */
export function recordOf(step: DowntimeStep, state: ResourceState | null): Change[] {
  const events = eventsOf(step, state).map((event): Change => ({ kind: "event", event }));
  return [{ kind: "downtime", record: step.after }, ...events];
}

/** Change of the resource's downtime depth by a step. */
export function depthStep({ before, after }: DowntimeStep): -1 | 0 | 1 {
  if ((before !== null && isRunning(before)) === isRunning(after)) return 0;
  return isRunning(after) ? 1 : -1;
}

/** Changes the downtime depth (number of running downtimes), never below 0, even if an import brought too few. */
export const atDepth = (state: ResourceState, step: number, now: UnixSeconds): ResourceState =>
  withDowntimeDepth(state, Math.max(0, state.handling.scheduledDowntimeDepth + step), now);

/** Steps without a history event. A changed end is in the audit event of its operator. */
const SILENT = ["end-changed", "end-warned", "end-warned-by-host"] as const satisfies readonly DowntimeStep["what"][];

type StepWithHistory = Exclude<DowntimeStep["what"], (typeof SILENT)[number]>;

const hasHistory = (what: DowntimeStep["what"]): what is StepWithHistory =>
  !(SILENT as readonly DowntimeStep["what"][]).includes(what);

const EVENT_KIND = {
  scheduled: "downtime-scheduled",
  started: "downtime-started",
  ended: "downtime-ended",
  cancelled: "downtime-cancelled",
  expired: "downtime-cancelled",
  withdrawn: "downtime-cancelled",
  missed: "downtime-ended",
  "resource-removed": "downtime-cancelled",
} as const satisfies Record<StepWithHistory, HistoryEvent["kind"]>;

const REASON: Record<StepWithHistory, (step: DowntimeStep) => string> = {
  scheduled: (step) => `downtime ${step.after.id} scheduled by ${step.after.author}`,
  started: (step) =>
    step.after.isFixed
      ? `downtime ${step.after.id} starts as planned`
      : `a problem begins the flexible downtime ${step.after.id}`,
  ended: (step) => `downtime ${step.after.id} ran its time`,
  cancelled: (step) => `downtime ${step.after.id} cancelled by ${step.by}`,
  expired: (step) => `no problem began the flexible downtime ${step.after.id} before its end`,
  withdrawn: (step) =>
    `downtime ${step.after.id} taken back: recurring downtime ${step.before?.recurringDowntimeId} no longer asks for it`,
  missed: (step) => `downtime ${step.after.id} began and ended while the server was away`,
  "resource-removed": (step) => `downtime ${step.after.id} ends: what it was for left the configuration`,
};

/** A downtime that began and ended while the server was away has both events, each of its own time. */
function eventsOf(step: DowntimeStep, state: ResourceState | null): readonly HistoryEvent[] {
  const { what, at, after } = step;
  if (!hasHistory(what)) return [];
  const event: HistoryEvent = {
    key: after.key,
    // When it ended, not when a server that was away for some time noticed.
    at: what === "ended" || what === "missed" ? (after.actualEndTime ?? at) : at,
    kind: EVENT_KIND[what],
    state: state?.check.state ?? 0,
    stateType: state?.check.stateType ?? null,
    checkAttempt: state?.check.checkAttempt ?? null,
    output: after.comment ?? "",
    reason: REASON[what](step),
  };
  if (what !== "missed") return [event];
  return [
    {
      ...event,
      at: after.actualStartTime ?? event.at,
      kind: "downtime-started",
      reason: `downtime ${after.id} began while the server was away`,
    },
    event,
  ];
}

const NOTIFICATION_EVENT_KIND: Partial<Record<DowntimeStep["what"], NotificationEvent["kind"]>> = {
  started: "downtime-start",
  ended: "downtime-end",
  cancelled: "downtime-cancelled",
  withdrawn: "downtime-cancelled",
  // `end-warned-by-host` notifies nobody: the warning of the host covers its services.
  "end-warned": "downtime-ending",
};

/**
 * Notification events of a step. A downtime that never began has no end, except a flexible one whose window expired
 * with Nagios.
 */
export function notificationEventsOf(step: DowntimeStep, engine: Engine): readonly NotificationEvent[] {
  const kind =
    dialectOf(engine).expiredWindowIsNotified && step.what === "expired" && !step.after.isFixed
      ? "downtime-end"
      : NOTIFICATION_EVENT_KIND[step.what];
  if (kind === undefined || (kind === "downtime-cancelled" && !step.before?.isStarted)) return [];
  const { key, author, comment } = step.after;
  const until = kind === "downtime-ending" ? ` (until ${formatRfc3339(endsAt(step.after) ?? step.at)})` : "";
  return [{ key, at: step.at, kind, author: step.by ?? author, comment: `${comment ?? ""}${until}` }];
}
