import type { CheckResult } from "../../model/check-result.ts";
import type { CheckRunner } from "../check/run-check.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { createLatencyRecord, type CheckCounts } from "./check-counts.ts";
import { createCheckPlan } from "./check-plan.ts";
import { isCheckedActively, isCheckPeriodOpen } from "./check-times.ts";
import type { DueKey } from "../../lib/due-queue.ts";

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly runner: CheckRunner;
  readonly maxConcurrentChecks: number;
  /** Asked before each start. When it says no, it has planned the next check itself. */
  readonly mayRun?: (resource: Resource, isForced: boolean) => boolean;
}

/** Decides when each resource is checked, and never runs one check twice at once. */
export interface Scheduler {
  /** Takes the resources to check, with the next check each had before (null: never checked, spread anew). */
  load(inventory: Inventory, nextCheckOf: (key: ResourceKey) => UnixSeconds | null): void;
  /** Whether or when these are to be checked has changed. Returns the plans it made. */
  replan(keys: Iterable<ResourceKey>): ReadonlyMap<ResourceKey, UnixSeconds>;
  /** Another configuration: what is gone is checked no more, what is new or changed is planned anew, all else stays. */
  reload(
    inventory: Inventory,
    removed: readonly ResourceKey[],
    changed: Iterable<ResourceKey>,
  ): ReadonlyMap<ResourceKey, UnixSeconds>;
  /** `onResult` gets every result, in the order in which the checks end. */
  start(onResult: (result: CheckResult) => void): void;
  /**
   * After a result: the next check, moved into the check period; one that is planned earlier stays. Returns the time, or null when it is
   * not scheduled.
   */
  rescheduleAfter(resource: Resource, wanted: UnixSeconds): UnixSeconds | null;
  /** Due at once, whatever the period; a running check is followed by another. */
  runNow(key: ResourceKey): void;
  /**
   * Due at once, without moving the planned check. Does nothing when it is running or about to, when it may not be checked actively,
   * or when its period is closed.
   */
  runOnDemand(key: ResourceKey): void;
  /** It runs, or it is due. */
  isPending(key: ResourceKey): boolean;
  /** Due at this time instead of its planned one, whatever the period; a time that is past is now. */
  runAt(key: ResourceKey, at: UnixSeconds): void;
  /** Starts nothing more; running checks are ended by the runner. */
  stop(): void;
  readonly running: number;
  readonly waiting: number;
  counts(): CheckCounts;
}

// Ticks come at least this often, so that a clock set back is noticed.
const LONGEST_SLEEP_SECONDS = 30;

// Timers may be early by milliseconds.
const CLOCK_STEP_SECONDS = 1;

// A timer this late was not held up: the machine slept, or the clock was set.
const PAUSE_SECONDS = 60;

const MOST_COUNTED = 10_000;

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, runner } = options;
  const plan = createCheckPlan(clock);
  const { queue } = plan;
  const latencies = createLatencyRecord();
  const running = new Set<ResourceKey>();
  const runAgain = new Set<ResourceKey>();
  /** Asked for on demand, with the time, and those of them that run. */
  const onDemand = new Map<ResourceKey, UnixSeconds>();
  const runningOnDemand = new Set<ResourceKey>();
  let isStarted = false;
  let onResult: (result: CheckResult) => void = () => {};

  const limit = (): number => plan.inventory().main.maxConcurrentChecks || options.maxConcurrentChecks;

  const arm = (): void => {
    const now = clock.now();
    const next = onDemand.size > 0 ? now : queue.nextDueAt();
    if (!isStarted || next === undefined) return;
    // With no room for another check, too: the clock may be set meanwhile.
    const wakeAt = Math.min(running.size < limit() ? Math.max(next, now) : Infinity, now + LONGEST_SLEEP_SECONDS);
    if (alarm.at === null || wakeAt < alarm.at) alarm.set(wakeAt);
  };

  const startDueChecks = (setFor: UnixSeconds): void => {
    const now = clock.now();
    const lateBy = now - setFor;
    // The timer counts time that passed. When it ends before its time of day, the clock was set back: the plan moves with it.
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

  /** They go before what is due, but a storm of them (a switch with a thousand hosts behind it fails) leaves half of the room to that. */
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
    if (resource === undefined) return;
    if (running.has(key)) {
      // Without force, the result of the one that runs is as good.
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
    // What runs is planned by its result.
    const plans = plan.replan([...keys].filter((key) => !running.has(key)));
    arm();
    return plans;
  };

  const isPending = (key: ResourceKey): boolean =>
    running.has(key) || onDemand.has(key) || (queue.dueAt(key) ?? Infinity) <= clock.now();

  return {
    load(inventory, nextCheckOf) {
      plan.load(inventory, nextCheckOf);
      arm();
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
      waiting: queue.countDue(clock.now(), MOST_COUNTED),
      latency: latencies.latest(),
    }),
  };
}
