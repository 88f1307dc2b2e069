import type { MacroContext } from "../../engine/check/macro/macro-context.ts";
import type { Contact, Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { InDoubtPolicy } from "../../model/in-doubt.ts";
import type { NotificationMessage, ReportMessage } from "../../model/history-event.ts";

/** Committed message with the id of its row; the id stays the same when it is retried. */
export type DeliverableMessage = DeliverableNotification | DeliverableReport;
export type DeliverableNotification = NotificationMessage & Deliverable;
export type DeliverableReport = ReportMessage & Deliverable;

interface Deliverable {
  readonly id: number;
  readonly doubt: Doubt | null;
  /** Addresses of the contact that have not got it, if others have. */
  readonly onlyTo?: readonly string[];
}

/**
 * Reason why a message may have arrived already. `restart`: an earlier run of the server claimed it and stored no
 * outcome. `unanswered`: an earlier attempt ended without an answer. Null: it certainly has not arrived.
 */
export type Doubt = "restart" | "unanswered";

/** Message with all data that channels may use. */
export interface Notification {
  readonly message: DeliverableNotification;
  readonly resource: Resource;
  readonly contact: Contact;
  /** Macros, with the resource in the state of the message. */
  readonly macros: MacroContext;
  /**
   * Key that is the same at every attempt and different for every message, so that receivers recognize repetitions.
   * Letters, digits, `-` and `.`.
   */
  readonly idempotencyKey: string;
  readonly beforeSending: BeforeSending;
}

/** To be called right before anything leaves this machine. Throws if nothing may. */
export type BeforeSending = () => void;

/** Result of one attempt. The texts appear in the log and with the message in the API; they contain no secrets. */
export type DeliveryOutcome =
  | { readonly delivered: true; readonly answer?: string }
  | {
      readonly delivered: false;
      readonly retry: boolean;
      readonly reason: string;
      /** Seconds to wait as requested by the receiver. */
      readonly retryAfterSeconds?: number;
      /** Sent, at least in part, without an answer. */
      readonly mayHaveArrived?: true;
      /** Addresses of the contact that it has to be sent to again; the others got it, or never will. */
      readonly onlyTo?: readonly string[];
      /** Skipped because the settings say so. */
      readonly isSkipped?: true;
    };

/** Built-in way to notify contacts: an entry of `channels` in vigie.yaml. */
export interface Channel {
  /** Name in the settings, such as `ops-mail`. Unique. */
  readonly name: string;
  /** As in the settings: `mail`, `slack`, … */
  readonly kind: string;
  /** Policy for messages that may have been sent before a restart. */
  readonly inDoubt: InDoubtPolicy;
  /** Seconds that a try of ordinary length takes at most; one by mail has them for each of its steps. */
  readonly longestTrySeconds: number;
  /**
   * Sends a notification, marked if in doubt. Settles within the channel's time limit. A rejection counts as a
   * temporary failure before anything was sent.
   */
  deliver(notification: Notification): Promise<DeliveryOutcome>;
  /** Sends a mail that is complete, on the same terms. Only channels of the kind `mail` have it. */
  sendMail?(mail: CompleteMail): Promise<DeliveryOutcome>;
}

/** Mail about something other than a notification. */
export interface CompleteMail {
  /** The one who gets this copy. */
  readonly recipient: string;
  /** All who get one, for the header. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  readonly at: UnixSeconds;
  readonly idempotencyKey: string;
  readonly isInDoubt: boolean;
  readonly beforeSending: BeforeSending;
}

export interface MailAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: string;
}

/** Channel as created by its kind, without the settings that all kinds share. */
export type BareChannel = Pick<Channel, "name" | "deliver" | "sendMail" | "longestTrySeconds">;
