import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { serviceKey } from "../../../model/resource-key.ts";
import type { StoredEvent } from "../../store/store.ts";
import { rowToEvent } from "../../store/sql/rows.ts";
import type { SqlRow, SqlValue } from "../../store/sql/sql-value.ts";
import { numberOfKind, type EventKind } from "./event-kinds.ts";
import { hasFullText } from "./full-text.ts";
import { monthRowToEvent } from "./month-file.ts";
import { hasWords } from "./words.ts";

/** A table `events` to read: in the store, or in a month file. Both have `events_of_resource` and `events_by_time`. */
export interface EventSource {
  readonly db: DatabaseSync;
  readonly hasKindIndex: boolean;
  readonly hasFullText: boolean;
  readonly kindValue: (kind: EventKind) => SqlValue;
  readonly toEvent: (row: SqlRow) => StoredEvent;
  /** Statement, prepared once. */
  readonly statement: (sql: string) => StatementSync;
  /**
   * Sets what the SQL functions `is_wanted(host_id, service_id)` and `has_words(output, reason)` compare with. To be
   * called before each statement that uses them, since requests take turns.
   */
  readonly wanted: WantedRows;
}

export interface WantedRows {
  keys: ReadonlySet<ResourceKey>;
  words: readonly string[];
}

export const storeSource = (db: DatabaseSync): EventSource =>
  createSource(db, { hasKindIndex: false, hasFullText: false, kindValue: (kind) => kind, toEvent: rowToEvent });

export const monthSource = (db: DatabaseSync): EventSource =>
  createSource(db, {
    hasKindIndex: true,
    hasFullText: hasFullText(db),
    kindValue: numberOfKind,
    toEvent: monthRowToEvent,
  });

// The number of different statements is small: filters are values, not text.
function createSource(
  db: DatabaseSync,
  source: Pick<EventSource, "hasKindIndex" | "hasFullText" | "kindValue" | "toEvent">,
): EventSource {
  const statements = new Map<string, StatementSync>();
  const wanted: WantedRows = { keys: new Set(), words: [] };
  db.function("is_wanted", (hostId, serviceId) =>
    Number(wanted.keys.has(serviceKey(Number(hostId), Number(serviceId)))),
  );
  db.function("has_words", (output, reason) => Number(hasWords(`${String(output)} ${String(reason)}`, wanted.words)));
  return {
    ...source,
    db,
    wanted,
    statement(sql) {
      const known = statements.get(sql) ?? db.prepare(sql);
      statements.set(sql, known);
      return known;
    },
  };
}
