import { rmSync } from "node:fs";
import { resolve } from "node:path";
import {
  backUpMonths,
  checkMonthsBackup,
  restoreMonths,
  type RestoredMonths,
} from "./history/months/back-up-months.ts";
import { backUpStore, restoreStore } from "./store/open-store.ts";
import { backUpSeries, checkSeriesBackup, restoreSeries, type RestoredSeries } from "./timeseries/back-up-series.ts";
import type { WrittenFolder } from "./whole-folder.ts";

export interface BackedUp {
  readonly storeBytes: number;
  /** Null if there is no history beside the store. */
  readonly history: WrittenFolder | null;
  /** Null if there is none, or if it is left out. */
  readonly metrics: WrittenFolder | null;
}

export interface BackUpOptions {
  readonly withMetrics: boolean;
}

const historyOf = (file: string): string => `${resolve(file)}.history`;
const metricsOf = (file: string): string => `${resolve(file)}.metrics`;

/**
 * Writes the store of a data folder to a new file, and history and performance data to folders beside it, also while
 * the server runs. The store comes first: events that are moved meanwhile are then in both copies, instead of in
 * neither, and a reader takes each once. Refuses with the codes of `backUpStore`, and leaves nothing then.
 */
export function backUp(dataFolder: string, file: string, { withMetrics }: BackUpOptions): BackedUp {
  let history: WrittenFolder | null = null;
  let metrics: WrittenFolder | null = null;
  try {
    const storeBytes = backUpStore(dataFolder, file, () => {
      history = backUpMonths(dataFolder, historyOf(file));
      if (withMetrics) metrics = backUpSeries(dataFolder, metricsOf(file));
    });
    return { storeBytes, history, metrics };
  } catch (error) {
    for (const written of [history, metrics] as readonly (WrittenFolder | null)[])
      if (written !== null) rmSync(written.folder, { recursive: true, force: true });
    throw error;
  }
}

export interface RestoredData {
  /** The replaced database; null if there was none. */
  readonly kept: string | null;
  readonly history: RestoredMonths;
  readonly metrics: RestoredSeries;
}

/**
 * Puts a backup in the place of store, history and performance data. A backup without a history leaves none, since
 * events of another store have the same ids; one without performance data leaves what is there. One that was
 * interrupted is to be done again. Refuses with the codes of `restoreStore`.
 */
export function restore(dataFolder: string, file: string): RestoredData {
  let history: RestoredMonths = { kept: null, hasHistory: false };
  let metrics: RestoredSeries = { kept: null, hasSeries: false };
  const { kept } = restoreStore(dataFolder, file, (time) => {
    checkMonthsBackup(historyOf(file));
    checkSeriesBackup(metricsOf(file));
    metrics = restoreSeries(dataFolder, metricsOf(file), time);
    history = restoreMonths(dataFolder, historyOf(file), time);
  });
  return { kept, history, metrics };
}
