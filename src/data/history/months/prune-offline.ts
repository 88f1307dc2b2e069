import { filesOf } from "../../store/sqlite/data-folder.ts";
import { lockFolder } from "../../store/sqlite/folder-lock.ts";
import { historyFolderOf } from "./month.ts";
import { MonthWriterPool } from "./month-writers.ts";
import { pruneMonths, type Expiry } from "./prune-months.ts";

export interface Pruned {
  readonly events: number;
  /** Files that are gone. */
  readonly months: number;
}

/** Deletes expired events of a data folder in which no server runs. Refuses with `store-in-use`. */
export function pruneOffline(dataFolder: string, expiry: Expiry): Pruned {
  const folder = historyFolderOf(dataFolder);
  const lock = lockFolder(filesOf(dataFolder));
  const writers = new MonthWriterPool(folder);
  try {
    let [events, months] = [0, 0];
    for (const step of pruneMonths(folder, writers, expiry)) {
      events += step.deleted;
      if (step.isUnlinked) months++;
    }
    return { events, months };
  } finally {
    writers.close();
    lock.release();
  }
}
