import type { MacroContext } from "../../engine/check/macro/macro-context.ts";
import type { Contact, Resource } from "../../model/objects.ts";
import type { InDoubtPolicy } from "../../model/in-doubt.ts";
import type { OutboxMessage } from "../../model/history-event.ts";

/** A committed message with the id of its row; the id stays the same when it is tried again. */
export type DeliverableMessage = OutboxMessage & { readonly id: number; readonly doubt: Doubt | null };

/**
 * Why a message may have arrived already. `restart`: an earlier run of the server claimed it and stored no outcome.
 * `unanswered`: a try before this one ended without an answer. Null: it surely has not.
 */
export type Doubt = "restart" | "unanswered";

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
      /** It was sent, at least in part, and no answer came. */
      readonly mayHaveArrived?: true;
      /** Left alone on purpose, as the settings say. */
      readonly isSkipped?: true;
    };

/** A way to tell people something that is built in: an entry of `channels` in vigie.yaml. */
export interface Channel {
  /** As in the settings: `ops-mail`. Unique. */
  readonly name: string;
  /** For messages that may have been sent before a restart. */
  readonly inDoubt: InDoubtPolicy;
  /**
   * Settles within a time limit of its own. A rejection counts as a failure that may pass, before anything was sent.
   * A message with a doubt is marked as such.
   */
  deliver(notification: Notification): Promise<DeliveryOutcome>;
}

/** A channel as its kind makes it, without the settings that all kinds share. */
export type BareChannel = Pick<Channel, "name" | "deliver">;
