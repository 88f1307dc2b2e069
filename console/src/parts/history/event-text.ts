import type { HistoryEvent } from "../../data/wire-detail.ts";

/** Kinds whose output says more than their reason. */
const BY_OUTPUT: ReadonlySet<string> = new Set([
  "first-result",
  "soft-state",
  "hard-state",
  "recovery",
  "stalked-output",
  "comment-added",
]);

/** What an event says, in the server's words. */
export const eventText = ({ kind, output, reason }: Pick<HistoryEvent, "kind" | "output" | "reason">): string =>
  BY_OUTPUT.has(kind) && output !== "" ? output : reason;

/** Kinds that tell a state of the resource, and not only its present one beside something else. */
export const tellsState = ({ kind }: Pick<HistoryEvent, "kind">): boolean =>
  ["first-result", "soft-state", "hard-state", "recovery"].includes(kind);
