import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Refusal } from "../../../model/refusal.ts";
import { createPrivateFile } from "../../../lib/owner.ts";
import { refuseOtherThanFile } from "../refuse-other-than-file.ts";
import type { DataFolder } from "./data-folder.ts";
import { storeRefusal } from "../store-refusal.ts";
import { engineErrorOf, refusalOf } from "./errors.ts";

const BUSY = 5;
const DAMAGED = new Set([11, 26]);

const WAIT_MS = 200;

/** Lock of a data folder. */
export interface FolderLock {
  /**
   * Takes the lock again if its file was deleted or replaced: another server would find the folder free. Returns whether
   * it was. Refuses like `lockFolder`; with `store-in-use` from then on, since the other server has written meanwhile.
   */
  renew(): boolean;
  release(): void;
}

/**
 * Locks the data folder for one server. The lock is an open write transaction on a small separate database: the system
 * ends it with the process, also after kill -9, and other processes can still read the row that names the holder.
 * Refuses with `store-in-use`.
 */
export function lockFolder(files: DataFolder): FolderLock {
  let db = lock(files, WAIT_MS);
  let identity = identityOf(files.lockPath);
  let lost: Refusal | null = null;
  return {
    renew() {
      if (lost !== null) throw lost;
      if (identity !== null && identityOf(files.lockPath) === identity) return false;
      refuseOtherThanFile(files.lockPath);
      createPrivateFile(files.lockPath);
      try {
        const renewed = lock(files, 0);
        db.close();
        db = renewed;
      } catch (error) {
        if (error instanceof Refusal && error.code === "store-in-use") lost = error;
        throw error;
      }
      identity = identityOf(files.lockPath);
      return true;
    },
    release: () => db.close(),
  };
}

function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}

function lock({ folder, lockPath }: DataFolder, timeout: number): DatabaseSync {
  refuseOtherThanFile(lockPath);
  const db = new DatabaseSync(lockPath, { timeout });
  try {
    db.exec("BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL); DELETE FROM holder");
    db.prepare("INSERT INTO holder (pid) VALUES (?)").run(process.pid);
    // Another process may win between these two statements; then the second one fails and this process is refused.
    db.exec("COMMIT; BEGIN IMMEDIATE");
  } catch (error) {
    const code = engineErrorOf(error).errcode & 0xff;
    const isTaken = code === BUSY;
    const holder = isTaken ? holderOf(db) : "";
    db.close();
    if (DAMAGED.has(code)) {
      throw storeRefusal(
        "store-damaged",
        `The lock ${lockPath} is damaged. It contains no data: delete it while no server runs.`,
        error,
      );
    }
    if (!isTaken) throw refusalOf(error, lockPath);
    throw storeRefusal(
      "store-in-use",
      `Another Vigie server${holder} runs on the data folder ${folder}. ` +
        "Stop it, or give this one its own data folder.",
      error,
    );
  }
  return db;
}

function holderOf(db: DatabaseSync): string {
  try {
    const row = db.prepare("SELECT pid FROM holder").get();
    return row === undefined ? "" : ` (process ${String(row["pid"])})`;
  } catch {
    // The holder is writing its row at this moment; the message works without the number.
    return "";
  }
}
