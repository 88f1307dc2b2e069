import type { CheckResult } from "../../model/check-result.ts";
import type { CheckRunner } from "../check/run-check.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { createLatencyRecord, type CheckCounts } from "./check-counts.ts";
import { createCheckMeasures, type CheckMeasures } from "./check-measures.ts";
import { createCheckPlan } from "./check-plan.ts";
import { isCheckedActively, isCheckPeriodOpen } from "./check-times.ts";
import type { DueKey } from "../../lib/due-queue.ts";

export interface SchedulerOptions {
  readonly clock: Clock;
  /** False for resources that another place checks: no check of them is planned or run here. Default: all are checked. */
  readonly isHere?: (resource: Resource) => boolean;
  readonly runner: CheckRunner;
  readonly maxConcurrentChecks: number;
  /** What the machine allows, also where the main file wants more; default: no limit. */
  readonly mostChecks?: number;
  /** Called before each start. If it returns false, it has already planned the next check. */
  readonly mayRun?: (resource: Resource, isForced: boolean) => boolean;
}

/** Requests for checks that other parts make. */
export interface CheckRequests {
  /**
   * Plans the next check after a result, moved into the check period; an earlier plan stays. Returns the time, or null
   * if the resource is not scheduled.
   */
  rescheduleAfter(resource: Resource, wanted: UnixSeconds): UnixSeconds | null;
  /** Makes a check due now, even outside its check period. If it is running, another run follows. */
  runNow(key: ResourceKey): void;
  /**
   * Runs a check now without moving the planned one. Does nothing if it is running or due, if active checks are off, or
   * if the check period is closed.
   */
  runOnDemand(key: ResourceKey): void;
  /** True if the check is running or due. */
  isPending(key: ResourceKey): boolean;
  /** Moves the planned check to this time, even outside the check period; a past time means now. */
  runAt(key: ResourceKey, at: UnixSeconds): void;
}

/** Starts checks when they are due, and never runs one check twice simultaneously. */
export interface Scheduler extends CheckRequests {
  /** Loads the resources with the previous next check of each (null: never checked, spread over the start). */
  load(
    inventory: Inventory,
    nextCheckOf: (key: ResourceKey) => UnixSeconds | null,
  ): ReadonlyMap<ResourceKey, UnixSeconds>;
  /** Replans resources whose scheduling has changed. Returns the new plans. */
  replan(keys: Iterable<ResourceKey>): ReadonlyMap<ResourceKey, UnixSeconds>;
  /**
   * Takes another configuration: removed resources are no longer checked, new or changed ones are planned, all others
   * keep their plan.
   */
  reload(
    inventory: Inventory,
    removed: readonly ResourceKey[],
    changed: Iterable<ResourceKey>,
  ): ReadonlyMap<ResourceKey, UnixSeconds>;
  /** `onResult` receives every result, in the order in which checks end. */
  start(onResult: (result: CheckResult) => void): void;
  /** Starts no more checks; the runner ends the running ones. */
  stop(): void;
  readonly running: number;
  readonly waiting: number;
  counts(): CheckCounts;
  measures(): CheckMeasures;
}

// Maximum time between ticks, so that a clock set back is noticed.
const MAX_SLEEP_SECONDS = 30;

// Timers may fire early by milliseconds.
const CLOCK_STEP_SECONDS = 1;

// A timer this late was not just delayed: the machine was asleep, or the clock was set.
const PAUSE_SECONDS = 60;

