import type { HistoryEvent } from "./history-event.ts";

/** How the reasons of the kinds that somebody causes name them. Names may have any characters. */
const PATTERNS: Readonly<Partial<Record<HistoryEvent["kind"], RegExp>>> = {
  "acknowledgement-set": /^acknowledged by (.+)$/,
  "acknowledgement-cancelled": /^cancelled by (.+)$/,
  "downtime-scheduled": /^downtime \d+ scheduled by (.+)$/,
  "downtime-cancelled": /^downtime \d+ cancelled by (.+)$/,
  "comment-added": /^comment \d+ added by (.+)$/,
  "comment-deleted": /^comment \d+ by .+ deleted by (.+)$/,
  "operator-action":
    /^.* by (.+?) (?:over the API|over the local socket|by the command file|in the console)(?: from [\d.:a-fA-F]+)?$/,
};

/** Login name of who caused an event, as its reason tells; null: nobody, or it does not tell. */
export function authorOfEvent({ kind, reason }: Pick<HistoryEvent, "kind" | "reason">): string | null {
  const name = PATTERNS[kind]?.exec(reason)?.[1];
  return name === undefined || name === "somebody" || name === "null" ? null : name;
}
