import { decideAll } from '../decision/decide-all.ts'
import type { Decider } from '../decision/decision.ts'
import type { Ledger } from '../intake/ledger.ts'
import { hostIdOf, hostKey, isHostKey, type ResourceKey } from '../inventory/resource-key.ts'
import type { CancelTimer, Clock, UnixSeconds } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { Refusal } from '../lib/refusal.ts'
import { createUnstored } from '../lib/unstored.ts'
import type { Engine } from '../state/engine.ts'
import type { ResourceState } from '../state/resource-state.ts'
import { isProblem } from '../state/state-code.ts'
import type { Change } from '../store/store.ts'
import type { Downtime, DowntimeRequest } from './downtime.ts'
import { acceptable, awaitsProblem, begun, cancelled, ended, endsAt, isOver, isRunning, noticeOf, noticed, overAt, withdrawn } from './life.ts'
import { createOpenDowntimes } from './open-downtimes.ts'
import { atDepth, depthStep, occasionsOf, recordOf, type DowntimeStep } from './record.ts'

/** Begins and ends downtimes on time, and does what operators ask of them. */
export interface Downtimes {
  load(downtimes: readonly Downtime[], nextId: number): void
  /** First does what was due while the server was away. */
  start(): void
  stop(): void
  /** Those of a resource that are not over. */
  ofResource(key: ResourceKey): readonly Downtime[]
  /** Of a resource, the running one that ends last. */
  running(key: ResourceKey): { readonly id: number; readonly until: UnixSeconds | null } | null
  /** A flexible downtime of the resource is in its window and waits for a problem. */
  isAwaited(key: ResourceKey, at: UnixSeconds): boolean
  /** Every one that is not over. */
  open(): readonly Downtime[]
  /**
   * One record per resource in one commit, returning their ids; nothing where the engine would ignore the request (contract §8.3).
   * Refuses with `downtime-not-found` when the one that is to trigger it is over or unknown.
   */
  schedule(keys: readonly ResourceKey[], request: DowntimeRequest, author: string): Promise<readonly number[]>
  /** Refuses with `downtime-already-cancelled`. Those it triggers are cancelled with it. */
  cancel(id: number, author: string): Promise<void>
  /** These are no longer configured: their downtimes end, and nobody is told (Nagios deletes them). */
  leave(keys: readonly ResourceKey[]): Promise<void>
  /** Takes back what a recurring downtime made and no longer asks for, in one commit; nothing for one that is over. */
  withdraw(ids: readonly number[]): Promise<void>
  /**
   * A result says that a resource has a problem, soft or hard: begins the flexible downtimes that wait for it.
   * Returns the state with the new depth, and the changes that belong into the commit of that state; `settle` must be
   * told whether that commit was stored.
   */
  onProblem(key: ResourceKey, state: ResourceState, at: UnixSeconds): BegunByProblem
}

export interface BegunByProblem {
  readonly state: ResourceState
  readonly changes: readonly Change[]
  readonly settle: (isStored: boolean) => void
}

export interface DowntimesOptions {
  readonly ledger: Ledger
  readonly decider: Decider
  readonly clock: Clock
  readonly log: Log
  /** Where a flexible downtime's window opens during a problem: Centreon begins it, Nagios waits for the next result. */
  readonly engine: Engine
  /** People are told this long before one ends. Default 0: not. */
  readonly noticeSeconds?: number
}

// After a commit failed (disk full), the step is tried again this much later.
const RETRY_SECONDS = 5

