import { rmSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { syncPath } from "../../../lib/durable-file.ts";
import { numberOfKind, type EventKind } from "./event-kinds.ts";
import { isOfReports } from "./kinds-of-reports.ts";
import { endOf, fileOf, monthsIn, startOf, type Month } from "./month.ts";
import { factOf, openMonthReader, saveFact } from "./month-file.ts";
import { forgetFacts } from "./states-at-start.ts";

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

/**
 * Deletes expired events, the oldest month first, one step at a time. What reports are made from goes with its whole
 * month, when the states at its end are in the next file, which keeps them from then on.
 */
export function* pruneMonths(folder: string, writers: MonthWriters, expiry: Expiry): Generator<PruneStep> {
  const allBefore = Math.min(...expiry.values());
  const months = monthsIn(folder).toReversed();
  let areClosed = true;
  for (const [place, month] of months.entries()) {
    const next = months[place + 1];
    areClosed &&= factOf(writers.writerOf(month), "closed") !== null;
    const keepStates = (): boolean => {
      if (next === undefined || !areClosed) return false;
      saveFact(writers.writerOf(next), "kept", 1);
      return true;
    };
    if (endOf(month) > allBefore) yield* pruneKinds(writers, month, expiry, keepStates);
    else if (keepStates()) {
      unlink(folder, writers, month);
      yield { month, deleted: 0, isUnlinked: true };
    }
  }
}

/** Time before which events of a kind in one month may be deleted. */
const endOfExpired = (kind: EventKind, month: Month, before: UnixSeconds): UnixSeconds =>
  isOfReports(kind) && before < endOf(month) ? -Infinity : before;

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

function* pruneKinds(
  writers: MonthWriters,
  month: Month,
  expiry: Expiry,
  keepStates: () => boolean,
): Generator<PruneStep> {
  for (const [kind, expired] of expiry) {
    const before = endOfExpired(kind, month, expired);
    if (before <= startOf(month)) continue;
    if (isOfReports(kind) && hasKind(writers.writerOf(month), kind)) {
      if (!keepStates()) continue;
      forgetFacts(writers.writerOf(month), kind);
    }
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

const hasKind = (db: DatabaseSync, kind: EventKind): boolean =>
  db.prepare("SELECT 1 FROM events INDEXED BY events_by_kind WHERE kind = ? LIMIT 1").get(numberOfKind(kind)) !==
  undefined;

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
            count: Number(count.get(numberOfKind(kind), endOfExpired(kind, month, before))?.["count"]),
            isWholeFile: endOf(month) <= allBefore,
          }))
          .filter(({ count }) => count > 0);
      } finally {
        db.close();
      }
    });
}
