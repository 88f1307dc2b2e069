import type { DatabaseSync } from "node:sqlite";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { endOf, monthOf, monthsIn, nextMonth, type Month } from "./month.ts";
import { factOf, reopenMonth, saveFact } from "./month-file.ts";
import type { MonthWriters } from "./prune-months.ts";
import { carryStates } from "./states-at-start.ts";

/**
 * Closes the oldest month that is not closed and ended before a time: the next file gets the states at its start. The
 * next file is that of the next month, or a later one if nothing happened meanwhile. A month to which something was
 * moved later is closed again, and with it those after it. Returns null if there is none.
 */
export async function closeOldest(folder: string, writers: MonthWriters, before: UnixSeconds): Promise<Month | null> {
  const months = monthsIn(folder).toReversed();
  for (const [place, month] of months.entries()) {
    if (endOf(month) > before || factOf(writers.writerOf(month), "closed") !== null) continue;
    const next = months[place + 1] ?? latestOf(nextMonth(month), monthOf(before));
    const nextDb = writers.writerOf(next);
    if (factOf(nextDb, "kept") === null) {
      await carryStates(writers.writerOf(month), nextDb);
      // A reader that finds this month closed, and then the next one, has states that follow from both.
      reopenMonth(nextDb);
    }
    saveFact(writers.writerOf(month), "closed", Math.floor(before));
    return month;
  }
  return null;
}

/**
 * To be called when the file of a month is lost. The states after it are those that were known, or without any, those
 * before it.
 */
export function continueWithout(folder: string, writers: MonthWriters, lost: Month): void {
  const months = monthsIn(folder);
  const next = months.findLast((month) => month > lost);
  const previous = months.find((month) => month < lost);
  if (next !== undefined && hasStates(writers.writerOf(next))) saveFact(writers.writerOf(next), "kept", 1);
  else if (previous !== undefined) reopenMonth(writers.writerOf(previous));
}

const hasStates = (db: DatabaseSync): boolean =>
  db.prepare("SELECT 1 FROM states_at_start LIMIT 1").get() !== undefined;

const latestOf = (one: Month, other: Month): Month => (one > other ? one : other);
