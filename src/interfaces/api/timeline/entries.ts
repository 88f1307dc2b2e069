import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { EventKind } from "../../../data/history/months/event-kinds.ts";
import type { StoredEvent } from "../../../data/store/store.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { Account } from "../../../model/account.ts";
import { notifiedContacts } from "../../../model/history-event.ts";
import { STATUSES, type Status } from "../../../model/resource-status.ts";
import type { SharedParts } from "../shared-parts.ts";
import { recordScopeOf } from "../target.ts";
import type { Visibility } from "../../../model/visibility.ts";

/** Types of entries (later versions §8.5). */
export const ENTRY_TYPES = ["event", "notification", "downtime", "acknowledgement", "comment"] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

export interface TimelineEntry {
  /** Unique among entries of its type. */
  readonly id: number;
  readonly type: EntryType;
  readonly at: UnixSeconds;
  readonly content: string;
  readonly contact: { readonly id: number | null; readonly name: string } | null;
  readonly status: Status | null;
  readonly tries: number | null;
  /** Of a downtime. */
  readonly start: UnixSeconds | null;
  readonly end: UnixSeconds | null;
}

/** Kinds of events of the types that are read from the history; the others are records. */
export const KINDS_OF: Readonly<Partial<Record<EntryType, readonly EventKind[]>>> = {
  event: ["soft-state", "hard-state", "recovery"],
  notification: ["notification"],
};

type AccountOf = (alias: string) => Account | undefined;

export function entryOfEvent(event: StoredEvent, kind: "host" | "service", accountOf: AccountOf): TimelineEntry {
  const isNotification = event.kind === "notification";
  return {
    id: event.id,
    type: isNotification ? "notification" : "event",
    at: event.at,
    content: event.output,
    contact: isNotification ? contactOf(notifiedContacts(event), accountOf) : null,
    status: STATUSES[kind][event.state] ?? null,
    tries: isNotification ? null : event.checkAttempt,
    start: null,
    end: null,
  };
}

/** One entry names all who were told; only one of them can have an id. */
const contactOf = (names: readonly string[], accountOf: AccountOf): TimelineEntry["contact"] =>
  names.length === 0
    ? null
    : { id: names.length === 1 ? (accountOf(names[0]!)?.id ?? null) : null, name: names.join(", ") };

type Parts = Pick<SharedParts, "realtime" | "comments" | "access">;

/** Downtimes that have begun, and the acknowledgements and comments that are not deleted; the newest first. */
export function recordEntries(
  row: HostRow | ServiceRow,
  { realtime, comments, access }: Parts,
  visibility: Visibility,
): readonly TimelineEntry[] {
  const { key } = "service" in row ? row.service : row.host;
  const authorOf = (alias: string | null) => contactOf(alias === null ? [] : [alias], access.accountByAlias);
  const everything = { page: 1, limit: Number.MAX_SAFE_INTEGER, search: {}, sortBy: [] };
  const scope = recordScopeOf(key);
  const downtimes = realtime
    .listDowntimes(scope, everything, visibility)
    .rows.flatMap(({ downtime: { id, actualStartTime, actualEndTime, comment, author } }): TimelineEntry[] =>
      actualStartTime === null
        ? []
        : [record("downtime", { id, at: actualStartTime, content: comment, contact: authorOf(author) }, actualEndTime)],
    );
  const acknowledgements = realtime
    .listAcknowledgements({ scope, only: "all" }, everything, visibility)
    .rows.flatMap(({ acknowledgement: { id, entryTime, deletionTime, comment, author } }): TimelineEntry[] =>
      deletionTime === null
        ? [record("acknowledgement", { id, at: entryTime, content: comment, contact: authorOf(author) })]
        : [],
    );
  return [
    ...downtimes,
    ...acknowledgements,
    ...comments
      .ofResource(key)
      .map(({ id, entryTime: at, text, author }) =>
        record("comment", { id, at, content: text, contact: authorOf(author) }),
      ),
  ].sort(newestFirst);
}

interface RecordFields extends Pick<TimelineEntry, "id" | "at" | "contact"> {
  readonly content: string | null;
}

const record = (
  type: EntryType,
  { id, at, content, contact }: RecordFields,
  end: UnixSeconds | null = null,
): TimelineEntry => ({
  id,
  type,
  at,
  content: content ?? "",
  contact,
  status: null,
  tries: null,
  start: type === "downtime" ? at : null,
  end,
});

export const newestFirst = (one: Pick<TimelineEntry, "at">, other: Pick<TimelineEntry, "at">): number =>
  other.at - one.at;
