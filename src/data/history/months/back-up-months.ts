import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { freeName } from "../../../lib/free-name.ts";
import { giveToOwnerOf } from "../../../lib/owner.ts";
import { Refusal } from "../../../model/refusal.ts";
import { storeRefusal } from "../../store/store-refusal.ts";
import { syncNameOf, syncPath } from "../../../lib/durable-file.ts";
import { refusalOf } from "../../store/sqlite/errors.ts";
import { fileOf, historyFolderOf, monthsIn, type Month } from "./month.ts";
import { openMonthReader } from "./month-file.ts";

export interface BackedUpMonths {
  readonly folder: string;
  readonly bytes: number;
}

/**
 * Copies the month files to a new folder; null if there are none. Refuses with `backup-target`, and with `store-damaged`
 * if a file cannot be read.
 */
export function backUpMonths(dataFolder: string, target: string): BackedUpMonths | null {
  const source = historyFolderOf(dataFolder);
  const months = monthsIn(source);
  if (months.length === 0) return null;
  if (existsSync(target)) throw storeRefusal("backup-target", `${target} exists already; give the name of a new file.`);
  // A backup that was interrupted never has the name of a finished one.
  const part = `${target}.${process.pid}.part`;
  mkdirSync(part, { mode: 0o700 });
  try {
    let bytes = 0;
    for (const month of months) bytes += copyMonth(fileOf(source, month), fileOf(part, month));
    giveToOwnerOf(dirname(target), part);
    syncPath(part);
    renameSync(part, target);
    return { folder: target, bytes };
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Copies one state of a file, which may be written meanwhile. Returns its size; 0 if it is gone. */
function copyMonth(from: string, to: string): number {
  if (!existsSync(from)) return 0;
  try {
    const db = openMonthReader(from);
    try {
      // SQLite writes into an empty file.
      closeSync(openSync(to, "wx", 0o600));
      db.prepare("VACUUM INTO ?").run(to);
    } finally {
      db.close();
    }
  } catch (error) {
    const refusal = refusalOf(error, from);
    throw refusal.code === "store-full" ? new Refusal("store-full", `No space left to write ${to}.`) : refusal;
  }
  syncPath(to);
  giveToOwnerOf(dirname(dirname(to)), to);
  return statSync(to).size;
}

export interface RestoredMonths {
  /** The replaced folder; null if there was none. */
  readonly kept: string | null;
  readonly hasHistory: boolean;
}

/**
 * Replaces the month files of a data folder, in which no server runs, by those of a backup; there may be none. `time`
 * ends the name of the replaced folder. Refuses with `backup-unusable`.
 */
export function restoreMonths(dataFolder: string, source: string, time: string): RestoredMonths {
  const folder = historyFolderOf(dataFolder);
  const incoming = `${folder}.restoring`;
  rmSync(incoming, { recursive: true, force: true });
  const months = monthsIn(source);
  for (const month of months) checkMonth(source, month);
  try {
    if (months.length > 0) {
      mkdirSync(incoming, { mode: 0o700 });
      for (const month of months) copyInto(incoming, source, month);
      giveToOwnerOf(dataFolder, incoming);
      syncPath(incoming);
    }
    const kept = existsSync(folder) ? freeName(`${folder}.replaced-${time}`) : null;
    if (kept !== null) renameSync(folder, kept);
    if (months.length > 0) renameSync(incoming, folder);
    syncNameOf(folder);
    return { kept, hasHistory: months.length > 0 };
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}

function checkMonth(source: string, month: Month): void {
  const path = fileOf(source, month);
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0)
    throw storeRefusal("backup-unusable", `${path} has a write-ahead log: make the copy with vigie backup.`);
  try {
    openMonthReader(path).close();
  } catch (error) {
    const { message } = refusalOf(error, path);
    throw storeRefusal("backup-unusable", `Not a usable backup. ${message}`, error);
  }
}

function copyInto(incoming: string, source: string, month: Month): void {
  const to = fileOf(incoming, month);
  copyFileSync(fileOf(source, month), to);
  giveToOwnerOf(dirname(incoming), to);
  syncPath(to);
}
