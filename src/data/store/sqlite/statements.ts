import {
  OUTBOX_COLUMNS,
  ROW_STATEMENTS,
  TABLE_WRITES,
  type StatementName,
  type TableWrite,
  type TableWriteName,
} from "../sql/statements.ts";

/**
 * All writing statements by name. The writer thread prepares each once and runs `[name, values]` pairs.
 *
 * Plain SQL, as in this whole folder: statements are prepared once and kept, which a query builder only hides.
 */
export const STATEMENTS: Readonly<Record<StatementName, string>> = {
  ...statementsOf(TABLE_WRITES),
  ...ROW_STATEMENTS,
  deleteEvents: "DELETE FROM events WHERE event_id IN (SELECT value FROM json_each(?))",
  // The row exists from the first event on.
  newEventSequence: `INSERT INTO sqlite_sequence (name, seq)
    SELECT 'events', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')`,
  raiseEventSequence: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'events'",
  // A decision is inserted directly before its messages, so the search ends at the first row.
  outbox: `INSERT INTO outbox (${OUTBOX_COLUMNS.join(", ")}, decision_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT decision_id FROM decisions
      WHERE host_id = ?1 AND service_id = ?2 AND decision_time = ?3 AND kind = ?4 AND contact = ?5 AND outcome = 'told'
      ORDER BY decision_id DESC LIMIT 1))`,
  objectId: `INSERT OR REPLACE INTO object_ids (type, host_id, object_id, name) VALUES (?, ?, ?, ?)`,
};

function statementsOf(writes: Readonly<Record<TableWriteName, TableWrite>>): Readonly<Record<TableWriteName, string>> {
  return Object.fromEntries(Object.entries(writes).map(([name, write]) => [name, statementOf(write)])) as Record<
    TableWriteName,
    string
  >;
}

function statementOf({ table, key, columns }: TableWrite): string {
  const insert = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
  if (key === undefined) return insert;
  const changed = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  return `${insert} ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${changed.join(", ")}`;
}
