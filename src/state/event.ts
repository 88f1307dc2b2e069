import type { UnixSeconds } from '../lib/clock.ts'
import type { ResourceKey } from '../inventory/resource-key.ts'

/** One line of a resource's history. */
export interface HistoryEvent {
  readonly key: ResourceKey
  readonly at: UnixSeconds
  readonly kind:
    | 'soft-state' | 'hard-state' | 'recovery'
    | 'acknowledgement-set' | 'acknowledgement-cancelled' | 'acknowledgement-ended'
    | 'downtime-scheduled' | 'downtime-started' | 'downtime-ended' | 'downtime-cancelled'
  readonly state: number
  readonly stateType: number | null
  readonly checkAttempt: number | null
  readonly output: string
  /** Why this happened, in words an operator reads. */
  readonly reason: string
}

/** Something the notification rules must look at, written in the same transaction as its cause. */
export interface OutboxMessage {
  readonly key: ResourceKey
  readonly at: UnixSeconds
  readonly kind: 'problem' | 'recovery' | 'acknowledgement' | 'downtime-start' | 'downtime-end' | 'downtime-cancelled'
  /** Contact alias of the operator, where one caused it. */
  readonly author: string | null
  readonly text: string
}
