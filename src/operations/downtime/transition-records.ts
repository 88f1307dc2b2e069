import type { UnixSeconds } from "../../lib/clock.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { HistoryEvent, NotificationEvent } from "../../model/history-event.ts";
import { dialectOf, type Engine } from "../../model/dialect.ts";
import { withDowntimeDepth } from "../../model/handling-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { type Downtime, endsAt } from "../../model/downtime.ts";
import { isRunning } from "./downtime-lifecycle.ts";
import type { Change } from "../../model/change.ts";

/** One moment in the life of a downtime. */
export interface DowntimeStep {
  /** Null: it did not exist. */
  readonly before: Downtime | null;
  readonly after: Downtime;
  readonly what:
    | "scheduled"
    | "started"
    | "ended"
    | "cancelled"
    | "expired"
    | "slept-through"
    | "withdrawn"
    | "left"
    | "noticed"
    | "noticed-by-host";
  readonly at: UnixSeconds;
  /** The operator, where one did it. */
  readonly by: string | null;
}

/** What is stored of a step, besides the state of its resource. `state` is null for a resource that left the configuration. */
export function recordOf(step: DowntimeStep, state: ResourceState | null): Change[] {
  const event = eventOf(step, state);
  return [{ kind: "downtime", record: step.after }, ...(event === null ? [] : [{ kind: "event", event } as const])];
}

/** What a step does to the downtime depth of its resource. */
export function depthStep({ before, after }: DowntimeStep): -1 | 0 | 1 {
  if ((before !== null && isRunning(before)) === isRunning(after)) return 0;
  return isRunning(after) ? 1 : -1;
}

/** Depth counts the running downtimes; it never falls below 0, whatever an import brought. */
export const atDepth = (state: ResourceState, step: number, now: UnixSeconds): ResourceState =>
  withDowntimeDepth(state, Math.max(0, state.handling.scheduledDowntimeDepth + step), now);

/** A notice is nothing that happened to the resource. */
type HistoricStep = Exclude<DowntimeStep["what"], "noticed" | "noticed-by-host">;

const EVENT_KIND = {
  scheduled: "downtime-scheduled",
  started: "downtime-started",
  ended: "downtime-ended",
  cancelled: "downtime-cancelled",
  expired: "downtime-cancelled",
  withdrawn: "downtime-cancelled",
  "slept-through": "downtime-ended",
  left: "downtime-cancelled",
} as const satisfies Record<HistoricStep, HistoryEvent["kind"]>;

const WHY: Record<HistoricStep, (step: DowntimeStep) => string> = {
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
  "slept-through": (step) => `downtime ${step.after.id} began and ended while the server was away`,
  left: (step) => `downtime ${step.after.id} ends: what it was for left the configuration`,
};

function eventOf(step: DowntimeStep, state: ResourceState | null): HistoryEvent | null {
  if (step.what === "noticed" || step.what === "noticed-by-host") return null;
  return {
    key: step.after.key,
    at: step.at,
    kind: EVENT_KIND[step.what],
    state: state?.check.state ?? 0,
    stateType: state?.check.stateType ?? null,
    checkAttempt: state?.check.checkAttempt ?? null,
    output: step.after.comment ?? "",
    reason: WHY[step.what](step),
  };
}

const NOTIFICATION_EVENT_KIND: Partial<Record<DowntimeStep["what"], NotificationEvent["kind"]>> = {
  started: "downtime-start",
  ended: "downtime-end",
  cancelled: "downtime-cancelled",
  withdrawn: "downtime-cancelled",
  // That of a host speaks for its services: `noticed-by-host` tells nobody.
  noticed: "downtime-ending",
};

/** What people may have to be told of a step; only what began is told to have ended. Nagios tells the end of a flexible one that never began too. */
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
