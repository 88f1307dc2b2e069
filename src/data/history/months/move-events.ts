import { statfsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { rowToEvent } from "../../store/sql/rows.ts";
import type { StoredEvent } from "../../store/store.ts";
import { endOf, monthOf, type Month } from "./month.ts";
import { fullTextOf } from "./full-text.ts";
import { INSERT_EVENT, monthRowToEvent, reopenMonth, valuesOf } from "./month-file.ts";

/** Events of one step. */
export const STEP = 1_000;

/** Space on the device that is left to the commits: the store needs it more than the history. */
const RESERVED_BYTES = 32 * 1_048_576;
const FULL = 13;

/** Throws as SQLite does on a full disk if little more space is left than the commits need. */
export function mustHaveSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < RESERVED_BYTES) throw Object.assign(new Error("less than 32 MiB are free"), { errcode: FULL });
}

/** Events that are on disk in the file of a month, and may be deleted in the store. */
export interface Copied {
  readonly month: Month;
  readonly ids: readonly number[];
}

/**
 * Copies the oldest events before a time, of one month, to its file; null if there are none. Events that are there
 * already are left as they are, so a step that was interrupted can be done again.
 */
export function copyOldest(
  store: DatabaseSync,
  writerOf: (month: Month) => DatabaseSync,
  before: UnixSeconds,
): Copied | null {
  const events = store
    .prepare("SELECT * FROM events WHERE event_time < ? ORDER BY event_time, event_id LIMIT ?")
    .all(before, STEP)
    .map(rowToEvent);
  if (events.length === 0) return null;
  const month = monthOf(events[0]!.at);
  const end = endOf(month);
  const step = events.filter(({ at }) => at < end);
  insert(writerOf(month), step);
  return { month, ids: step.map(({ id }) => id) };
}

function insert(db: DatabaseSync, events: readonly StoredEvent[]): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    const statement = db.prepare(INSERT_EVENT);
    const addToFullText = fullTextOf(db);
    for (const event of events) {
      if (statement.run(...valuesOf(event)).changes === 1) addToFullText(event.id);
      else mustBeThere(db, event);
    }
    // The states at the start of the next month follow from all events of this one.
    reopenMonth(db);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** Throws if the file has another event with this id, which only a store and a history of different origin can have. */
function mustBeThere(db: DatabaseSync, event: StoredEvent): void {
  const row = db.prepare("SELECT * FROM events WHERE event_id = ?").get(event.id);
  if (row === undefined || !isDeepStrictEqual(monthRowToEvent(row), event))
    throw new Error(`the file has another event with the id ${event.id}; it stays in the store`);
}
