import { parseCommandCall } from "../../config/objects/value-pool.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Store, StoredMessage } from "../../data/store/store.ts";
import type { Decision } from "../../model/notification-decision.ts";
import { attempts, failedBefore, type FailedAttempts } from "../../model/failed-attempts.ts";
import { clockWords, sentenceOf } from "./time-text.ts";

/** Decision with the delivery status of its messages. */
export interface NotifiedDecision extends Decision {
  readonly id: number;
  /** In words: `notified ops by mail at 10:02:11`, `not notified: acknowledged by jdoe`. */
  readonly text: string;
  /** One for each notification command; none when the decision is not to notify. */
  readonly messages: readonly Message[];
}

export interface Message {
  /** As configured, with its arguments. */
  readonly command: string;
  readonly status: "told" | "being-tried" | "failed";
  /** Time of delivery or giving up; null while in progress. */
  readonly at: UnixSeconds | null;
  /** Outcome of the delivery; null while in progress. */
  readonly outcome: string | null;
  /** Attempts that failed while it is retried; null: none. */
  readonly failed: FailedAttempts | null;
}

export interface DeliveryRecords extends Pick<
  Store,
  "readDecisions" | "readMessages" | "readNewestDecisions" | "readMessagesOf"
> {
  /** Of a message that is retried; null: none. */
  readonly failedAttemptsOf: (id: number) => FailedAttempts | null;
}

/** Decisions about a resource, newest first. `zone`: IANA, for times in the text. */
export async function decisionHistory(
  { readDecisions, readMessages, failedAttemptsOf }: DeliveryRecords,
  key: ResourceKey,
  limit: number,
  zone: string,
): Promise<readonly NotifiedDecision[]> {
  const decisions = await readDecisions(key, limit);
  const notified = decisions.filter(({ outcome }) => outcome === "told").length;
  const messages = notified === 0 ? [] : await readMessages(key, notified * MAX_COMMANDS);
  const messagesOf = Map.groupBy(messages, ({ decisionId }) => decisionId);
  return decisions.map((decision) =>
    withMessages(decision, (messagesOf.get(decision.id) ?? []).toReversed(), failedAttemptsOf, zone),
  );
}

/** The decision with what became of its messages. */
export async function withItsMessages(
  { readMessagesOf, failedAttemptsOf }: Pick<DeliveryRecords, "readMessagesOf" | "failedAttemptsOf">,
  decision: Decision & { readonly id: number },
  zone: string,
): Promise<NotifiedDecision> {
  const messages = decision.outcome === "told" ? await readMessagesOf(decision) : [];
  return withMessages(decision, messages, failedAttemptsOf, zone);
}

function withMessages(
  decision: Decision & { readonly id: number },
  stored: readonly StoredMessage[],
  failedAttemptsOf: DeliveryRecords["failedAttemptsOf"],
  zone: string,
): NotifiedDecision {
  const messages = stored.map(({ id, command, doneAt, outcome }): Message => ({
    command,
    status: statusOf(doneAt, outcome),
    at: doneAt,
    outcome,
    failed: doneAt === null ? failedAttemptsOf(id) : null,
  }));
  return { ...decision, messages, text: textOf(decision, messages, zone) };
}

/** Notification commands of a contact, in practice; decisions beyond are shown without their messages. */
const MAX_COMMANDS = 5;

const statusOf = (doneAt: UnixSeconds | null, outcome: string | null): Message["status"] =>
  doneAt === null ? "being-tried" : outcome?.startsWith("delivered") === true ? "told" : "failed";

function textOf(decision: Decision, messages: readonly Message[], zone: string): string {
  const failed = messages.filter(({ status }) => status === "failed");
  const tried = messages.filter(({ status }) => status === "being-tried");
  const done = Math.max(...messages.map(({ at }) => at ?? 0));
  if (failed.length > 0) {
    const failures = failed.map((message) => `${nameOf(message)} (${message.outcome})`);
    return `not notified: ${decision.contact} by ${failures.join(" and ")}`;
  }
  if (tried.length > 0) {
    const retried = tried.map((message) => `${nameOf(message)}${retryWords(message, zone)}`);
    return `being notified since ${clockWords(decision.at, zone)}: ${decision.contact} by ${retried.join(" and ")}`;
  }
  if (messages.length > 0) {
    const delivered = messages.map((message) => {
      const before = failedBefore(message.outcome ?? "");
      return before === null ? nameOf(message) : `${nameOf(message)} (${before})`;
    });
    return `notified ${decision.contact} by ${delivered.join(" and ")} at ${clockWords(done, zone)}`;
  }
  return sentenceOf(decision);
}

/** Everybody who sees the resource may read the text, and not everybody may read arguments. */
const nameOf = ({ command }: Message): string => parseCommandCall(command).name;

const retryWords = ({ failed }: Message, zone: string): string =>
  failed === null
    ? ""
    : ` (${attempts(failed.count)}, the last at ${clockWords(failed.lastAt, zone)}: ${failed.reason}; ` +
      `next at ${clockWords(failed.nextAt, zone)})`;
