import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { freeName } from "../../../lib/free-name.ts";
import { giveToOwnerOf } from "../../../lib/owner.ts";
import { Refusal } from "../../../model/refusal.ts";
import { storeRefusal } from "../store-refusal.ts";
import { openUntouched } from "./connection.ts";
import { filesOf, prepareDataFolder } from "./data-folder.ts";
import { syncNameOf, syncPath } from "../../../lib/durable-file.ts";
import { lockFolder } from "./folder-lock.ts";
import { checkStoreFile } from "./identify.ts";

export interface Restored {
  /** The replaced database; null if there was none. */
  readonly kept: string | null;
}

/** Implements `restoreStore` of open-store.ts. */
export function restoreStore(folder: string, file: string, beforeNamed: (time: string) => void): Restored {
  const source = resolve(file);
  checkBackup(source);
  const hadStore = existsSync(filesOf(folder).databasePath);
  // What is restored may be what was lost.
  const files = prepareDataFolder(folder, { mayLackStore: true });
  const lock = lockFolder(files);
  const incoming = `${files.databasePath}.restoring`;
  try {
    copyFileSync(source, incoming);
    giveToOwnerOf(files.folder, incoming);
    syncPath(incoming);
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
    beforeNamed(time);
    const kept = keepAside(files.databasePath, time, hadStore);
    // In one step: at any moment there is one whole database under the name.
    renameSync(incoming, files.databasePath);
    syncNameOf(files.databasePath);
    return { kept };
  } finally {
    rmSync(incoming, { force: true });
    lock.release();
  }
}

/** Refuses with `backup-unusable`. */
function checkBackup(source: string): void {
  if (!existsSync(source) || !statSync(source).isFile())
    throw storeRefusal("backup-unusable", `${source} is not a file.`);
  // The copy beside the -wal of a stopped or killed server would lack its last changes.
  if (existsSync(`${source}-wal`) && statSync(`${source}-wal`).size > 0)
    throw storeRefusal("backup-unusable", `${source} has a write-ahead log: make the copy with vigie backup.`);
  try {
    checkStoreFile(source);
  } catch (error) {
    if (error instanceof Refusal) throw storeRefusal("backup-unusable", `Not a usable backup. ${error.message}`, error);
    throw error;
  }
}

/**
 * Gives the database a second name, with its log if it cannot be copied into the database. Returns that name; null
 * without a database, of which a log may be left: it is none of the one that is restored.
 */
function keepAside(databasePath: string, time: string, hadStore: boolean): string | null {
  const kept = freeName(`${databasePath}.replaced-${time}`);
  if (hadStore) {
    copyLogInto(databasePath);
    linkSync(databasePath, kept);
  }
  for (const end of ["-wal", "-shm"]) if (existsSync(databasePath + end)) renameSync(databasePath + end, kept + end);
  return hadStore ? kept : null;
}

/** Ends the log of an intact database, so that one file is the whole of it. */
function copyLogInto(databasePath: string): void {
  try {
    // SQLite deletes the log of a file that it does not take for a database: one that is damaged is not opened.
    checkStoreFile(databasePath);
  } catch {
    return;
  }
  const db = openUntouched(databasePath);
  try {
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
}
