import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { UnixSeconds } from "../../../lib/clock.ts";

/** A month in UTC, such as `2026-11`. Sorts as text in order of time. */
export type Month = string;

const PATTERN = /^(\d{4}-\d{2})\.sqlite$/;

/** First and last time of a month file: earlier and later times are kept in the first and the last one. */
const FIRST: UnixSeconds = Date.UTC(1970, 0, 1) / 1000;
const LAST: UnixSeconds = Date.UTC(9999, 11, 31) / 1000;

export const monthOf = (time: UnixSeconds): Month =>
  new Date(Math.min(Math.max(time, FIRST), LAST) * 1000).toISOString().slice(0, 7);

export function startOf(month: Month): UnixSeconds {
  const time = monthStart(month, 0);
  return time <= FIRST ? -Infinity : time;
}

/** Start of the next month. */
export function endOf(month: Month): UnixSeconds {
  const time = monthStart(month, 1);
  return time > LAST ? Infinity : time;
}

export const nextMonth = (month: Month): Month => monthOf(monthStart(month, 1));

const monthStart = (month: Month, plus: number): UnixSeconds =>
  Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + plus, 1) / 1000;

export const HISTORY_FOLDER = "history";

/** Folder of the month files in a data folder. */
export const historyFolderOf = (dataFolder: string): string => join(dataFolder, HISTORY_FOLDER);

export const fileOf = (folder: string, month: Month): string => join(folder, `${month}.sqlite`);

/** Months with a file, the newest first; none if the folder does not exist. */
export const monthsIn = (folder: string): readonly Month[] =>
  namesIn(folder)
    .flatMap((name) => PATTERN.exec(name)?.[1] ?? [])
    .sort()
    .reverse();

/** Names of the files that were set aside as damaged. */
export const damagedIn = (folder: string): readonly string[] =>
  namesIn(folder)
    .filter((name) => /\.sqlite\.damaged(-\d+)?$/.test(name))
    .sort();

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
