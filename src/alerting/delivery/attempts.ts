import type { UnixSeconds } from "../../lib/clock.ts";
import type { DeliverableMessage, DeliveryOutcome } from "./channel.ts";

/** Hands a message out once. A rejection counts as a failure that may pass. */
export type SendMessage = (message: DeliverableMessage) => Promise<DeliveryOutcome>;

/** Where a message stands after a try: through, with the text stored beside it, or to be tried again. */
export type Attempt =
  | { readonly kind: "settled"; readonly isDelivered: boolean; readonly outcome: string }
  | {
      readonly kind: "again";
      readonly inSeconds: number;
      readonly reason: string;
      /** The next try is in doubt. */
      readonly mayHaveArrived: boolean;
    };

/** A message older than this is not tried again: nobody wants yesterday's alarm. */
const LONGEST_RETRY_SECONDS = 86_400;
const LONGEST_PAUSE_SECONDS = 900;
/** Of what another side may ask for. */
const LONGEST_WANTED_PAUSE_SECONDS = 3600;

/** Seconds until the next try: 10 after the first, doubling, at most 15 minutes. */
export const pauseAfter = (tries: number): number => Math.min(10 * 2 ** (tries - 1), LONGEST_PAUSE_SECONDS);

/** Hands the message out; `tries` counts this try too. Never rejects. */
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
  if (now() - message.at >= LONGEST_RETRY_SECONDS)
    return settled(false, `given up after ${tries} tries: ${outcome.reason}`);
  const wanted = Math.min(outcome.retryAfterSeconds ?? 0, LONGEST_WANTED_PAUSE_SECONDS);
  return {
    kind: "again",
    inSeconds: Math.max(pauseAfter(tries), wanted),
    reason: outcome.reason,
    mayHaveArrived: outcome.mayHaveArrived === true,
  };
}

const SENT_AGAIN = " (sent again after a restart, marked as in doubt)";

const settled = (isDelivered: boolean, outcome: string): Attempt => ({ kind: "settled", isDelivered, outcome });

/** What an operator reads of an outcome. */
export function outcomeText(outcome: DeliveryOutcome): string {
  if (!outcome.delivered) return outcome.isSkipped === true ? outcome.reason : `failed: ${outcome.reason}`;
  return outcome.answer === undefined ? "delivered" : `delivered: ${outcome.answer}`;
}

/** What became of one try. Never rejects. */
export async function outcomeOf(send: SendMessage, message: DeliverableMessage): Promise<DeliveryOutcome> {
  try {
    return await send(message);
  } catch (error) {
    return { delivered: false, retry: true, reason: error instanceof Error ? error.message : String(error) };
  }
}
