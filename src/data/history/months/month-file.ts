import { closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { giveToOwnerOf } from "../../../lib/owner.ts";
import { storeRefusal } from "../../store/store-refusal.ts";
import type { StoredEvent } from "../../store/store.ts";
import { rowToEvent } from "../../store/sql/rows.ts";
import type { SqlRow, SqlValue } from "../../store/sql/sql-value.ts";
import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import { syncNameOf, syncPath } from "../../../lib/durable-file.ts";
import { kindOfNumber, numberOfKind } from "./event-kinds.ts";

/** 'VigH' in ASCII. */
const APPLICATION_ID = 0x56696748;
const SCHEMA_VERSION = 1;
const NOT_A_DATABASE = 26;

/**
 * The indexes exist from the start, so that the file of the running month serves pages like any other. Measured for
 * steps of 1,000 events of 100,000 resources: 14 ms with them, 1.3 ms without; a month of 4 million events then costs
 * the archiver one minute more, and closing it nothing.
 *
 * The last column of an index is the event_id, as always: it orders events of one time.
 */
const SCHEMA = `
  CREATE TABLE events (
    event_id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL, event_time REAL NOT NULL,
    kind INTEGER NOT NULL, state INTEGER NOT NULL, state_type INTEGER, check_attempt INTEGER,
    output TEXT NOT NULL, reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_of_resource ON events (host_id, service_id, event_time);
  CREATE INDEX events_by_time ON events (event_time);
  CREATE INDEX events_by_kind ON events (kind, event_time);

  -- What all events before the month tell of each resource, and of the server (host 0), as JSON.
  CREATE TABLE states_at_start (
    host_id INTEGER NOT NULL, service_id INTEGER NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (host_id, service_id)
  ) STRICT, WITHOUT ROWID;

  -- 'closed': all events of the month are here, as far as was known at that time, and in the states of the next file.
  -- 'kept': the states at the start stay as they are, since events that they follow from are gone.
  CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

// A statement waits for a backup, or for the other thread.
const BUSY_TIMEOUT_MS = 5_000;

/** Opens the file of a month to write, and makes it if there is none. */
export function openMonthWriter(path: string): DatabaseSync {
  if (!existsSync(path)) createMonth(path);
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    checkOrigin(db, path);
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216;
      PRAGMA cache_size = -16384`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the file of a month to read. The cache is small, since up to 16 files are open. */
export function openMonthReader(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    checkOrigin(db, path);
    db.exec("PRAGMA cache_size = -1024");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The file gets its name when its tables are there: a reader never finds it without. */
function createMonth(path: string): void {
  const part = `${path}.part`;
  for (const end of ["", "-journal"]) rmSync(part + end, { force: true });
  closeSync(openSync(part, "wx", 0o600));
  giveToOwnerOf(dirname(path), part);
  const db = new DatabaseSync(part);
  try {
    db.exec(
      `BEGIN; ${SCHEMA} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`,
    );
  } finally {
    db.close();
  }
  syncPath(part);
  renameSync(part, path);
  syncNameOf(path);
}

/** Throws for another file as SQLite does for one that is no database. Refuses the file of a newer release. */
function checkOrigin(db: DatabaseSync, path: string): void {
  if (Number(db.prepare("PRAGMA application_id").get()?.["application_id"]) !== APPLICATION_ID)
    throw Object.assign(new Error("it is not a month of the history"), { errcode: NOT_A_DATABASE });
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > SCHEMA_VERSION)
    throw storeRefusal(
      "store-newer",
      `${path} has schema version ${version}; this release knows versions up to ${SCHEMA_VERSION}. ` +
        "Start the newer release that wrote it.",
    );
}

/** Converts a row of a month file. */
export const monthRowToEvent = (row: SqlRow): StoredEvent => ({
  ...rowToEvent(row),
  kind: kindOfNumber(Number(row["kind"])),
});

export const INSERT_EVENT = "INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/** Values of `INSERT_EVENT`. */
export const valuesOf = (event: StoredEvent): SqlValue[] => [
  event.id,
  hostIdOf(event.key),
  serviceIdOf(event.key),
  event.at,
  numberOfKind(event.kind),
  event.state,
  event.stateType,
  event.checkAttempt,
  event.output,
  event.reason,
];

type MonthFact = "closed" | "kept";

export const factOf = (db: DatabaseSync, name: MonthFact): number | null =>
  (db.prepare("SELECT value FROM facts WHERE name = ?").get(name)?.["value"] as number | undefined) ?? null;

export function saveFact(db: DatabaseSync, name: MonthFact, value: number): void {
  db.prepare("INSERT OR REPLACE INTO facts VALUES (?, ?)").run(name, value);
}

/** Says that a month has to be closed again: something was moved there, or the states at its start changed. */
export function reopenMonth(db: DatabaseSync): void {
  db.exec("DELETE FROM facts WHERE name = 'closed'");
}
