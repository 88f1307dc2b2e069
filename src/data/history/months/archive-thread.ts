// Worker thread that owns the month files: nothing else writes, renames or deletes them while the server runs.
import { dirname } from "node:path";
import { workerData } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { openReader } from "../../store/sqlite/connection.ts";
import { engineErrorOf, isDamage } from "../../store/sqlite/errors.ts";
import { answerRequests } from "./answer.ts";
import { fillFullText } from "./full-text.ts";
import { closeOldest, continueWithout } from "./close-month.ts";
import { monthsIn, fileOf, type Month } from "./month.ts";
import { MonthWriterPool } from "./month-writers.ts";
import { factOf } from "./month-file.ts";
import { copyOldest, mustHaveSpace } from "./move-events.ts";
import { pruneMonths, type Expiry, type PruneStep } from "./prune-months.ts";
import { setAside } from "../../../lib/database-files.ts";
import type { ThreadOptions } from "./thread-messages.ts";

export type ArchiveRequest =
  /** Answered with `Copied`, or null. */
  | { readonly kind: "copy"; readonly before: UnixSeconds }
  /** Closes one month that ended before; answered with the month, or null. */
  | { readonly kind: "close-month"; readonly before: UnixSeconds }
  /** Takes some events of closed months into the full-text index; answered with the month, or null. */
  | { readonly kind: "fill-full-text" }
  /** Answered with the next `PruneStep`, or null after the last. */
  | { readonly kind: "prune"; readonly expiry: Expiry }
  /** Renames a damaged file; answered with its new path, or null if it is gone. */
  | { readonly kind: "set-aside"; readonly month: Month };

/** Events taken into the full-text index at a time, about 40 ms. */
const FULL_TEXT_STEP = 2_000;

const { storePath, folder } = workerData as ThreadOptions;
const writers = new MonthWriterPool(folder);
let store: DatabaseSync | undefined;
let pruning: Generator<PruneStep> | undefined;

answerRequests<ArchiveRequest>({
  answer(request) {
    writers.begin();
    switch (request.kind) {
      case "copy":
        mustHaveSpace(dirname(folder));
        return copyOldest((store ??= openReader(storePath)), (month) => writers.writerOf(month), request.before);
      case "close-month":
        mustHaveSpace(dirname(folder));
        return closeOldest(folder, writers, request.before);
      case "fill-full-text":
        return fillNext();
      case "prune":
        return pruneNext(request.expiry);
      case "set-aside":
        return setAsideMonth(request.month);
    }
  },
  atOnce: 1,
  monthAtWork: () => writers.latest,
  close() {
    writers.close();
    store?.close();
  },
});

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