const MAX_COUNTED = 10_000;

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, runner } = options;
  const plan = createCheckPlan(clock, options.isHere);
  const { queue } = plan;
  const latencies = createLatencyRecord();
  const measures = createCheckMeasures();
  const running = new Set<ResourceKey>();
  const runAgain = new Set<ResourceKey>();
  /** Keys requested on demand, with the time, and those of them that are running. */
  const onDemand = new Map<ResourceKey, UnixSeconds>();
  const runningOnDemand = new Set<ResourceKey>();
  let isStarted = false;
  let onResult: (result: CheckResult) => void = () => {};

  const { maxConcurrentChecks, mostChecks = Infinity } = options;
  const limit = (): number => Math.min(plan.inventory().main.maxConcurrentChecks || maxConcurrentChecks, mostChecks);

  const arm = (): void => {
    const now = clock.now();
    const next = onDemand.size > 0 ? now : queue.nextDueAt();
    if (!isStarted || next === undefined) return;
    // Also wakes while no slot is free: the clock may be set meanwhile.
    const wakeAt = Math.min(running.size < limit() ? Math.max(next, now) : Infinity, now + MAX_SLEEP_SECONDS);
    if (alarm.at === null || wakeAt < alarm.at) alarm.set(wakeAt);
  };

  const startDueChecks = (setFor: UnixSeconds): void => {
    const now = clock.now();
    const lateBy = now - setFor;
    // The timer measures elapsed time. If it fires before its wall-clock time, the clock was set back, and the plan
    // moves with it.
    if (lateBy < -CLOCK_STEP_SECONDS) queue.shift(lateBy);
    if (lateBy > PAUSE_SECONDS) plan.respread(now);
    while (isStarted && running.size < limit()) {
      const asked = takeOnDemand(now);
      const due = asked ?? queue.take(now);
      if (due === undefined) break;
      const isForced = plan.isForced(due.key);
      if (asked !== undefined || !plan.skipAndReplan(due, now)) run(due.key, due.dueAt, isForced);
      if (asked !== undefined && running.has(asked.key)) runningOnDemand.add(asked.key);
    }
    arm();
  };

  const alarm = createAlarm(clock, startDueChecks);

  /**
   * On-demand checks go before due ones, but leave them half of the slots if very many are requested (a switch with a
   * thousand hosts behind it fails).
   */
  const takeOnDemand = (now: UnixSeconds): DueKey | undefined => {
    if (runningOnDemand.size >= Math.max(1, limit() / 2) && (queue.nextDueAt() ?? Infinity) <= now) return undefined;
    const [first] = onDemand;
    if (first === undefined) return undefined;
    const [key, dueAt] = first;
    onDemand.delete(key);
    return { key, dueAt };
  };

  const run = (key: ResourceKey, dueAt: UnixSeconds, isForced: boolean): void => {
    const resource = plan.resource(key);
    // What was asked for on demand may have gone to another place since.
    if (resource === undefined || options.isHere?.(resource) === false) return;
    if (running.has(key)) {
      // Without force, the result of the running check is as good.
      if (isForced) runAgain.add(key);
      return;
    }
    onDemand.delete(key);
    if (options.mayRun?.(resource, isForced) === false) return;
    running.add(key);
    runner.run(resource, plan.inventory(), dueAt).then((result) => finished(key, result));
  };

  const finished = (key: ResourceKey, result: CheckResult): void => {
    running.delete(key);
    runningOnDemand.delete(key);
    if (!isStarted) return;
    if (result.dueAt !== null) latencies.note(result.dueAt, result.startedAt);
    measures.note(result);
    onResult(result);
    if (runAgain.delete(key)) plan.force(key, clock.now());
    else plan.keepPlanned(key);
    arm();
  };

  const runAt = (key: ResourceKey, at: UnixSeconds): void => {
    const now = clock.now();
    if (at <= now && running.has(key)) runAgain.add(key);
    else if (plan.resource(key) !== undefined) plan.force(key, Math.max(at, now));
    arm();
  };

  const replan = (keys: Iterable<ResourceKey>): ReadonlyMap<ResourceKey, UnixSeconds> => {
    // Running checks are planned by their result.
    const plans = plan.replan([...keys].filter((key) => !running.has(key)));
    arm();
    return plans;
  };

  const isPending = (key: ResourceKey): boolean =>
    running.has(key) || onDemand.has(key) || (queue.dueAt(key) ?? Infinity) <= clock.now();

  return {
    load(inventory, nextCheckOf) {
      const plans = plan.load(inventory, nextCheckOf);
      arm();
      return plans;
    },
    replan,
    reload(inventory, removed, changed) {
      plan.change(inventory, removed);
      for (const key of removed) {
        runAgain.delete(key);
        onDemand.delete(key);
      }
      return replan(changed);
    },
    start(next) {
      onResult = next;
      isStarted = true;
      arm();
    },
    rescheduleAfter(resource, wanted) {
      const at = plan.planAfter(resource, wanted);
      if (at !== null) arm();
      return at;
    },
    isPending,
    runNow: (key) => runAt(key, clock.now()),
    runOnDemand(key) {
      const resource = plan.resource(key);
      const now = clock.now();
      if (resource === undefined || isPending(key)) return;
      if (!isCheckedActively(resource, plan.inventory()) || !isCheckPeriodOpen(resource, plan.inventory(), now)) return;
      onDemand.set(key, now);
      arm();
    },
    runAt,
    stop() {
      isStarted = false;
      alarm.set(null);
    },
    get running() {
      return running.size;
    },
    get waiting() {
      return queue.size;
    },
    counts: () => ({
      done: latencies.noted,
      running: running.size,
      waiting: queue.countDue(clock.now(), MAX_COUNTED),
      latency: latencies.latest(),
    }),
    measures: measures.read,
  };
}
