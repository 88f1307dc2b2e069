import type { DayNumber, MonthNumber } from "../day.ts";
import { BlockFile, UnfinishedFile } from "../files/block-file.ts";
import type { SeriesFolder } from "../files/series-folder.ts";
import { engineErrorOf, isDamage } from "../../store/sqlite/errors.ts";

/** First day that takes results: the one after the newest sealed day, of which the hours may be all that is kept. */
export function firstOpenDay(folder: SeriesFolder): DayNumber {
  const open = new Set(folder.openDays());
  let newest = folder.sealedDays().at(-1) ?? -1;
  for (const month of folder.hourMonths().slice(-MONTHS)) {
    // Hours of an open day are of an interrupted seal, which is done again.
    for (const day of daysWithHours(folder, month)) if (!open.has(day)) newest = Math.max(newest, day);
  }
  return newest + 1;
}

/** The newest file may be one that has no day yet. */
const MONTHS = 2;

/** None in a file that is damaged: whoever uses it sets it aside. */
function daysWithHours(folder: SeriesFolder, month: MonthNumber): readonly DayNumber[] {
  try {
    const file = BlockFile.openReader(folder.hours(month));
    try {
      return file.groups();
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof UnfinishedFile || isDamage(engineErrorOf(error))) return [];
    throw error;
  }
}
