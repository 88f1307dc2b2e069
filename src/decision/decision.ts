import type { Resource } from '../inventory/objects.ts'
import type { Inventory } from '../inventory/objects.ts'
import type { ResourceKey } from '../inventory/resource-key.ts'
import type { UnixSeconds } from '../lib/clock.ts'
import type { NotificationKind, Occasion } from '../state/event.ts'
import type { ResourceState } from '../state/resource-state.ts'
import type { Change } from '../store/store.ts'

/** What was decided for one contact about one occasion, and why. */
export interface Decision {
  readonly key: ResourceKey
  readonly at: UnixSeconds
  readonly kind: NotificationKind
  /** State code of the resource at that moment. */
  readonly state: number
  /** Null: nobody is told, whoever the contact. */
  readonly contact: string | null
  readonly outcome: 'told' | 'not-told' | 'waiting'
  /** The rule, in a word that is never used for another one: `in-downtime`, `period-closed`. Each is listed in docs/notifications.md. */
  readonly code: string
  /** In words an operator reads: `period workhours closed until Mon 08:00`. */
  readonly reason: string
  /** When this is looked at again by itself; null: not before something happens. */
  readonly until: UnixSeconds | null
}

/** What an occasion came to: the state with its notification fields moved on, and what is to be committed with it. */
export interface Decided {
  readonly state: ResourceState
  /** Outbox messages, decisions and events; never the state of `key` itself. */
  readonly changes: readonly Change[]
}

/**
 * Decides who is told about what, by the configuration and the states of the moment. Nothing is sent here: messages are
 * committed with their cause and sent by src/notify/.
 */
export interface Decider {
  load(inventory: Inventory): void
  /**
   * What a result changes in the notification fields of its resource before anything is decided about it. To be called with
   * every result; the same object when nothing changes. `occasions` are those the result has.
   */
  afterResult(resource: Resource, previous: ResourceState, next: ResourceState, occasions: readonly NotificationKind[]): ResourceState
  /** `state` is the newest one of the resource, perhaps not yet committed. */
  decide(occasion: Occasion, resource: Resource, state: ResourceState): Decided
}
