import { EVENT_KINDS, type EventKind } from "../../data/history/months/event-kinds.ts";
import type { StoredEvent } from "../../data/store/store.ts";

/** Kinds that the stream names otherwise than the history. */
const RENAMED = {
  "adaptive-changed": "settings-changed",
  "configuration-reloaded": "configuration-changed",
} as const satisfies Partial<Record<EventKind, string>>;

/** `check-requested`: an operator asked for a check. */
export type StreamKind =
  | Exclude<EventKind, keyof typeof RENAMED>
  | (typeof RENAMED)[keyof typeof RENAMED]
  | "check-requested";

const isRenamed = (kind: EventKind): kind is keyof typeof RENAMED => Object.hasOwn(RENAMED, kind);
const nameOf = (kind: EventKind): StreamKind => (isRenamed(kind) ? RENAMED[kind] : kind);

export const STREAM_KINDS: readonly StreamKind[] = [...EVENT_KINDS.map(nameOf), "check-requested"];

/** Kind of an event as the stream tells it. */
export const streamKindOf = ({ kind, reason }: Pick<StoredEvent, "kind" | "reason">): StreamKind =>
  kind === "operator-action" && /^check (forced|scheduled) /.test(reason) ? "check-requested" : nameOf(kind);
