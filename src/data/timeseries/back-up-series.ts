import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { openReader } from "../store/sqlite/connection.ts";
import { copyDatabase, copyFile } from "../store/sqlite/copy-database.ts";
import { refusalOf } from "../store/sqlite/errors.ts";
import { storeRefusal } from "../store/store-refusal.ts";
import { replaceFolder, writeFolder, type WrittenFolder } from "../whole-folder.ts";
import { BlockFile, UnfinishedFile } from "./files/block-file.ts";
import { SeriesFolder, seriesFolderOf } from "./files/series-folder.ts";
import { segmentsIn } from "./log/segments.ts";

/**
 * Copies the performance data to a new folder, also while it is written; null if there is none. Positions of remote
 * write are left out, since they belong to what the targets have by now. Refuses with `backup-target`, `store-full`, and
 * with `store-damaged` if a file cannot be read.
 */
export function backUpSeries(dataFolder: string, target: string): WrittenFolder | null {
  const from = new SeriesFolder(seriesFolderOf(dataFolder));
  if (!existsSync(from.registry)) return null;
  return writeFolder(target, (part) => copySeries(from, new SeriesFolder(part), copyOpenDatabase));
}

/**
 * Points go from the log to the file of their day, which is sealed, and to hours and days. Copied in this order, what
 * moves meanwhile is in two places, and counts once; the registry comes last, since it knows what the others name.
 */
function copySeries(from: SeriesFolder, to: SeriesFolder, copyOpen: (path: string, target: string) => void): void {
  to.prepare();
  for (const { path } of existsSync(from.log) ? segmentsIn(from.log) : [])
    ifThere(path, () => copyFile(path, join(to.log, basename(path))));
  // The newest day first, since a sweep writes the oldest first: of a resource whose later results are in the copy of a
  // day, those of the log would be taken for old ones.
  for (const day of from.openDays().toReversed()) ifThere(from.openDay(day), (path) => copyOpen(path, to.openDay(day)));
  for (const day of from.sealedDays()) ifThere(from.sealedDay(day), (path) => copyFile(path, to.sealedDay(day)));
  for (const month of from.hourMonths()) ifThere(from.hours(month), (path) => copyOpen(path, to.hours(month)));
  ifThere(from.days, (path) => copyOpen(path, to.days));
  copyOpen(from.registry, to.registry);
}

const copyOpenDatabase = (path: string, target: string): void => copyDatabase(path, () => openReader(path), target);

/** Files are sealed and dropped meanwhile. */
function ifThere(path: string, copy: (path: string) => void): void {
  try {
    if (existsSync(path)) copy(path);
  } catch (error) {
    if (existsSync(path)) throw error;
  }
}

export interface RestoredSeries {
  /** The replaced folder; null if there was none. */
  readonly kept: string | null;
  readonly hasSeries: boolean;
}

/**
 * Puts the performance data of a backup in the place of that of a data folder in which no server runs. A backup without
 * leaves what is there: it belongs to the ids of the configuration.
 */
export function restoreSeries(dataFolder: string, source: string, time: string): RestoredSeries {
  const from = new SeriesFolder(source);
  if (!existsSync(source)) return { kept: null, hasSeries: false };
  const kept = replaceFolder(seriesFolderOf(dataFolder), time, (incoming) =>
    copySeries(from, new SeriesFolder(incoming), copyFile),
  );
  return { kept, hasSeries: true };
}

/** Refuses with `backup-unusable` if there is performance data in a backup that cannot be read. */
export function checkSeriesBackup(source: string): void {
  if (!existsSync(source)) return;
  const folder = new SeriesFolder(source);
  const blockFiles = [
    ...folder.openDays().map((day) => folder.openDay(day)),
    ...folder.sealedDays().map((day) => folder.sealedDay(day)),
    ...folder.hourMonths().map((month) => folder.hours(month)),
    folder.days,
  ];
  const check = (path: string, open: () => { close(): void }): void => {
    try {
      open().close();
    } catch (error) {
      // Copied while it was made: its points are in the log.
      if (error instanceof UnfinishedFile) return;
      throw storeRefusal("backup-unusable", `Not a usable backup. ${refusalOf(error, path).message}`, error);
    }
  };
  for (const path of blockFiles) if (existsSync(path)) check(path, () => BlockFile.openReader(path));
  check(folder.registry, () => {
    const db = openReader(folder.registry);
    // It has no tables yet if the backup was made during the first start.
    db.prepare("SELECT name FROM sqlite_schema").all();
    return db;
  });
}
