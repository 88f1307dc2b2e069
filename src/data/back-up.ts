import { resolve } from "node:path";
import { backUpMonths, restoreMonths, type BackedUpMonths } from "./history/months/back-up-months.ts";
import { backUpStore, restoreStore } from "./store/open-store.ts";

export interface BackedUp {
  readonly storeBytes: number;
  /** Null if there is no history beside the store. */
  readonly history: BackedUpMonths | null;
}

const historyOf = (file: string): string => `${resolve(file)}.history`;

/**
 * Writes the store of a data folder to a new file, and its history to a folder beside it, also while the server runs.
 * The store comes first: events that are moved meanwhile are then in both copies, instead of in neither, and a reader
 * takes each once. Refuses with the codes of `backUpStore`.
 */
export function backUp(dataFolder: string, file: string): BackedUp {
  let history: BackedUpMonths | null = null;
  const storeBytes = backUpStore(dataFolder, file, () => {
    history = backUpMonths(dataFolder, historyOf(file));
  });
  return { storeBytes, history };
}

export interface RestoredData {
  /** The replaced database and the replaced folder of the history; null if there was none. */
  readonly kept: string | null;
  readonly keptHistory: string | null;
  readonly hasHistory: boolean;
}

/**
 * Puts a backup in the place of store and history. A backup without a history leaves none, since events of another
 * store have the same ids. One that was interrupted is to be done again. Refuses with the codes of `restoreStore`.
 */
export function restore(dataFolder: string, file: string): RestoredData {
  let history = { kept: null as string | null, hasHistory: false };
  const { kept } = restoreStore(dataFolder, file, (time) => {
    history = restoreMonths(dataFolder, historyOf(file), time);
  });
  return { kept, keptHistory: history.kept, hasHistory: history.hasHistory };
}
