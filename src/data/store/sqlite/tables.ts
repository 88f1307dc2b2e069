import { existsSync, renameSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { syncNameOf } from "../../../lib/durable-file.ts";
import { createPrivateFile } from "../../../lib/owner.ts";
import { freeName } from "../../../lib/free-name.ts";
import {
  NUMBERED_TABLES,
  TABLES,
  type StoreNumbers,
  type StoreTables,
  type TableName,
  type TableRow,
} from "../sql/store-tables.ts";
import { arrayRows } from "./array-rows.ts";
import { openWriter } from "./connection.ts";
import { existingStore, prepareDataFolder } from "./data-folder.ts";
import { refusalOf } from "./errors.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrate } from "./migrations.ts";

const ROWS_AT_ONCE = 1_000;

/**
 * Opens the tables of a data folder, and makes them if there are none. Refuses with `store-in-use`, with `store-missing`
 * if they must exist, and with other codes.
 */
export function openTables(folder: string, mustExist: boolean): StoreTables {
  if (mustExist) existingStore(folder);
  // The folder may be that of a server whose store is elsewhere.
  const files = prepareDataFolder(folder, { hasStore: false });
  const path = files.databasePath;
  createPrivateFile(path);
  const lock = lockFolder(files);
  let db: DatabaseSync | undefined;
  try {
    db = openWriter(path);
    migrate(db, path);
    db.exec("BEGIN IMMEDIATE");
    return tablesIn(db, path, () => lock.release());
  } catch (error) {
    db?.close();
    lock.release();
    throw refusalOf(error, path);
  }
}

function tablesIn(db: DatabaseSync, path: string, release: () => void): StoreTables {
  const within = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw refusalOf(error, path);
    }
  };
  const end = (): void => {
    if (!db.isOpen) return;
    if (db.isTransaction) db.exec("ROLLBACK");
    db.close();
  };
  return {
    place: `the data folder (${path})`,
    columnsOf: (table) =>
      within(() =>
        db
          .prepare(`SELECT name FROM pragma_table_info('${table}')`)
          .all()
          .map(({ name }) => String(name)),
      ),
    count: (table) => within(() => Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.["count"])),
    async *rows(table, columns) {
      const order = TABLES[table].join(", ");
      const all = arrayRows(db, `SELECT ${columns.join(", ")} FROM ${table} ORDER BY ${order}`).iterate();
      let some: TableRow[] = [];
      for (const row of all) {
        some.push(row);
        if (some.length < ROWS_AT_ONCE) continue;
        yield some;
        some = [];
      }
      if (some.length > 0) yield some;
    },
    add: (table, columns, rows) => within(() => addRows(db, table, columns, rows)),
    readNumbers: () => within(() => readNumbers(db)),
    writeNumbers: (numbers) => within(() => writeNumbers(db, numbers)),
    commit: () => within(() => db.exec("COMMIT")),
    setAside: (time) =>
      within(() => {
        end();
        const kept = freeName(`${path}.moved-${time}`);
        renameSync(path, kept);
        for (const more of ["-wal", "-shm"]) if (existsSync(path + more)) renameSync(path + more, kept + more);
        syncNameOf(kept);
        return kept;
      }),
    async close() {
      end();
      release();
    },
  };
}

function addRows(db: DatabaseSync, table: TableName, columns: readonly string[], rows: readonly TableRow[]): void {
  const insert = db.prepare(
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  for (const row of rows) insert.run(...row);
}

function readNumbers(db: DatabaseSync): StoreNumbers {
  const counters = new Map(
    db
      .prepare("SELECT name, value FROM counters")
      .all()
      .map(({ name, value }) => [String(name), Number(value)]),
  );
  const revision = counters.get("revision") ?? 0;
  counters.delete("revision");
  const heartbeat = db.prepare("SELECT heartbeat_time FROM heartbeat").get()?.["heartbeat_time"];
  const highest = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
  return {
    revision,
    heartbeat: typeof heartbeat === "number" ? heartbeat : null,
    highestIds: new Map(NUMBERED_TABLES.map((table) => [table, Number(highest.get(table)?.["seq"] ?? 0)])),
    counters,
  };
}

function writeNumbers(db: DatabaseSync, { revision, heartbeat, highestIds, counters }: StoreNumbers): void {
  const save = db.prepare(
    "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  for (const [name, value] of [...counters, ["revision", revision] as const]) save.run(name, value);
  db.prepare("UPDATE heartbeat SET heartbeat_time = ?").run(heartbeat);
  const raise = db.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?");
  for (const [table, highest] of highestIds)
    if (raise.run(highest, table).changes === 0)
      db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)").run(table, highest);
}
