import type { OutboxMessage } from '../state/event.ts'

/** A committed message with the id of its row; the id stays the same when it is tried again. */
export type DeliverableMessage = OutboxMessage & { readonly id: number }

/** What became of one try. `reason` is what an operator reads in the log and beside the message. */
export type DeliveryOutcome =
  | { readonly delivered: true }
  | { readonly delivered: false; readonly retry: boolean; readonly reason: string }

/** A way to tell people something. */
export interface Channel {
  /** As in the settings: `log`, `mail`. Unique. */
  readonly name: string
  /** Settles within a time limit of its own. A rejection counts as a failure that may pass. */
  deliver(message: DeliverableMessage): Promise<DeliveryOutcome>
}
