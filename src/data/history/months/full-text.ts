import type { DatabaseSync } from "node:sqlite";

/**
 * Index of the words in output and reason, of whole months. It has no content and no positions: 25 bytes a row. An
 * entry of a deleted event stays and finds nothing, since ids are not given again.
 */
const CREATE = `CREATE VIRTUAL TABLE full_text USING fts5(
    words, content = '', detail = none, columnsize = 0, tokenize = "unicode61 remove_diacritics 2");
  -- One row while the index is being filled: the last event in it.
  CREATE TABLE full_text_progress (event_id INTEGER NOT NULL) STRICT;
  INSERT INTO full_text_progress VALUES (-1)`;

const INSERT = "INSERT INTO full_text (rowid, words) SELECT event_id, output || ' ' || reason FROM events";

/** True if every event of the file is in the index. */
export const hasFullText = (db: DatabaseSync): boolean =>
  hasTable(db, "full_text") && !hasTable(db, "full_text_progress");

const hasTable = (db: DatabaseSync, name: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;

/** Takes the next `count` events into the index, in one transaction. Returns true when all are in it. */
export function fillFullText(db: DatabaseSync, count: number): boolean {
  if (hasFullText(db)) return true;
  db.exec("BEGIN IMMEDIATE");
  try {
    if (!hasTable(db, "full_text")) db.exec(CREATE);
    const after = Number(db.prepare("SELECT event_id FROM full_text_progress").get()?.["event_id"]);
    const last = db
      .prepare("SELECT max(event_id) AS last FROM (SELECT event_id FROM events WHERE event_id > ? LIMIT ?)")
      .get(after, count)?.["last"];
    if (typeof last === "number") {
      db.prepare(`${INSERT} WHERE event_id > ? AND event_id <= ?`).run(after, last);
      db.prepare("UPDATE full_text_progress SET event_id = ?").run(last);
    } else db.exec("DROP TABLE full_text_progress");
    db.exec("COMMIT");
    return last === null;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Returns a function for the transaction that adds an event to a file: an index that is complete stays so, and one that
 * is being filled does not miss what is behind its progress.
 */
export function fullTextOf(db: DatabaseSync): (eventId: number) => void {
  if (!hasTable(db, "full_text")) return () => {};
  const progress = hasTable(db, "full_text_progress")
    ? Number(db.prepare("SELECT event_id FROM full_text_progress").get()?.["event_id"])
    : Infinity;
  const insert = db.prepare(`${INSERT} WHERE event_id = ?`);
  return (eventId) => {
    if (eventId <= progress) insert.run(eventId);
  };
}

/** FTS5 expression of rows that have all words. */
export const matchOf = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(" AND ");
