import { mkdirSync, statSync } from "node:fs";
import { endOf, fileOf, historyFolderOf, monthOf, startOf, type Month } from "../../src/data/history/months/month.ts";
import { INSERT_EVENT, openMonthWriter, valuesOf } from "../../src/data/history/months/month-file.ts";
import { openHistory } from "../../src/data/history/open-history.ts";
import type { OpenHistory } from "../../src/data/history/event-history.ts";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import type { Store, StoredEvent } from "../../src/data/store/store.ts";
import { systemClock, type Clock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";

const DAY = 86_400;
/** Events of the last two days are in the store. */
const HOT_SECONDS = 2 * DAY;
const EVENTS_A_TRANSACTION = 100_000;

/** Months before now, the oldest first; the newest one has days that are not in the store any more. */
export function newestMonths(count: number, now: number): readonly Month[] {
  const found: Month[] = [];
  for (let time = now - HOT_SECONDS - DAY; found.length < count; time = startOf(found[0]!) - 1)
    found.unshift(monthOf(time));
  return found;
}

/** What of a month is in its file. */
export const spanOf = (month: Month, now: number): { readonly from: number; readonly to: number } => ({
  from: startOf(month),
  to: Math.min(endOf(month), now - HOT_SECONDS),
});

export interface MadeMonth {
  readonly path: string;
  readonly bytes: number;
  readonly insertSeconds: number;
  readonly indexSeconds: number;
}

/**
 * Writes the file of a month. The indexes are made at the end, which takes a fifth of the time and leaves them a little
 * smaller than those of the archiver.
 */
export function makeMonth(dataFolder: string, month: Month, events: Iterable<StoredEvent>): MadeMonth {
  const folder = historyFolderOf(dataFolder);
  mkdirSync(folder, { recursive: true });
  const path = fileOf(folder, month);
  const db = openMonthWriter(path);
  db.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144");
  const indexes = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${String(name)}`);
  const begun = performance.now();
  const insert = db.prepare(INSERT_EVENT);
  let count = 0;
  db.exec("BEGIN");
  for (const event of events) {
    insert.run(...valuesOf(event));
    if (++count % EVENTS_A_TRANSACTION === 0) db.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE); BEGIN");
  }
  db.exec("COMMIT");
  const inserted = performance.now();
  for (const { sql } of indexes) db.exec(String(sql));
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  const ended = performance.now();
  return {
    path,
    bytes: statSync(path).size,
    insertSeconds: (inserted - begun) / 1_000,
    indexSeconds: (ended - inserted) / 1_000,
  };
}

/** The history as the server opens it, with the retention that is the default. */
export function openBenchHistory(
  dataFolder: string,
  store: Store,
  { clock = systemClock, fullText = false }: { readonly clock?: Clock; readonly fullText?: boolean } = {},
): Promise<OpenHistory> {
  const settings = { days: DEFAULT_DAYS, fullText };
  return openHistory({ dataFolder, store, clock, log: silentLog, settings: () => settings });
}
