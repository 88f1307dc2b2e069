import type { CheckResult } from '../check/check-result.ts'
import { namesOf } from '../inventory/inventory-names.ts'
import type { CheckRunner } from '../check/run-check.ts'
import type { Inventory, Resource } from '../inventory/objects.ts'
import type { ResourceKey } from '../inventory/resource-key.ts'
import type { CancelTimer, Clock, UnixSeconds } from '../lib/clock.ts'
import { checkIntervalSeconds, isCheckedActively, isCheckPeriodOpen, isScheduled, longestSpreadSeconds, retryIntervalSeconds, withinCheckPeriod } from './check-times.ts'
import { createLatencyRecord, type CheckCounts } from './check-counts.ts'
import { createDueQueue, type DueCheck } from './due-queue.ts'
import { inStep } from './in-step.ts'
import { spread } from './spread.ts'

export interface SchedulerOptions {
  readonly clock: Clock
  readonly runner: CheckRunner
  readonly maxConcurrentChecks: number
  /** Gets every result, in the order the checks end. */
  readonly onResult: (result: CheckResult) => void
  /** Asked before each start. When it says no, it has planned the next check itself. */
  readonly mayRun?: (resource: Resource, isForced: boolean) => boolean
}

/** Decides when each resource is checked, and never runs one check twice at once. */
export interface Scheduler {
  /** Takes the resources to check, with the next check each had before (null: never checked, spread anew). */
  load(inventory: Inventory, nextCheckOf: (key: ResourceKey) => UnixSeconds | null): void
  /**
   * Whether or when these are to be checked has changed: those without a plan get one, and a plan beyond the new interval comes nearer by
   * whole intervals, so that checks that were apart stay apart. Returns the plans it made.
   */
  replan(keys: Iterable<ResourceKey>): ReadonlyMap<ResourceKey, UnixSeconds>
  /** Another configuration: what is gone is checked no more, what is new or changed is planned as `replan` says, all else stays. */
  reload(inventory: Inventory, removed: readonly ResourceKey[], changed: Iterable<ResourceKey>): ReadonlyMap<ResourceKey, UnixSeconds>
  start(): void
  /** After a result: the next check, moved into the check period; one that is planned earlier stays. Returns the time, or null when it is not scheduled. */
  rescheduleAfter(resource: Resource, wanted: UnixSeconds): UnixSeconds | null
  /** Due at once, whatever the period; a running check is followed by another. */
  runNow(key: ResourceKey): void
  /**
   * Due at once, without moving the planned check. Does nothing when it is running or about to, when it may not be checked actively,
   * or when its period is closed.
   */
  runOnDemand(key: ResourceKey): void
  /** It runs, or it is due. */
  isPending(key: ResourceKey): boolean
  /** Due at this time instead of its planned one, whatever the period; a time that is past is now. */
  runAt(key: ResourceKey, at: UnixSeconds): void
  /** Starts nothing more; running checks are ended by the runner. */
  stop(): void
  readonly running: number
  readonly waiting: number
  counts(): CheckCounts
}

// Ticks come at least this often, so that a clock set back is noticed.
const LONGEST_SLEEP_SECONDS = 30

// Timers may be early by milliseconds.
const CLOCK_STEP_SECONDS = 1

// A timer this late was not held up: the machine slept, or the clock was set.
const PAUSE_SECONDS = 60

