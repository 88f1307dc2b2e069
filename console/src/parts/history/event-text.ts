import type { HistoryEvent } from "../../data/wire-detail.ts";
import type { Messages } from "../../words/messages.ts";

/** Kinds whose output says more than their reason. */
const BY_OUTPUT: ReadonlySet<string> = new Set([
  "first-result",
  "soft-state",
  "hard-state",
  "recovery",
  "stalked-output",
  "comment-added",
]);

/** What an event says, in the language of the page where it has words for it, else in the server's. */
export function eventText(
  { kind, output, reason }: Pick<HistoryEvent, "kind" | "output" | "reason">,
  { events, notifications }: Pick<Messages, "events" | "notifications">,
): string {
  if (BY_OUTPUT.has(kind) && output !== "") return output;
  const said = notificationOf({ kind, reason });
  if (said === null) return actionText(reason, events) ?? events.said(reason);
  const kinds: Readonly<Record<string, string>> = notifications.kinds;
  return events.notified(said.contacts, kinds[said.kind] ?? said.kind, said.number);
}

/** What somebody did, and how: `acknowledged by jdoe over the API from 10.1.2.3`. Null: in other words than these. */
function actionText(reason: string, events: Messages["events"]): string | null {
  const { what: did, ...by } = ACTION.exec(reason)?.groups ?? {};
  if (did === undefined) return null;
  const who = byText(by, events);
  if (who === null) return null;
  const what = (events.actions as Readonly<Record<string, string | undefined>>)[did] ?? events.said(did);
  return `${what} ${who}`;
}

/** Who did something, by the server's words: `by jdoe over the API from 10.1.2.3`. */
export const actorText = (by: string, events: Messages["events"]): string =>
  byText(ACTOR.exec(by)?.groups ?? {}, events) ?? by;

function byText(
  { who, source, address, alone }: Readonly<Record<string, string | undefined>>,
  { sources, actor }: Messages["events"],
): string | null {
  const named = (sources as Readonly<Record<string, string | undefined>>)[source ?? alone ?? ""];
  return named === undefined ? null : actor(who ?? null, named, address ?? null);
}

const BY =
  "(?:by (?<who>.+) (?<source>over the API|over the local socket|by the command file|in the console)(?: from (?<address>[\\d.:a-fA-F]+))?" +
  "|(?<alone>by the command file|by an external command|by SIGHUP|by the configuration))";
const ACTOR = new RegExp(`^${BY}$`);
const ACTION = new RegExp(`^(?<what>.+?) ${BY}$`);

/** Kinds that tell a state of the resource, and not only its present one beside something else. */
export const tellsState = ({ kind }: Pick<HistoryEvent, "kind">): boolean =>
  ["first-result", "soft-state", "hard-state", "recovery"].includes(kind);

/** What a notification says: who was notified of what, and its number; null: in other words than these. */
function notificationOf({ kind, reason }: Pick<HistoryEvent, "kind" | "reason">): NotificationSaid | null {
  const said = kind === "notification" ? /^notified (.+): ([a-z-]+)(?:, notification (\d+))?$/.exec(reason) : null;
  return said === null
    ? null
    : { contacts: said[1]!, kind: said[2]!, number: said[3] === undefined ? null : Number(said[3]) };
}

interface NotificationSaid {
  readonly contacts: string;
  readonly kind: string;
  /** Null: not a problem. */
  readonly number: number | null;
}
