// Worker thread that owns the month files: nothing else writes, renames or deletes them while the server runs.
import { dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import { createSemaphore } from "../../../lib/semaphore.ts";
import { answerCalls } from "../../../lib/thread-calls.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { openReader } from "../../store/sqlite/connection.ts";
import { engineErrorOf, isDamage } from "../../store/sqlite/errors.ts";
import { fillFullText } from "./full-text.ts";
import { closeOldest, continueWithout } from "./close-month.ts";
import { monthsIn, fileOf, type Month } from "./month.ts";
import { MonthWriterPool } from "./month-writers.ts";
import { factOf } from "./month-file.ts";
import { copyOldest, mustHaveSpace, type Copied } from "./move-events.ts";
import { pruneMonths, type Expiry, type PruneStep } from "./prune-months.ts";
import { setAside } from "../../../lib/database-files.ts";
import type { FailureDetails, ThreadOptions } from "./thread-messages.ts";

export type ArchiveFunctions = {
  /** Copies the oldest events of the store. */
  copy(before: UnixSeconds): Promise<Copied | null>;
  /** Closes one month that ended before; returns the month. */
  closeMonth(before: UnixSeconds): Promise<Month | null>;
  /** Takes some events of closed months into the full-text index; returns the month. */
  fillFullText(nothing: null): Promise<Month | null>;
  /** Does the next step; null after the last. */
  prune(expiry: Expiry): Promise<PruneStep | null>;
  /** Renames a damaged file; returns its new path, or null if it is gone. */
  setAside(month: Month): Promise<string | null>;
  close(nothing: null): void;
};

/** Events taken into the full-text index at a time, about 40 ms. */
const FULL_TEXT_STEP = 2_000;

const port = parentPort;
if (port === null) throw new Error("archive-thread.ts runs in a worker thread only.");
const { storePath, folder } = workerData as ThreadOptions;
const writers = new MonthWriterPool(folder);
let store: DatabaseSync | undefined;
let pruning: Generator<PruneStep> | undefined;

const turns = createSemaphore({
  maxRunning: 1,
  maxWaiting: Infinity,
  refusal: () => new Error("too many steps of the archiver"),
});
/** Does one step at a time. */
const step = <Result>(work: () => Result | Promise<Result>): Promise<Result> =>
  turns.run(async () => {
    writers.begin();
    return work();
  });

const functions: ArchiveFunctions = {
  copy: (before) =>
    step(() => {
      mustHaveSpace(dirname(folder));
      return copyOldest((store ??= openReader(storePath)), (month) => writers.writerOf(month), before);
    }),
  closeMonth: (before) =>
    step(() => {
      mustHaveSpace(dirname(folder));
      return closeOldest(folder, writers, before);
    }),
  fillFullText: () => step(fillNext),
  prune: (expiry) => step(() => pruneNext(expiry)),
  setAside: (month) => step(() => setAsideMonth(month)),
  close() {
    writers.close();
    store?.close();
    port.close();
  },
};
answerCalls(port, functions, (error): FailureDetails => ({ error: engineErrorOf(error), month: writers.latest }));

function setAsideMonth(month: Month): string | null {
  writers.forget(month);
  const kept = setAside(fileOf(folder, month));
  try {
    continueWithout(folder, writers, month);
  } catch (error) {
    // A neighbour that is damaged as well is set aside when it is read.
    if (!isDamage(engineErrorOf(error))) throw error;
  }
  return kept;
}

function fillNext(): Month | null {
  for (const month of monthsIn(folder)) {
    const db = writers.writerOf(month);
    if (factOf(db, "closed") !== null && !fillFullText(db, FULL_TEXT_STEP)) return month;
  }
  return null;
}

function pruneNext(expiry: Expiry): PruneStep | null {
  try {
    pruning ??= pruneMonths(folder, writers, expiry);
    const { value, done } = pruning.next();
    if (done) pruning = undefined;
    return done ? null : value;
  } catch (error) {
    pruning = undefined;
    throw error;
  }
}
