import type { ResourceKey } from '../inventory/resource-key.ts'
import type { CancelTimer, Clock, UnixSeconds } from '../lib/clock.ts'
import { createDueQueue } from '../schedule/due-queue.ts'
import type { ResourceState } from '../state/resource-state.ts'
import type { Acknowledgement } from './acknowledgement.ts'
import { hasOwnEnd, nextOwnStep, type OwnStep } from './own-end.ts'

/** Watches the acknowledgements that have an end of their own, the latest one of each resource. */
export interface OwnEnds {
  /** From now on, in place of the one before; one without an end of its own, and undefined, is not watched. */
  watch(key: ResourceKey, record: Acknowledgement | undefined): void
  /** The same, looked at again at this time at the latest. */
  watchAgain(key: ResourceKey, record: Acknowledgement, at: UnixSeconds): void
  get(key: ResourceKey): Acknowledgement | undefined
  /** First does what was due while the server was away. */
  start(): void
  stop(): void
}

export interface OwnEndsOptions {
  readonly clock: Clock
  readonly stateOf: (key: ResourceKey) => ResourceState | null
  readonly noticeSeconds: number
  /** A step is due, and the resource is still acknowledged. The record is not watched any more. */
  readonly onDue: (step: OwnStep, record: Acknowledgement, state: ResourceState) => void
}

export function createOwnEnds({ clock, stateOf, noticeSeconds, onDue }: OwnEndsOptions): OwnEnds {
  const watched = new Map<ResourceKey, Acknowledgement>()
  const due = createDueQueue()
  let isStarted = false
  let cancelTimer: CancelTimer = () => {}

  const now = (): UnixSeconds => Math.floor(clock.now())

  const arm = (): void => {
    cancelTimer()
    const next = due.nextDueAt()
    cancelTimer = next === undefined || !isStarted ? () => {} : clock.runAt(next, tick)
  }

  const tick = (): void => {
    for (let next = due.take(now()); next !== undefined; next = due.take(now())) look(next.key)
    arm()
  }

  const look = (key: ResourceKey): void => {
    const record = watched.get(key)
    const state = stateOf(key)
    if (record === undefined || state === null || !isAcknowledged(state)) return keep(key, undefined)
    const step = nextOwnStep(record, state, now(), noticeSeconds)
    if (step === null || step.at > now()) return keep(key, record)
    keep(key, undefined)
    onDue(step, record, state)
  }

  const keep = (key: ResourceKey, record: Acknowledgement | undefined): void => {
    watched.delete(key)
    due.remove(key)
    const state = stateOf(key)
    const step = record === undefined || state === null || !hasOwnEnd(record) ? null : nextOwnStep(record, state, now(), noticeSeconds)
    if (record === undefined || step === null) return
    watched.set(key, record)
    due.set(key, step.at)
  }

  return {
    watch(key, record) {
      keep(key, record)
      arm()
    },
    watchAgain(key, record, at) {
      watched.set(key, record)
      due.set(key, at)
      arm()
    },
    get: key => watched.get(key),
    start() {
      isStarted = true
      tick()
    },
    stop() {
      isStarted = false
      cancelTimer()
    },
  }
}

export const isAcknowledged = ({ acknowledgement }: ResourceState): boolean => acknowledgement === 'normal' || acknowledgement === 'sticky'
