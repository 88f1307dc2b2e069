import type { MacroContext } from "../../engine/check/macro/macro-context.ts";
import type { Contact, Resource } from "../../model/objects.ts";
import type { OutboxMessage } from "../../model/history-event.ts";

/** A committed message with the id of its row; the id stays the same when it is tried again. */
export type DeliverableMessage = OutboxMessage & { readonly id: number };

/** A message with everything that may be said in it. */
export interface Notification {
  readonly message: DeliverableMessage;
  readonly resource: Resource;
  readonly contact: Contact;
  /** Its macros, the resource being in the state of the message. */
  readonly macros: MacroContext;
  /** The same at every try and never that of another message, so that who gets it knows a repetition. Letters, digits, `-` and `.`. */
  readonly idempotencyKey: string;
}

/** What became of one try. The texts are what an operator reads in the log and beside the message; they hold no secret. */
export type DeliveryOutcome =
  | { readonly delivered: true; readonly answer?: string }
  | {
      readonly delivered: false;
      readonly retry: boolean;
      readonly reason: string;
      /** The other side wants to be left alone for so long. */
      readonly retryAfterSeconds?: number;
    };

/** A way to tell people something that is built in: an entry of `channels` in vigie.yaml. */
export interface Channel {
  /** As in the settings: `ops-mail`. Unique. */
  readonly name: string;
  /** Settles within a time limit of its own. A rejection counts as a failure that may pass. */
  deliver(notification: Notification): Promise<DeliveryOutcome>;
}
