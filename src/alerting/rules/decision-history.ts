import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Store } from "../../data/store/store.ts";
import type { Decision } from "../../model/notification-decision.ts";
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
  readonly command: string;
  readonly status: "told" | "being-tried" | "failed";
  /** Time of delivery or giving up; null while in progress. */
  readonly at: UnixSeconds | null;
  /** Outcome of the delivery; null while in progress. */
  readonly outcome: string | null;
}

/** Decisions about a resource, newest first. `zone`: IANA, for times in the text. */
export async function decisionHistory(
  store: Pick<Store, "readDecisions" | "readMessages">,
  key: ResourceKey,
  limit: number,
  zone: string,
): Promise<readonly NotifiedDecision[]> {
  const decisions = await store.readDecisions(key, limit);
  const oldest = decisions.at(-1)?.at ?? Infinity;
  const notified = decisions.filter(({ outcome }) => outcome === "told").length;
  const sentLast = notified === 0 ? [] : await store.readMessages(key, notified * MAX_COMMANDS);
  const messages = sentLast.filter(({ at }) => at >= oldest);
  const messagesOf = Map.groupBy(
    messages,
    ({ at, kind, contact, state }) => `${at} ${kind} ${state.check.state} ${contact}`,
  );
  return decisions.map((decision) => {
    const own =
      decision.outcome === "told"
        ? (messagesOf.get(`${decision.at} ${decision.kind} ${decision.state} ${decision.contact}`) ?? [])
        : [];
    const sent = own
      .map(({ command, doneAt, outcome }): Message => ({
        command,
        status: statusOf(doneAt, outcome),
        at: doneAt,
        outcome,
      }))
      .reverse();
    return { ...decision, messages: sent, text: textOf(decision, sent, zone) };
  });
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
    const failures = failed.map(({ command, outcome }) => `${command} (${outcome})`);
    return `not notified: ${decision.contact} by ${failures.join(" and ")}`;
  }
  if (tried.length > 0) {
    return `being notified since ${clockWords(decision.at, zone)}: ${decision.contact} by ${commandsIn(tried)}`;
  }
  if (messages.length > 0) {
    return `notified ${decision.contact} by ${commandsIn(messages)} at ${clockWords(done, zone)}`;
  }
  return sentenceOf(decision);
}

const commandsIn = (messages: readonly Message[]): string => messages.map(({ command }) => command).join(" and ");
