import { chmodSync, closeSync, constants, copyFileSync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { Refusal } from "../../../model/refusal.ts";
import { refusalOf } from "./errors.ts";

/**
 * Copies one state of a database to a new file, which only its owner may read, however long it takes; others write the
 * database meanwhile. Refuses with `store-full` and, naming `path`, with `store-damaged`.
 */
export function copyDatabase(path: string, open: () => DatabaseSync, target: string): void {
  let db: DatabaseSync | undefined;
  try {
    db = open();
    // SQLite writes into an empty file.
    closeSync(openSync(target, "a", 0o600));
    db.prepare("VACUUM INTO ?").run(target);
  } catch (error) {
    const refusal = refusalOf(error, path);
    throw refusal.code === "store-full" ? noSpaceFor(target) : refusal;
  } finally {
    db?.close();
  }
}

/** Copies a file that nobody writes any more. Refuses with `store-full`. */
export function copyFile(path: string, target: string): void {
  try {
    copyFileSync(path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    chmodSync(target, 0o600);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? noSpaceFor(target) : error;
  }
}

const noSpaceFor = (target: string): Refusal => new Refusal("store-full", `No space left to write ${target}.`);
