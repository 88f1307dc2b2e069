import { refuseOtherThanFile } from "../store/refuse-other-than-file.ts";
import { whileReading } from "../../lib/blocked-read.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Store } from "../store/store.ts";
import { Archiver } from "./archiver.ts";
import { openDatabaseHistory } from "./database/open-history.ts";
import type { HistoryProblem, OpenHistory } from "./event-history.ts";
import { damagedIn, fileOf, historyFolderOf, monthsIn, type Month } from "./months/month.ts";
import { failureOf, newestIdIn } from "./months/month-failures.ts";
import type { Damaged } from "./months/month-connections.ts";
import { createArchiveThread, createReadThread } from "./months/threads.ts";
import { storePathOf } from "./months/store-path.ts";
import { createReadHistory } from "./read-history.ts";
import type { HistorySettings } from "./retention-classes.ts";

export interface HistoryOptions {
  readonly dataFolder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Read each time, since a reload may change them. */
  readonly settings: () => HistorySettings;
}

/** Time after its last read at which the reading thread ends, which frees 20 MB. */
const READER_IDLE_MS = 300_000;
const ARCHIVER_IDLE_MS = 10_000;

/**
 * Opens the history of a data folder. Ids of new events will be higher than those in its files: after a restored backup
 * of the store alone, they would be given again.
 */
export async function openHistory({ dataFolder, store, clock, log, settings }: HistoryOptions): Promise<OpenHistory> {
  const table = store.eventTable;
  if (table !== null) return openDatabaseHistory({ store, table, clock, log, settings });
  const folder = historyFolderOf(dataFolder);
  const months = whileReading(folder, () => monthsIn(folder));
  for (const month of months) refuseOtherThanFile(fileOf(folder, month));
  const newestId = newestIdIn(folder, months);
  if (newestId > 0) await store.keepEventIdsAbove(newestId);

  const options = { storePath: storePathOf(dataFolder), folder };
  let archiverProblem: HistoryProblem | null = null;
  let damagedSince = damagedIn(folder).length > 0 ? clock.now() : null;
  const setAside = async ({ month, message }: Damaged): Promise<void> => {
    damagedSince ??= clock.now();
    const kept = await archiveThread.call("setAside", month);
    if (kept === null) return;
    log.error(
      { month, path: kept, code: "history-damaged" },
      `The events of ${month} are missing in the history: their file is damaged (${message}) and was renamed to ` +
        `${kept}. Restore that file from a backup, or recover it with \`sqlite3 FILE .recover\`.`,
    );
  };
  let isStopped = false;
  const onDamage = (damaged: Damaged): void => {
    if (isStopped) return;
    void setAside(damaged)
      .then(() => readThread.call("replaced", damaged.month))
      .catch((error) => log.error({ err: error, month: damaged.month }, "a damaged file could not be set aside"));
  };
  const archiveThread = createArchiveThread(options, ARCHIVER_IDLE_MS);
  const readThread = createReadThread(options, READER_IDLE_MS, onDamage);
  const reads = createReadHistory({ store, thread: readThread, folder, hasMonths: months.length > 0 });
  const replaced = async (month: Month): Promise<void> => {
    if (readThread.isRunning) await readThread.call("replaced", month);
  };

  const archiver = new Archiver({
    store,
    thread: archiveThread,
    clock,
    log,
    settings,
    hasMonths: () => monthsIn(folder).length > 0,
    onCopied: reads.noteCopied,
    onReplaced: replaced,
    onFailure(error) {
      const { refusal, damaged } = failureOf(error, folder);
      if (damaged !== null) return onDamage(damaged);
      if (archiverProblem?.code === refusal.code) return;
      archiverProblem = { code: refusal.code, since: clock.now() };
      log.error(
        { err: refusal, code: refusal.code },
        `Events cannot be moved to the history and stay in the store; trying again. ${refusal.message}`,
      );
    },
    onSuccess() {
      if (archiverProblem !== null) log.info({}, "events are moved to the history again");
      archiverProblem = null;
    },
  });

  return {
    ...reads,
    hasFullText: () => settings().fullText,
    keptDays: () => Math.max(...Object.values(settings().days)),
    problem() {
      if (damagedSince !== null && damagedIn(folder).length > 0)
        return { code: "history-damaged", since: damagedSince };
      return archiverProblem;
    },
    start: () => archiver.start(),
    deleteExpired: () => archiver.deleteExpired(),
    settled: () => archiver.settled(),
    async stop() {
      isStopped = true;
      await archiver.stop();
      await readThread.close();
    },
  };
}
