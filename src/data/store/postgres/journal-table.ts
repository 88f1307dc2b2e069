import type pg from "pg";
import type { JournalEntry, JournalSnapshot } from "../journal.ts";
import { storeRefusal } from "../store-refusal.ts";
import { readChanges } from "./journal-rows.ts";
import { SCHEMA_VERSION } from "./migrations.ts";

/** Told of each entry, with the name of its schema. */
export const JOURNAL_CHANNEL = "vigie_journal";

const KEPT_SECONDS = 900;

/** Deletes what is older, from the oldest on: a range of positions. */
export const FORGET_OLD_ENTRIES = `DELETE FROM journal WHERE position < coalesce(
  (SELECT position FROM journal WHERE entry_time > extract(epoch FROM clock_timestamp()) - ${KEPT_SECONDS}
    ORDER BY position LIMIT 1),
  (SELECT position FROM last_ids))`;

/** Reads the position of the newest entry that was ever written, and the id of the newest event. */
export const readNewest = async (client: pg.ClientBase): Promise<Pick<JournalSnapshot, "position" | "lastEventId">> =>
  (
    await client.query<Pick<JournalSnapshot, "position" | "lastEventId">>(
      `SELECT position, event_id AS "lastEventId" FROM last_ids`,
    )
  ).rows[0]!;

/** A session that has not answered by then is replaced: the network may have lost it without a word. */
const WITHIN = { query_timeout: 5_000 } as const;

interface EntryRow {
  readonly schema_version: number;
  readonly newest: number;
  /** Null: there are no entries. */
  readonly position: number | null;
  readonly term: number;
  readonly entry_time: number;
  readonly event_id: number;
  readonly access_changed: number;
  readonly changes: Buffer;
}

// With the newest position in the same moment: without entries it tells whether some are missing.
const ENTRIES_AFTER = `SELECT (SELECT schema_version FROM vigie_store) AS schema_version,
  (SELECT position FROM last_ids) AS newest, entries.* FROM (VALUES (1)) AS one
  LEFT JOIN LATERAL (SELECT * FROM journal WHERE position > $1 ORDER BY position LIMIT $2) AS entries ON true
  ORDER BY position`;

/** See `Journal.readAfter`. */
export async function readEntriesAfter(
  client: pg.ClientBase,
  position: number,
  limit: number,
): Promise<readonly JournalEntry[] | null> {
  const { rows } = await client.query<EntryRow>({
    name: "journal after",
    text: ENTRIES_AFTER,
    values: [position, limit],
    ...WITHIN,
  });
  const first = rows[0]!;
  // A newer release may lead meanwhile, and writes other rows.
  if (first.schema_version !== SCHEMA_VERSION)
    throw storeRefusal("store-unavailable", "The tables of the store are of another release now.");
  if (first.position === null) return first.newest === position ? [] : null;
  if (rows.some((row, place) => row.position !== position + place + 1)) return null;
  const entries: JournalEntry[] = [];
  // One after the other: a large one takes some time, and others want to be served in between.
  for (const row of rows)
    entries.push({
      position: row.position!,
      term: row.term,
      at: row.entry_time,
      lastEventId: row.event_id,
      isAccessChanged: row.access_changed === 1,
      ...(await readChanges(row.changes)),
    });
  return entries;
}
