import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import type { Reader } from "../sql/reader.ts";
import { addState, recordsOf, SNAPSHOT_SQL } from "../sql/snapshot.ts";
import type { SqlRow, SqlValue } from "../sql/sql-value.ts";
import type { SnapshotRecords } from "../store.ts";
import { storeRefusal } from "../store-refusal.ts";
import { arrayRows } from "./array-rows.ts";
import { refusalOf } from "./errors.ts";

// An event may be newer than the heartbeat before it. The maximum of NULL and a time is NULL.
export const LAST_KNOWN = `SELECT max(heartbeat_time, coalesce((SELECT max(event_time) FROM events), 0)) AS last_time
  FROM heartbeat`;

/**
 * Reader on a connection of its own. `path` is named in errors. SQLite reads within the call, so the answer contains
 * everything committed before the call and nothing committed later.
 */
export function createReader(db: DatabaseSync, path: string): Reader {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const within = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw db.isOpen ? refusalOf(error, path) : storeRefusal("store-closed", `The store ${path} is closed.`, error);
    }
  };
  return {
    all: async (sql, ...values: readonly SqlValue[]) => within((): readonly SqlRow[] => prepared(sql).all(...values)),
    each: async (sql, visit) =>
      within(() => {
        for (const row of arrayRows(db, sql).iterate()) visit(row);
      }),
    snapshot: async () => within(() => atOneMoment(db, () => ({ ...readRecords(db), states: readStates(db) }))),
    records: async () => within(() => atOneMoment(db, () => readRecords(db))),
  };
}

/** Reads in one transaction, which sees the store as it was at its first statement. */
function atOneMoment<T>(db: DatabaseSync, read: () => T): T {
  db.exec("BEGIN");
  try {
    return read();
  } finally {
    db.exec("COMMIT");
  }
}

function readRecords(db: DatabaseSync): SnapshotRecords {
  const all = (sql: string): readonly SqlRow[] => db.prepare(sql).all();
  return recordsOf({
    counters: all("SELECT name, value FROM counters"),
    acknowledgements: all(SNAPSHOT_SQL.acknowledgements),
    downtimes: all(SNAPSHOT_SQL.downtimes),
    comments: all(SNAPSHOT_SQL.comments),
    lastKnown: db.prepare(LAST_KNOWN).get()?.["last_time"],
  });
}

function readStates(db: DatabaseSync): Map<ResourceKey, ResourceState> {
  const states = new Map<ResourceKey, ResourceState>();
  // Row by row: 100,000 rows in one array would double the memory used at startup.
  for (const row of arrayRows(db, SNAPSHOT_SQL.states).iterate()) addState(states, row);
  return states;
}
