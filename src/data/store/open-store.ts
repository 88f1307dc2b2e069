import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { openSqliteStore } from "./sqlite/open-store.ts";
import { backUpStore as backUpSqliteStore } from "./sqlite/back-up.ts";
import { restoreStore as restoreSqliteStore, type Restored } from "./sqlite/restore.ts";
import { readObjectIdsOf as readSqliteObjectIdsOf } from "./sqlite/read-object-ids.ts";
import type { StoreTables } from "./sql/store-tables.ts";
import { openTables as openSqliteTables } from "./sqlite/tables.ts";
import { lockFolderWithoutStore } from "./sqlite/folder-without-store.ts";
import type { Journal } from "./journal.ts";
import type { Candidate, ClusterView } from "./leadership.ts";
import type { PostgresAddress, StorePlace } from "./store-place.ts";
import type { Store } from "./store.ts";
import type { ObjectId } from "../../model/object-id.ts";

export interface StoreOptions extends StorePlace {
  readonly log: Log;
  /**
   * True for the server: a second one on the same folder or database is refused. False for a short change while the
   * server runs.
   */
  readonly exclusive: boolean;
  /** Refuses with `store-missing` instead of creating a store, so that a mistyped folder is noticed. */
  readonly mustExist?: boolean;
  /** For the times of `health`. Default: the system's. */
  readonly clock?: Clock;
}

/** Opens the store of a place. The only file that names an engine. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, postgres = null, log, exclusive } = options;
  if (postgres === null) return openSqliteStore(options);
  const lock = exclusive ? lockFolderWithoutStore(folder, log) : null;
  try {
    // Loaded here only: an ordinary installation has no use for it.
    const { openPostgresStore } = await import("./postgres/open-store.ts");
    const store = await openPostgresStore({ ...options, address: postgres });
    let closed: Promise<void> | undefined;
    return { ...store, close: () => (closed ??= store.close().finally(() => lock?.release())) };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/**
 * Locks the data folder for a server that wants to lead a store which others can lead too; null: the store is in the
 * folder, for this one alone. Refuses with `store-in-use` if another server runs on the folder.
 */
export async function openCandidate({ folder, postgres = null }: StorePlace, log: Log): Promise<Candidate | null> {
  if (postgres === null) return null;
  const lock = lockFolderWithoutStore(folder, log);
  const { createCandidate } = await import("./postgres/candidate.ts");
  const candidate = createCandidate(postgres, log);
  return { ...candidate, close: () => candidate.close().finally(() => lock.release()) };
}

/** Opens the journal of a store in a database for a server that follows; nothing is read yet. */
export async function openJournal(postgres: PostgresAddress): Promise<Journal> {
  const { openJournal: openPostgresJournal } = await import("./postgres/open-journal.ts");
  return openPostgresJournal(postgres);
}

/** Reads who leads a store in a database. Refuses with the store's codes. */
export async function readClusterOf(postgres: PostgresAddress): Promise<ClusterView> {
  const { readClusterOf: readPostgresClusterOf } = await import("./postgres/read-cluster.ts");
  return readPostgresClusterOf(postgres);
}

/**
 * Opens the tables of a store that no server uses, to copy them, and makes them unless they must exist. Refuses with the
 * store's codes.
 */
export async function openTables({ folder, postgres = null }: StorePlace, mustExist: boolean): Promise<StoreTables> {
  if (postgres === null) return openSqliteTables(folder, mustExist);
  const { openTables: openPostgresTables } = await import("./postgres/tables.ts");
  return openPostgresTables(postgres, mustExist);
}

/** Same as `Store.readObjectIds`, for a process other than the server that has this store open. */
export async function readObjectIdsOf({ folder, postgres = null }: StorePlace): Promise<readonly ObjectId[]> {
  if (postgres === null) return readSqliteObjectIdsOf(folder);
  const { readObjectIdsOf: readPostgresObjectIdsOf } = await import("./postgres/read-object-ids.ts");
  return readPostgresObjectIdsOf(postgres);
}

/**
 * Writes a consistent copy of a store to a new file, also while the server runs. Returns its size in bytes.
 * `beforeNamed` runs when the copy is complete, before it gets the name of the file. Refuses with `backup-target`,
 * `store-missing`, `store-not-permitted` and the store's codes.
 */
export const backUpStore = (folder: string, file: string, beforeNamed: () => void = () => {}): number =>
  backUpSqliteStore(folder, file, beforeNamed);

/**
 * Puts a backup in the place of the store; the replaced one is kept. `beforeNamed` runs while the folder is locked,
 * before the store is replaced; it gets the time that ends the name of what is kept. Refuses with `backup-unusable`,
 * with `store-in-use` while a server runs, and with the store's codes.
 */
export const restoreStore = (folder: string, file: string, beforeNamed: (time: string) => void = () => {}): Restored =>
  restoreSqliteStore(folder, file, beforeNamed);
