import type { UnixSeconds } from "../../lib/clock.ts";
import type { DeliverableMessage, DeliveryOutcome } from "./channel.ts";
import { counted } from "../../lib/counted.ts";

/** Sends a message once. A rejection counts as a temporary failure. */
export type SendMessage = (message: DeliverableMessage) => Promise<DeliveryOutcome>;

/** State of a message after an attempt: settled, with its outcome in words, or to be retried. */
export type Attempt =
  | { readonly kind: "settled"; readonly isDelivered: boolean; readonly outcome: string }
  | {
      readonly kind: "again";
      readonly inSeconds: number;
      readonly reason: string;
      /** Puts the next attempt in doubt. */
      readonly mayHaveArrived: boolean;
      /** Limits the next attempt to these addresses. */
      readonly onlyTo?: readonly string[];
    };

/** Maximum age of a retried message: older alarms are of no use. */
const MAX_RETRY_SECONDS = 86_400;
const MAX_PAUSE_SECONDS = 900;
/** Maximum pause that a receiver may request. */
const MAX_REQUESTED_PAUSE_SECONDS = 3600;

/** Seconds until the next attempt: 10 after the first, then doubled, at most 15 minutes. */
export const pauseAfter = (tries: number): number => Math.min(10 * 2 ** (tries - 1), MAX_PAUSE_SECONDS);

/** Sends the message; `tries` includes this attempt. Never rejects. */
export async function attempt(
  send: SendMessage,
  message: DeliverableMessage,
  tries: number,
  now: () => UnixSeconds,
): Promise<Attempt> {
  const outcome = await outcomeOf(send, message);
  if (outcome.delivered)
    return settled(true, `${outcomeText(outcome)}${message.doubt === "restart" ? SENT_AGAIN : ""}`);
  if (!outcome.retry) return settled(false, outcomeText(outcome));
  if (now() - message.at >= MAX_RETRY_SECONDS)
    return settled(false, `given up after ${counted(tries, "attempt")}: ${outcome.reason}`);
  const wanted = Math.min(outcome.retryAfterSeconds ?? 0, MAX_REQUESTED_PAUSE_SECONDS);
  return {
    kind: "again",
    inSeconds: Math.max(pauseAfter(tries), wanted),
    reason: outcome.reason,
    mayHaveArrived: outcome.mayHaveArrived === true,
    ...(outcome.onlyTo && { onlyTo: outcome.onlyTo }),
  };
}

const SENT_AGAIN = " (sent again after a restart, marked as in doubt)";

const settled = (isDelivered: boolean, outcome: string): Attempt => ({ kind: "settled", isDelivered, outcome });

/** Outcome in words for operators. */
export function outcomeText(outcome: DeliveryOutcome): string {
  if (!outcome.delivered) return outcome.isSkipped === true ? outcome.reason : `failed: ${outcome.reason}`;
  return outcome.answer === undefined ? "delivered" : `delivered: ${outcome.answer}`;
}

/** Sends the message once and returns the result. Never rejects. */
export async function outcomeOf<Message>(
  send: (message: Message) => Promise<DeliveryOutcome>,
  message: Message,
): Promise<DeliveryOutcome> {
  try {
    return await send(message);
  } catch (error) {
    return { delivered: false, retry: true, reason: error instanceof Error ? error.message : String(error) };
  }
}
