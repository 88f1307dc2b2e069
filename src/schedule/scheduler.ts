import type { CheckResult } from '../check/check-result.ts'
import type { CheckRunner } from '../check/run-check.ts'
import type { Inventory, Resource } from '../inventory/objects.ts'
import type { ResourceKey } from '../inventory/resource-key.ts'
import type { CancelTimer, Clock, UnixSeconds } from '../lib/clock.ts'
import { checkIntervalSeconds, isCheckedActively, isCheckPeriodOpen, isScheduled, retryIntervalSeconds, withinCheckPeriod } from './check-times.ts'
import { createDueQueue, type DueCheck } from './due-queue.ts'
import { spread } from './spread.ts'

export interface SchedulerOptions {
  readonly clock: Clock
  readonly runner: CheckRunner
  readonly maxConcurrentChecks: number
  /** Gets every result, in the order the checks end. */
  readonly onResult: (result: CheckResult) => void
}

/** Decides when each resource is checked, and never runs one check twice at once. */
export interface Scheduler {
  /** Takes the resources to check, with the next check each had before (null: never checked, spread anew). */
  load(inventory: Inventory, nextCheckOf: (key: ResourceKey) => UnixSeconds | null): void
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
  /** Due at this time instead of its planned one, whatever the period; a time that is past is now. */
  runAt(key: ResourceKey, at: UnixSeconds): void
  /** Starts nothing more; running checks are ended by the runner. */
  stop(): void
  readonly running: number
  readonly waiting: number
}

// Ticks come at least this often, so that a clock set back is noticed.
const LONGEST_SLEEP_SECONDS = 30

// Timers may be early by milliseconds.
const CLOCK_STEP_SECONDS = 1

// A timer this late was not held up: the machine slept, or the clock was set.
const PAUSE_SECONDS = 60

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, runner } = options
  const queue = createDueQueue()
  const resources = new Map<ResourceKey, Resource>()
  const running = new Set<ResourceKey>()
  const runAgain = new Set<ResourceKey>()
  /** Asked for on demand, with the time: they go before what is due. */
  const onDemand = new Map<ResourceKey, UnixSeconds>()
  let inventory: Inventory
  let isStarted = false
  let armedFor: UnixSeconds | undefined
  let cancelTimer: CancelTimer | undefined

  const intervalOf = (key: ResourceKey): number => {
    const resource = resources.get(key)
    return resource === undefined ? 0 : checkIntervalSeconds(resource, inventory)
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
      const due = takeOnDemand() ?? queue.take(now)
      if (due === undefined) break
      run(due.key, due.dueAt)
    }
    arm()
  }

  const takeOnDemand = (): DueCheck | undefined => {
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
    const dueAt = spread(missed.length, now, longestSpread(inventory))
    missed.forEach((key, index) => queue.set(key, dueAt(index, intervalOf(key))))
  }

  const run = (key: ResourceKey, dueAt: UnixSeconds): void => {
    const resource = resources.get(key)
    if (resource === undefined) return
    if (running.has(key)) return void runAgain.add(key)
    running.add(key)
    onDemand.delete(key)
    runner.run(resource, inventory, dueAt).then(result => finished(key, result))
  }

  const finished = (key: ResourceKey, result: CheckResult): void => {
    running.delete(key)
    if (!isStarted) return
    options.onResult(result)
    if (runAgain.delete(key)) queue.set(key, clock.now())
    arm()
  }

  const runAt = (key: ResourceKey, at: UnixSeconds): void => {
    const now = clock.now()
    if (at <= now && running.has(key)) runAgain.add(key)
    else if (resources.has(key)) queue.set(key, Math.max(at, now))
    arm()
  }

  return {
    load(next, nextCheckOf) {
      inventory = next
      for (const key of resources.keys()) queue.remove(key)
      resources.clear()
      onDemand.clear()
      const fresh: ResourceKey[] = []
      const now = clock.now()
      for (const resource of [...next.hosts, ...next.services]) {
        resources.set(resource.key, resource)
        if (!isScheduled(resource, next)) continue
        const known = nextCheckOf(resource.key)
        if (known === null || known < now || isBeyondPlan(known, resource, next, now)) fresh.push(resource.key)
        else queue.set(resource.key, known)
      }
      const dueAt = spread(fresh.length, now, longestSpread(next))
      fresh.forEach((key, index) => {
        const within = withinCheckPeriod(resources.get(key)!, next, dueAt(index, intervalOf(key)))
        if (within !== null) queue.set(key, within)
      })
      arm()
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
    runNow: key => runAt(key, clock.now()),
    runOnDemand(key) {
      const resource = resources.get(key)
      const now = clock.now()
      if (resource === undefined || running.has(key) || onDemand.has(key) || (queue.dueAt(key) ?? Infinity) <= now) return
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
  }
}

/** No plan made now lies beyond the longest pause, moved into the check period: this one was made while the clock was ahead. */
function isBeyondPlan(known: UnixSeconds, resource: Resource, inventory: Inventory, now: UnixSeconds): boolean {
  const pause = Math.max(checkIntervalSeconds(resource, inventory), retryIntervalSeconds(resource, inventory), longestSpread(inventory))
  // The period is worth looking at for the few only that the pause alone does not explain.
  return known > now + pause && known > (withinCheckPeriod(resource, inventory, now + pause) ?? Infinity)
}

const longestSpread = (inventory: Inventory): number =>
  60 * Math.min(inventory.main.maxHostCheckSpreadMinutes, inventory.main.maxServiceCheckSpreadMinutes)
