import { rmSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { syncPath } from "../../../lib/durable-file.ts";
import { numberOfKind, type EventKind } from "./event-kinds.ts";
import { endOf, fileOf, monthsIn, startOf, type Month } from "./month.ts";
import { openMonthReader } from "./month-file.ts";

/** Time before which the events of each kind have expired. */
export type Expiry = ReadonlyMap<EventKind, UnixSeconds>;

/** Events deleted in one transaction. */
const STEP = 1_000;

export interface PruneStep {
  readonly month: Month;
  readonly deleted: number;
  /** True: all of its events have expired, and the file is gone. */
  readonly isUnlinked: boolean;
}

export interface MonthWriters {
  writerOf(month: Month): DatabaseSync;
  /** Closes the file. */
  forget(month: Month): void;
}

/** Deletes expired events, the oldest month first, one step at a time. */
export function* pruneMonths(folder: string, writers: MonthWriters, expiry: Expiry): Generator<PruneStep> {
  const allBefore = Math.min(...expiry.values());
  for (const month of monthsIn(folder).toReversed()) {
    if (endOf(month) <= allBefore) {
      unlink(folder, writers, month);
      yield { month, deleted: 0, isUnlinked: true };
    } else yield* pruneKinds(writers, month, expiry);
  }
}

function unlink(folder: string, writers: MonthWriters, month: Month): void {
  writers.forget(month);
  removeMonth(folder, month);
}

/** Deletes the file of a month. The database goes first: a log without its database is nothing. */
export function removeMonth(folder: string, month: Month): void {
  const path = fileOf(folder, month);
  for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
  syncPath(folder);
}

function* pruneKinds(writers: MonthWriters, month: Month, expiry: Expiry): Generator<PruneStep> {
  for (const [kind, before] of expiry) {
    if (before <= startOf(month)) continue;
    for (let deleted = STEP; deleted === STEP;) {
      deleted = Number(
        writers
          .writerOf(month)
          .prepare(
            `DELETE FROM events WHERE event_id IN (SELECT event_id FROM events INDEXED BY events_by_kind
              WHERE kind = ? AND event_time < ? LIMIT ?)`,
          )
          .run(numberOfKind(kind), before, STEP).changes,
      );
      if (deleted > 0) yield { month, deleted, isUnlinked: false };
    }
  }
}

/** Expired events of one kind in one month. */
export interface Expired {
  readonly month: Month;
  readonly kind: EventKind;
  readonly count: number;
  /** True: the whole file goes. */
  readonly isWholeFile: boolean;
}

/** Counts what `pruneMonths` deletes. */
export function countExpired(folder: string, expiry: Expiry): readonly Expired[] {
  const allBefore = Math.min(...expiry.values());
  return monthsIn(folder)
    .toReversed()
    .flatMap((month) => {
      if (startOf(month) >= Math.max(...expiry.values())) return [];
      const db = openMonthReader(fileOf(folder, month));
      try {
        const count = db.prepare("SELECT count(*) AS count FROM events WHERE kind = ? AND event_time < ?");
        return [...expiry]
          .map(([kind, before]) => ({
            month,
            kind,
            count: Number(count.get(numberOfKind(kind), before)?.["count"]),
            isWholeFile: endOf(month) <= allBefore,
          }))
          .filter(({ count }) => count > 0);
      } finally {
        db.close();
      }
    });
}
