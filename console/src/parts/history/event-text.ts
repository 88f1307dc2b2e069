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
function actionText(reason: string, { actions, action, sources, said }: Messages["events"]): string | null {
  const found = ACTION.exec(reason)?.groups;
  const source = (sources as Readonly<Record<string, string | undefined>>)[found?.["source"] ?? ""];
  if (found === undefined || source === undefined) return null;
  const did = found["what"]!;
  const what = (actions as Readonly<Record<string, string | undefined>>)[did] ?? said(did);
  return action(what, found["who"]!, source, found["address"] ?? null);
}

const ACTION =
  /^(?<what>.+?) by (?<who>.+) (?<source>over the API|over the local socket|by the command file|in the console)(?: from (?<address>[\d.:a-fA-F]+))?$/;

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
