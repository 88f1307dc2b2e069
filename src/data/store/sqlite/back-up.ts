import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { giveToOwnerOf } from "../../../lib/owner.ts";
import { storeRefusal } from "../store-refusal.ts";
import { backedUp } from "../../../model/history-changes.ts";
import { isWritten } from "../sql/change-set.ts";
import { createBatchWriter } from "./batch-writer.ts";
import { openReader, openUntouched } from "./connection.ts";
import { copyDatabase } from "./copy-database.ts";
import { existingStore } from "./data-folder.ts";
import { syncNameOf, syncPath } from "../../../lib/durable-file.ts";
import { refusalOf } from "./errors.ts";
import { checkStoreFile } from "./identify.ts";
import { readSchemaVersion, SCHEMA_VERSION } from "./migrations.ts";
import { LAST_KNOWN } from "./reader.ts";
import { rowsOf } from "../sql/writes.ts";

/** Implements `backUpStore` of open-store.ts. Returns the size of the file in bytes. */
export function backUpStore(folder: string, file: string, beforeNamed: () => void): number {
  const { databasePath } = existingStore(folder);
  const target = resolve(file);
  if (existsSync(target)) throw storeRefusal("backup-target", `${target} exists already; give the name of a new file.`);
  // A backup that was interrupted never has the name of a finished one.
  const part = `${target}.${process.pid}.part`;
  try {
    // It holds password hashes. SQLite writes into an empty file.
    closeSync(openSync(part, "wx", 0o600));
  } catch (error) {
    throw storeRefusal("backup-target", `${target} cannot be written: ${(error as Error).message}`, error);
  }
  try {
    copyDatabase(databasePath, () => opened(databasePath), part);
    endRunIn(part);
    checkStoreFile(part);
    syncPath(part);
    giveToOwnerOf(dirname(target), part);
    beforeNamed();
    renameSync(part, target);
    syncNameOf(target);
    return statSync(target).size;
  } finally {
    rmSync(part, { force: true });
  }
}

/** Records the end of the run of the server in its copy: otherwise a restored store would look like one of a crash. */
function endRunIn(part: string): void {
  const db = openUntouched(part);
  try {
    if (readSchemaVersion(db, part) !== SCHEMA_VERSION) return;
    const lastKnown = db.prepare(LAST_KNOWN).get()?.["last_time"] ?? null;
    if (lastKnown === null) return;
    const at = Math.max(Math.floor(Date.now() / 1000), Number(lastKnown));
    const [outcome] = createBatchWriter(db)([backedUp(at).flatMap(rowsOf)]);
    if (outcome !== undefined && !isWritten(outcome)) throw refusalOf(outcome, part);
  } finally {
    db.close();
  }
}

function opened(databasePath: string): DatabaseSync {
  const db = openReader(databasePath);
  readSchemaVersion(db, databasePath);
  return db;
}
