import { existsSync, renameSync } from "node:fs";
import { freeName } from "../lib/free-name.ts";
import { eventsOfMonths } from "./history/months/all-events.ts";
import { historyFolderOf } from "./history/months/month.ts";
import { openTables } from "./store/open-store.ts";
import { TABLE_NAMES, type StoreTables, type TableName, type TableRow } from "./store/sql/store-tables.ts";
import type { PostgresAddress } from "./store/store-place.ts";
import { storeRefusal } from "./store/store-refusal.ts";

export interface MoveOptions {
  readonly dataFolder: string;
  readonly postgres: PostgresAddress;
  readonly to: "database" | "folder";
  /** Called after each part, with the rows of the table so far. */
  readonly onProgress: (table: TableName, rows: number) => void;
}

export interface MovedStore {
  /** Rows of each table, the same in both places. */
  readonly rows: ReadonlyMap<TableName, number>;
  /** Where the replaced store is. */
  readonly kept: readonly string[];
}

/**
 * Copies a store into the other place, compares the counts, and puts the old one aside. Refuses with `store-in-use`
 * while a server runs, and with `move-target` if the other place has a store; then nothing is changed.
 */
export async function moveStore({ dataFolder, postgres, to, onProgress }: MoveOptions): Promise<MovedStore> {
  const folder = { folder: dataFolder };
  const database = { folder: dataFolder, postgres };
  const source = await openTables(to === "database" ? folder : database, true);
  try {
    const target = await openTables(to === "database" ? database : folder, false);
    try {
      await refuseUsed(target, to === "folder" ? dataFolder : null);
      const rows = await copyStore(source, target, to === "database" ? dataFolder : null, onProgress);
      await target.commit();
      return { rows, kept: await setAside(source, to === "database" ? dataFolder : null) };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** First table that has rows; null: nothing was stored. */
export async function usedTableOf(tables: StoreTables): Promise<TableName | null> {
  for (const table of TABLE_NAMES) if ((await tables.count(table)) > 0) return table;
  return null;
}

/** `dataFolder`: that of the target, which may have a history. */
async function refuseUsed(target: StoreTables, dataFolder: string | null): Promise<void> {
  const used = await usedTableOf(target);
  if (used !== null)
    throw storeRefusal("move-target", `${target.place} has a store already (${used} has rows); nothing was moved.`);
  if (dataFolder !== null && existsSync(historyFolderOf(dataFolder)))
    throw storeRefusal("move-target", `${historyFolderOf(dataFolder)} has a history already; nothing was moved.`);
}

/**
 * Copies all rows and numbers into tables without rows, which are not committed, and compares the counts. `dataFolder`:
 * that of the source, whose history moves with the events. Resolves with the rows of each table.
 */
export async function copyStore(
  source: StoreTables,
  target: StoreTables,
  dataFolder: string | null,
  onProgress: MoveOptions["onProgress"] = () => {},
): Promise<ReadonlyMap<TableName, number>> {
  const counts = new Map<TableName, number>();
  for (const table of TABLE_NAMES) {
    let count = 0;
    const add = async (columns: readonly string[], rows: readonly TableRow[]): Promise<void> => {
      await target.add(table, columns, rows);
      count += rows.length;
      onProgress(table, count);
    };
    const columns = await source.columnsOf(table);
    const place = columns.indexOf("event_id");
    const known = new Set<unknown>();
    const isWithMonths = table === "events" && dataFolder !== null;
    for await (const rows of source.rows(table, columns)) {
      if (isWithMonths) for (const row of rows) known.add(row[place]);
      await add(columns, rows);
    }
    // An event that was being moved to a month is in both places.
    if (isWithMonths)
      for (const rows of eventsOfMonths(dataFolder, columns)) {
        const others = rows.filter((row) => !known.has(row[place]));
        if (others.length > 0) await add(columns, others);
      }
    const stored = await target.count(table);
    if (stored !== count)
      throw storeRefusal(
        "store-failed",
        `${count} rows of ${table} were copied to ${target.place}, and it has ${stored}; nothing was changed.`,
      );
    counts.set(table, count);
  }
  await target.writeNumbers(await source.readNumbers());
  return counts;
}

async function setAside(source: StoreTables, dataFolder: string | null): Promise<readonly string[]> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const kept = [await source.setAside(time)];
  if (dataFolder === null || !existsSync(historyFolderOf(dataFolder))) return kept;
  const history = freeName(`${historyFolderOf(dataFolder)}.moved-${time}`);
  renameSync(historyFolderOf(dataFolder), history);
  return [...kept, history];
}
