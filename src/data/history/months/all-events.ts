import type { SqlValue } from "../../store/sql/sql-value.ts";
import { kindOfNumber } from "./event-kinds.ts";
import { openMonthReader } from "./month-file.ts";
import { fileOf, historyFolderOf, monthsIn } from "./month.ts";

const ROWS_AT_ONCE = 1_000;

/** These columns of all events of the month files of a data folder, the oldest month first, some at a time. */
export function* eventsOfMonths(dataFolder: string, columns: readonly string[]): Generator<(readonly SqlValue[])[]> {
  const folder = historyFolderOf(dataFolder);
  for (const month of monthsIn(folder).toReversed()) {
    const db = openMonthReader(fileOf(folder, month));
    try {
      let some: SqlValue[][] = [];
      for (const row of db.prepare(`SELECT ${columns.join(", ")} FROM events ORDER BY event_id`).iterate()) {
        some.push(
          columns.map((column) => (column === "kind" ? kindOfNumber(Number(row[column])) : (row[column] as SqlValue))),
        );
        if (some.length < ROWS_AT_ONCE) continue;
        yield some;
        some = [];
      }
      if (some.length > 0) yield some;
    } finally {
      db.close();
    }
  }
}
