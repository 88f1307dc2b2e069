import { existsSync, statSync } from "node:fs";
import { storeRefusal } from "../../store/store-refusal.ts";
import { copyDatabase, copyFile } from "../../store/sqlite/copy-database.ts";
import { refusalOf } from "../../store/sqlite/errors.ts";
import { replaceFolder, writeFolder, type WrittenFolder } from "../../whole-folder.ts";
import { fileOf, historyFolderOf, monthsIn, type Month } from "./month.ts";
import { openMonthReader } from "./month-file.ts";

/**
 * Copies the month files to a new folder, each in one state, also while they are written; null if there are none.
 * Refuses with `backup-target`, and with `store-damaged` if a file cannot be read.
 */
export function backUpMonths(dataFolder: string, target: string): WrittenFolder | null {
  const source = historyFolderOf(dataFolder);
  const months = monthsIn(source);
  if (months.length === 0) return null;
  return writeFolder(target, (part) => {
    for (const month of months) {
      const path = fileOf(source, month);
      if (existsSync(path)) copyDatabase(path, () => openMonthReader(path), fileOf(part, month));
    }
  });
}

export interface RestoredMonths {
  /** The replaced folder; null if there was none. */
  readonly kept: string | null;
  readonly hasHistory: boolean;
}

/**
 * Replaces the month files of a data folder, in which no server runs, by those of a backup; there may be none. `time`
 * ends the name of the replaced folder.
 */
export function restoreMonths(dataFolder: string, source: string, time: string): RestoredMonths {
  const months = monthsIn(source);
  const fill = (incoming: string): void => {
    for (const month of months) copyFile(fileOf(source, month), fileOf(incoming, month));
  };
  const hasHistory = months.length > 0;
  return { kept: replaceFolder(historyFolderOf(dataFolder), time, hasHistory ? fill : null), hasHistory };
}

/** Refuses with `backup-unusable` if there is a month file in a backup that cannot be read. */
export function checkMonthsBackup(source: string): void {
  for (const month of monthsIn(source)) checkMonth(source, month);
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
