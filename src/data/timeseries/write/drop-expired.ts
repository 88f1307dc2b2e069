import { dayOf, firstDayOf, monthOf } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
import { removeDatabase } from "../../../lib/database-files.ts";
import type { SeriesFolder } from "../files/series-folder.ts";
import type { SeriesSettings } from "../series-settings.ts";

const MONTHS_PER_YEAR = 12;

/** Removes what is kept no longer. Returns the paths of what still would be, but for `maxBytes`. Days that still take results always stay. */
export function dropExpired(folder: SeriesFolder, settings: SeriesSettings, now: number): readonly string[] {
  const today = dayOf(now);
  const removed = [
    ...folder
      .sealedDays()
      .filter((day) => day < today - settings.rawDays)
      .map((day) => folder.sealedDay(day)),
    ...folder
      .hourMonths()
      .filter((month) => firstDayOf(month + 1) <= today - settings.hoursDays)
      .map((month) => folder.hours(month)),
  ];
  removed.forEach(removeDatabase);
  dropOldDays(folder, monthOf(today) - settings.daysYears * MONTHS_PER_YEAR);
  return dropAboveSize(folder, settings.maxBytes);
}

function dropOldDays(folder: SeriesFolder, oldestMonth: number): void {
  if (folder.sizes().days === 0) return;
  const file = BlockFile.openShared(folder.days);
  try {
    if ((file.groups()[0] ?? Infinity) < oldestMonth) file.deleteBelow(oldestMonth);
  } finally {
    file.close();
  }
}

function dropAboveSize(folder: SeriesFolder, maxBytes: number | null): readonly string[] {
  if (maxBytes === null) return [];
  const removed: string[] = [];
  for (const day of folder.sealedDays()) {
    const { raw, hours, days, log, registry } = folder.sizes();
    if (raw + hours + days + log + registry <= maxBytes) break;
    const path = folder.sealedDay(day);
    removeDatabase(path);
    removed.push(path);
  }
  return removed;
}