const MOST_COUNTED = 10_000

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, runner } = options
  const queue = createDueQueue()
  const latencies = createLatencyRecord()
  const running = new Set<ResourceKey>()
  const runAgain = new Set<ResourceKey>()
  /** Planned by somebody who wants it checked whatever the configuration says. */
  const forced = new Set<ResourceKey>()
  /** Asked for on demand, with the time, and those of them that run. */
  const onDemand = new Map<ResourceKey, UnixSeconds>()
  const runningOnDemand = new Set<ResourceKey>()
  let inventory: Inventory
  let isStarted = false
  let armedFor: UnixSeconds | undefined
  let cancelTimer: CancelTimer | undefined

  const resourceOf = (key: ResourceKey): Resource | undefined => namesOf(inventory).resourceByKey.get(key)

  /** The longest time a first check, or a missed one, may wait. */
  const longestWait = (key: ResourceKey): number => {
    const resource = resourceOf(key)
    return resource === undefined ? 0 : Math.min(checkIntervalSeconds(resource, inventory), longestSpreadSeconds(resource, inventory))
  }

  const limit = (): number => inventory.main.maxConcurrentChecks || options.maxConcurrentChecks

  const arm = (): void => {
    const now = clock.now()
    const next = onDemand.size > 0 ? now : queue.nextDueAt()
    if (!isStarted || next === undefined) return
    // With no room for another check, too: the clock may be set meanwhile.
    const wakeAt = Math.min(running.size < limit() ? Math.max(next, now) : Infinity, now + LONGEST_SLEEP_SECONDS)
    if (armedFor !== undefined && armedFor <= wakeAt) return
    cancelTimer?.()
    armedFor = wakeAt
    cancelTimer = clock.runAt(wakeAt, tick)
  }

  const tick = (): void => {
    const now = clock.now()
    const lateBy = now - (armedFor ?? now)
    armedFor = undefined
    // The timer counts time that passed. When it ends before its time of day, the clock was set back: the plan moves with it.
    if (lateBy < -CLOCK_STEP_SECONDS) queue.shift(lateBy)
    if (lateBy > PAUSE_SECONDS) respread(now)
    while (isStarted && running.size < limit()) {
      const asked = takeOnDemand(now)
      const due = asked ?? queue.take(now)
      if (due === undefined) break
      const isForced = forced.has(due.key)
      if (asked !== undefined || !restsInstead(due, now)) run(due.key, due.dueAt, isForced)
      if (asked !== undefined && running.has(asked.key)) runningOnDemand.add(asked.key)
    }
    arm()
  }

  /** Checks that are switched off keep their place in the plan, for when they are on again; a closed period may be another one than when this was planned. */
  const restsInstead = ({ key, dueAt }: DueCheck, now: UnixSeconds): boolean => {
    const resource = resourceOf(key)
    if (forced.delete(key) || resource === undefined) return false
    const interval = checkIntervalSeconds(resource, inventory)
    const at = !isScheduled(resource, inventory) ? inStep(dueAt, interval, now) : withinCheckPeriod(resource, inventory, now)
    if (at !== null && at <= now) return false
    if (at !== null) queue.set(key, at)
    return true
  }

  /** They go before what is due, but a storm of them (a switch with a thousand hosts behind it fails) leaves half of the room to that. */
  const takeOnDemand = (now: UnixSeconds): DueCheck | undefined => {
    if (runningOnDemand.size >= Math.max(1, limit() / 2) && (queue.nextDueAt() ?? Infinity) <= now) return undefined
    for (const [key, dueAt] of onDemand) {
      onDemand.delete(key)
      if (!running.has(key)) return { key, dueAt }
    }
    return undefined
  }

  /** What was missed in a pause does not start all at once. */
  const respread = (now: UnixSeconds): void => {
    const missed: ResourceKey[] = []
    for (let due = queue.take(now); due !== undefined; due = queue.take(now)) missed.push(due.key)
    const dueAt = spread(missed.length, now)
    missed.forEach((key, index) => queue.set(key, dueAt(index, longestWait(key))))
  }

  const run = (key: ResourceKey, dueAt: UnixSeconds, isForced: boolean): void => {
    const resource = resourceOf(key)
    if (resource === undefined) return
    if (running.has(key)) {
      // Without force, the result of the one that runs is as good.
      if (isForced) runAgain.add(key)
      return
    }
    onDemand.delete(key)
    if (options.mayRun?.(resource, isForced) === false) return
    running.add(key)
    runner.run(resource, inventory, dueAt).then(result => finished(key, result))
  }

  const finished = (key: ResourceKey, result: CheckResult): void => {
    running.delete(key)
    runningOnDemand.delete(key)
    if (!isStarted) return
    if (result.dueAt !== null) latencies.note(result.dueAt, result.startedAt)
    options.onResult(result)
    if (runAgain.delete(key)) force(key, clock.now())
    else keepPlanned(key)
    arm()
  }

  /** A result that was dropped has planned nothing, and no check is lost by that. */
  const keepPlanned = (key: ResourceKey): void => {
    const resource = resourceOf(key)
    if (resource === undefined || queue.dueAt(key) !== undefined || !isScheduled(resource, inventory)) return
    const at = withinCheckPeriod(resource, inventory, clock.now() + checkIntervalSeconds(resource, inventory))
    if (at !== null) queue.set(key, at)
  }

  const force = (key: ResourceKey, at: UnixSeconds): void => {
    forced.add(key)
    queue.set(key, at)
  }

  const runAt = (key: ResourceKey, at: UnixSeconds): void => {
    const now = clock.now()
    if (at <= now && running.has(key)) runAgain.add(key)
    else if (resourceOf(key) !== undefined) force(key, Math.max(at, now))
    arm()
  }

  const planAnew = (keys: readonly ResourceKey[], now: UnixSeconds, plans?: Map<ResourceKey, UnixSeconds>): void => {
    const dueAt = spread(keys.length, now)
    keys.forEach((key, index) => {
      const within = withinCheckPeriod(resourceOf(key)!, inventory, dueAt(index, longestWait(key)))
      if (within === null) return
      queue.set(key, within)
      plans?.set(key, within)
    })
  }

  /** Brings a plan nearer that no result of now would make. */
  const bringIn = (resource: Resource, planned: UnixSeconds, now: UnixSeconds, plans: Map<ResourceKey, UnixSeconds>): void => {
    const pause = Math.max(checkIntervalSeconds(resource, inventory), retryIntervalSeconds(resource, inventory))
    if (planned <= now + pause || forced.has(resource.key)) return
    const at = withinCheckPeriod(resource, inventory, inStep(planned, pause, now) ?? planned)
    if (at === null || at >= planned) return
    queue.set(resource.key, at)
    plans.set(resource.key, at)
  }

  const replan = (keys: Iterable<ResourceKey>): ReadonlyMap<ResourceKey, UnixSeconds> => {
    const now = clock.now()
    const unplanned: ResourceKey[] = []
    const plans = new Map<ResourceKey, UnixSeconds>()
    for (const key of keys) {
      const resource = resourceOf(key)
      if (resource === undefined || running.has(key) || !isScheduled(resource, inventory)) continue
      const planned = queue.dueAt(key)
      if (planned === undefined) unplanned.push(key)
      else bringIn(resource, planned, now, plans)
    }
    planAnew(unplanned, now, plans)
    arm()
    return plans
  }

  const isPending = (key: ResourceKey): boolean => running.has(key) || onDemand.has(key) || (queue.dueAt(key) ?? Infinity) <= clock.now()

  return {
    load(next, nextCheckOf) {
      inventory = next
      const fresh: ResourceKey[] = []
      const now = clock.now()
      for (const resource of [...next.hosts, ...next.services]) {
        if (!isScheduled(resource, next)) continue
        const known = nextCheckOf(resource.key)
        if (known === null || known < now || isBeyondPlan(known, resource, next, now)) fresh.push(resource.key)
        else queue.set(resource.key, known)
      }
      planAnew(fresh, now)
      arm()
    },
    replan,
    reload(next, removed, changed) {
      inventory = next
      for (const key of removed) {
        queue.remove(key)
        for (const kept of [forced, runAgain, onDemand]) kept.delete(key)
      }
      return replan(changed)
    },
    start() {
      isStarted = true
      arm()
    },
    rescheduleAfter(resource, wanted) {
      if (!isScheduled(resource, inventory)) return null
      const planned = queue.dueAt(resource.key) ?? Infinity
      const at = planned <= wanted ? planned : withinCheckPeriod(resource, inventory, wanted)
      if (at === null) queue.remove(resource.key)
      else queue.set(resource.key, at)
      arm()
      return at
    },
    isPending,
    runNow: key => runAt(key, clock.now()),
    runOnDemand(key) {
      const resource = resourceOf(key)
      const now = clock.now()
      if (resource === undefined || isPending(key)) return
      if (!isCheckedActively(resource, inventory) || !isCheckPeriodOpen(resource, inventory, now)) return
      onDemand.set(key, now)
      arm()
    },
    runAt,
    stop() {
      isStarted = false
      cancelTimer?.()
    },
    get running() { return running.size },
    get waiting() { return queue.size },
    counts: () => ({
      done: latencies.noted,
      running: running.size,
      waiting: queue.countDue(clock.now(), MOST_COUNTED),
      latency: latencies.latest(),
    }),
  }
}

/** No plan made now lies beyond the longest pause, moved into the check period: this one was made while the clock was ahead. */
function isBeyondPlan(known: UnixSeconds, resource: Resource, inventory: Inventory, now: UnixSeconds): boolean {
  const pause = Math.max(checkIntervalSeconds(resource, inventory), retryIntervalSeconds(resource, inventory), longestSpreadSeconds(resource, inventory))
  // The period is worth looking at for the few only that the pause alone does not explain.
  return known > now + pause && known > (withinCheckPeriod(resource, inventory, now + pause) ?? Infinity)
}
