import type { ResourceKey } from '../inventory/resource-key.ts'
import type { UnixSeconds } from '../lib/clock.ts'

export interface AcknowledgementRequest {
  readonly comment: string
  readonly isSticky: boolean
  readonly isNotifyContacts: boolean
  readonly isPersistentComment: boolean
}

export interface DowntimeRequest {
  readonly startTime: UnixSeconds
  readonly endTime: UnixSeconds
  readonly isFixed: boolean
  /** Seconds; used by flexible downtimes. */
  readonly duration: number
  readonly comment: string
}

/**
 * What operators do to problems (contract §8). The caller has checked rights and that the resource exists.
 * Each resolves when the effect is durable and visible to the next read. `author` is a contact alias.
 */
export interface OperatorCommands {
  /** Does nothing on a resource that is UP/OK/PENDING, or with an empty comment (§8.2). */
  acknowledge(keys: readonly ResourceKey[], request: AcknowledgementRequest, author: string): Promise<void>
  /** Refuses with `acknowledgement-not-found`, `acknowledgement-already-cancelled`. */
  cancelAcknowledgement(key: ResourceKey, author: string): Promise<void>
  /** One record per resource, all or none. Does nothing where the engine would reject it (§8.3). */
  scheduleDowntime(keys: readonly ResourceKey[], request: DowntimeRequest, author: string): Promise<void>
  /** Refuses with `downtime-not-found`, `downtime-already-cancelled`. */
  cancelDowntime(id: number, author: string): Promise<void>
}
