import { hostIdOf, hostKey, isHostKey, type ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { dialectOf, type Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import { type Downtime, endsAt } from "../../model/downtime.ts";
import {
  awaitsProblem,
  begun,
  cancelled,
  ended,
  isRunning,
  endWarned,
  endWarningOf,
  endTimeOf,
  withdrawn,
} from "./downtime-lifecycle.ts";
import type { ActiveDowntimes } from "./active-downtimes.ts";
import type { DowntimeStep } from "./transition-records.ts";

export interface StepRules {
  readonly open: ActiveDowntimes;
  /** Null if the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly engine: Engine;
  readonly noticeSeconds: number;
}

/** Time-driven steps of one downtime at `at`; empty if none is due. */
export function stepsByClock(
  downtime: Downtime,
  at: UnixSeconds,
  { open, stateOf, engine, noticeSeconds }: StepRules,
): readonly DowntimeStep[] {
  const step = (after: Downtime, what: DowntimeStep["what"]): DowntimeStep => ({
    before: downtime,
    after,
    what,
    at,
    by: null,
  });
  if (stateOf(downtime.key) === null) return [step(withdrawn(downtime, at), "resource-removed")];
  const end = endTimeOf(downtime, engine) ?? Infinity;
  if ((endWarningOf(downtime, noticeSeconds) ?? Infinity) <= at && end > at) {
    return [
      step(endWarned(downtime, at), isEndWarnedByHost(downtime, end, open) ? "end-warned-by-host" : "end-warned"),
    ];
  }
  if (downtime.isStarted && end > at) return [];
  if (downtime.isStarted) return [step(ended(downtime, end, at), "ended")];
  if (end > at) return beginsNow(downtime, stateOf(downtime.key), at, engine) ? startSteps(downtime, at, open) : [];
  if (!downtime.isFixed || downtime.triggeredBy !== null) return [step(cancelled(downtime, at), "expired")];
  return [step(ended(begun(downtime, downtime.startTime ?? end), end, at), "missed")];
}

/** Steps that begin a downtime and those it triggers. */
export function startSteps(downtime: Downtime, at: UnixSeconds, open: ActiveDowntimes): readonly DowntimeStep[] {
  return [downtime, ...open.triggeredBy(downtime.id).filter((other) => !other.isStarted)].map((before) => ({
    before,
    after: begun(before, at),
    what: "started",
    at,
    by: null,
  }));
}

/**
 * True for a fixed downtime at its start; with Centreon also for a flexible one in its window on a resource with a
 * problem.
 */
export function beginsNow(downtime: Downtime, state: ResourceState | null, at: UnixSeconds, engine: Engine): boolean {
  if (downtime.triggeredBy !== null) return false;
  if (downtime.isFixed) return (downtime.startTime ?? Infinity) <= at;
  return (
    dialectOf(engine).openWindowBeginsDowntime &&
    state !== null &&
    isProblem(state.check.state) &&
    awaitsProblem(downtime, at)
  );
}

const isEndWarnedByHost = ({ key }: Downtime, end: UnixSeconds, open: ActiveDowntimes): boolean =>
  !isHostKey(key) && open.ofResource(hostKey(hostIdOf(key))).some((other) => isRunning(other) && endsAt(other) === end);