export function createDowntimes({ ledger, decider, clock, log, engine, noticeSeconds = 0 }: DowntimesOptions): Downtimes {
  const open = createOpenDowntimes(noticeSeconds, engine)
  const unstored = createUnstored<number, Downtime | null>()
  let nextId = 1
  let cancelTimer: CancelTimer | undefined
  let armedFor: UnixSeconds | undefined

  const now = (): UnixSeconds => Math.floor(clock.now())

  const arm = (): void => {
    const next = open.nextDueAt()
    if (next === armedFor) return
    cancelTimer?.()
    armedFor = next
    cancelTimer = next === undefined ? undefined : clock.runAt(next, tick)
  }

  const tick = (): void => {
    armedFor = undefined
    const at = now()
    for (let due = open.takeDue(at); due.length > 0; due = open.takeDue(at)) {
      for (const { id } of due) {
        // One that another ended or began meanwhile is kept with its own next moment.
        const downtime = open.get(id)
        if (downtime === undefined) continue
        const steps = stepsByClock(downtime, at)
        if (steps.length === 0) open.keep(downtime, at)
        else commitByClock(steps)
      }
    }
    arm()
  }

  /** What the clock does to one downtime. */
  const stepsByClock = (downtime: Downtime, at: UnixSeconds): DowntimeStep[] => {
    const step = (after: Downtime, what: DowntimeStep['what']): DowntimeStep => ({ before: downtime, after, what, at, by: null })
    const end = overAt(downtime, engine) ?? Infinity
    if ((noticeOf(downtime, noticeSeconds) ?? Infinity) <= at && end > at) {
      return [step(noticed(downtime, at), isNoticedByHost(downtime, end) ? 'noticed-by-host' : 'noticed')]
    }
    if (downtime.isStarted && end > at) return []
    if (downtime.isStarted) return [step(ended(downtime, end, at), 'ended')]
    if (end > at) return beginsNow(downtime, ledger.state(downtime.key), at, engine) ? started(downtime, at) : []
    if (!downtime.isFixed || downtime.triggeredBy !== null) return [step(cancelled(downtime, at), 'expired')]
    return [step(ended(begun(downtime, downtime.startTime ?? end), end, at), 'slept-through')]
  }

  const isNoticedByHost = ({ key }: Downtime, end: UnixSeconds): boolean =>
    !isHostKey(key) && open.ofResource(hostKey(hostIdOf(key))).some(other => isRunning(other) && endsAt(other) === end)

  /** Begins a downtime, and those it triggers. */
  const started = (downtime: Downtime, at: UnixSeconds): DowntimeStep[] =>
    [downtime, ...open.triggeredBy(downtime.id).filter(other => !other.isStarted)]
      .map(before => ({ before, after: begun(before, at), what: 'started', at, by: null }))

  const triggerOf = ({ triggeredBy }: DowntimeRequest): Downtime | null => {
    if (triggeredBy === undefined || triggeredBy === null) return null
    const trigger = open.get(triggeredBy)
    if (trigger === undefined) throw new Refusal('downtime-not-found', `There is no open downtime ${triggeredBy} that could begin another one.`)
    return trigger
  }

  const keepAll = (downtimes: readonly Downtime[]): void => {
    for (const downtime of downtimes) open.keep(downtime, now())
  }

  /** Kept before they are stored, so that nothing begins or ends twice. The function returned puts back what was not stored. */
  const take = (steps: readonly DowntimeStep[]): (isStored: boolean) => void => {
    for (const { before, after } of steps) unstored.begin(after.id, before)
    keepAll(steps.map(({ after }) => after))
    return isStored => {
      for (const { after } of steps) isStored ? unstored.stored(after.id, after) : putBack(after)
      arm()
    }
  }

  /** Unless a later step was built upon it. */
  const putBack = (refused: Downtime): void => {
    const stored = unstored.refused(refused.id)
    const known = open.get(refused.id)
    if (known !== refused && !(known === undefined && isOver(refused))) return
    if (stored === null) open.forget(refused)
    else open.keep(stored, now())
  }

  const commit = async (steps: readonly DowntimeStep[]): Promise<void> => {
    const changes = changesOf(steps)
    const settle = take(steps)
    try {
      await ledger.commit(changes)
    } catch (error) {
      settle(false)
      throw error
    }
    settle(true)
  }

  const commitByClock = (steps: readonly DowntimeStep[]): void => {
    commit(steps).catch(error => {
      const ids = steps.map(({ after }) => after.id)
      log.error({ err: error, downtimes: ids }, 'a downtime could not be stored; trying again')
      for (const id of ids) open.postpone(id, now() + RETRY_SECONDS)
      arm()
    })
  }

  /** Records, what people are told, and the states that follow; `states` holds those that were begun elsewhere. */
  const changesOf = (steps: readonly DowntimeStep[], states = new Map<ResourceKey, ResourceState>()): Change[] => {
    const records = steps.flatMap(step => {
      const { key } = step.after
      const before = states.get(key) ?? ledger.state(key)
      const resource = ledger.resource(key)
      if (before === null || resource === undefined) return recordOf(step, before)
      const depth = depthStep(step)
      const occasions = occasionsOf(step, engine)
      // As in Nagios, a start is told before the downtime holds, an end after it: neither is kept back by it.
      const deep = depth < 0 ? atDepth(before, depth, step.at) : before
      const told = decideAll(decider, occasions, resource, deep)
      const after = depth > 0 ? atDepth(told.state, depth, step.at) : told.state
      if (after !== before) states.set(key, after)
      return [...recordOf(step, before), ...told.changes]
    })
    return [...records, ...[...states].map(([key, state]) => ({ kind: 'state', key, state }) as const)]
  }

  return {
    load(downtimes, next) {
      nextId = next
      keepAll(downtimes.filter(downtime => !isOver(downtime)))
    },
    start: tick,
    stop: () => cancelTimer?.(),
    ofResource: key => open.ofResource(key),
    running(key) {
      let last: { readonly id: number; readonly until: UnixSeconds | null } | null = null
      for (const downtime of open.ofResource(key)) {
        const until = endsAt(downtime)
        if (isRunning(downtime) && (last === null || (until ?? Infinity) > (last.until ?? Infinity))) last = { id: downtime.id, until }
      }
      return last
    },
    isAwaited: (key, at) => open.ofResource(key).some(downtime => awaitsProblem(downtime, at) || overAt(downtime, engine) === at + 1),
    open: () => open.all(),

    async schedule(keys, request, author) {
      const at = now()
      const accepted = acceptable(request, at)
      if ('ignored' in accepted) {
        log.info({ author, reason: accepted.ignored }, 'a downtime request was ignored')
        return []
      }
      const trigger = triggerOf(accepted)
      const firstId = nextId
      await commit(keys.flatMap((key): DowntimeStep[] => {
        const record = newDowntime(nextId++, key, ledger.pollerId(key), accepted, author, at)
        const scheduled: DowntimeStep = { before: null, after: record, what: 'scheduled', at, by: author }
        const begins = trigger === null ? beginsNow(record, ledger.state(key), at, engine) : isRunning(trigger)
        return begins ? [scheduled, ...started(record, at)] : [scheduled]
      }))
      return keys.map((_, index) => firstId + index)
    },

    async cancel(id, author) {
      const downtime = open.get(id)
      if (downtime === undefined) throw new Refusal('downtime-already-cancelled', 'Downtime already cancelled')
      const at = now()
      await commit([downtime, ...open.triggeredBy(id)]
        .map(before => ({ before, after: cancelled(before, at), what: 'cancelled', at, by: author })))
    },

    async withdraw(ids) {
      const at = now()
      const steps = ids.map(id => open.get(id)).filter(downtime => downtime !== undefined)
        .map((before): DowntimeStep => ({ before, after: withdrawn(before, at), what: 'withdrawn', at, by: null }))
      if (steps.length > 0) await commit(steps)
    },

    async leave(keys) {
      const at = now()
      const steps = keys.flatMap(key => open.ofResource(key))
        .map((before): DowntimeStep => ({ before, after: withdrawn(before, at), what: 'left', at, by: null }))
      if (steps.length > 0) await commit(steps)
    },

    onProblem(key, state, at) {
      const steps = open.ofResource(key).filter(downtime => awaitsProblem(downtime, at)).flatMap(downtime => started(downtime, at))
      if (steps.length === 0) return { state, changes: [], settle: () => {} }
      const settle = take(steps)
      arm()
      const states = new Map([[key, state]])
      const changes = changesOf(steps, states).filter(change => change.kind !== 'state' || change.key !== key)
      return { state: states.get(key)!, changes, settle }
    },
  }
}

/** A fixed one whose start has come; a flexible one in its window, on a resource that has a problem already. */
function beginsNow(downtime: Downtime, state: ResourceState | null, at: UnixSeconds, engine: Engine): boolean {
  if (downtime.triggeredBy !== null) return false
  if (downtime.isFixed) return (downtime.startTime ?? Infinity) <= at
  return engine === 'centreon' && state !== null && isProblem(state.state) && awaitsProblem(downtime, at)
}

function newDowntime(
  id: number, key: ResourceKey, pollerId: number | null, request: DowntimeRequest, author: string, entryTime: UnixSeconds,
): Downtime {
  return {
    id, key, author, pollerId, entryTime,
    comment: request.comment,
    startTime: request.startTime,
    endTime: request.endTime,
    isFixed: request.isFixed,
    duration: request.duration,
    isStarted: false,
    isCancelled: false,
    actualStartTime: null,
    actualEndTime: null,
    deletionTime: null,
    triggeredBy: request.triggeredBy ?? null,
    recurringDowntimeId: request.recurringDowntimeId ?? null,
    noticeTime: null,
  }
}
