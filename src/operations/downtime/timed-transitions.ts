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
  noticed,
  endWarningOf,
  endTimeOf,
} from "./downtime-lifecycle.ts";
import type { ActiveDowntimes } from "./active-downtimes.ts";
import type { DowntimeStep } from "./transition-records.ts";

export interface StepRules {
  readonly open: ActiveDowntimes;
  /** Null when the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly engine: Engine;
  readonly noticeSeconds: number;
}

/** What the clock does to one downtime at this moment; nothing when it is too early. */
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
  const end = endTimeOf(downtime, engine) ?? Infinity;
  if ((endWarningOf(downtime, noticeSeconds) ?? Infinity) <= at && end > at) {
    return [step(noticed(downtime, at), isEndWarnedByHost(downtime, end, open) ? "noticed-by-host" : "noticed")];
  }
  if (downtime.isStarted && end > at) return [];
  if (downtime.isStarted) return [step(ended(downtime, end, at), "ended")];
  if (end > at) return beginsNow(downtime, stateOf(downtime.key), at, engine) ? startSteps(downtime, at, open) : [];
  if (!downtime.isFixed || downtime.triggeredBy !== null) return [step(cancelled(downtime, at), "expired")];
  return [step(ended(begun(downtime, downtime.startTime ?? end), end, at), "slept-through")];
}

/** Begins a downtime, and those it triggers. */
export function startSteps(downtime: Downtime, at: UnixSeconds, open: ActiveDowntimes): readonly DowntimeStep[] {
  return [downtime, ...open.triggeredBy(downtime.id).filter((other) => !other.isStarted)].map((before) => ({
    before,
    after: begun(before, at),
    what: "started",
    at,
    by: null,
  }));
}

/** A fixed one whose start has come; with Centreon's engine also a flexible one in its window, on a resource that has a problem already. */
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
