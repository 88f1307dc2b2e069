import type { Clock } from "../../../lib/clock.ts";
import type { Log } from "../../../lib/log.ts";
import type { OpenHistory } from "../event-history.ts";
import { expiryOf, type HistorySettings } from "../retention-classes.ts";
import type { EventTable, Store } from "../../store/store.ts";
import { countEvents, readPage } from "./read-events.ts";
import { cutsOf, readExpired, readLasting } from "./expired-events.ts";
import { readFactsBefore, readTimeline } from "./read-facts.ts";

export interface DatabaseHistoryOptions {
  readonly store: Pick<Store, "readEvents" | "readNewestEvents" | "readEventsAfter" | "deleteEvents">;
  readonly table: EventTable;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => HistorySettings;
}

const STEP = 1_000;

/** History of a store that keeps all events: nothing is moved. */
export function openDatabaseHistory({ store, table, clock, log, settings }: DatabaseHistoryOptions): OpenHistory {
  let isStopped = false;
  let pruning: Promise<void> = Promise.resolve();
  const prune = async (): Promise<void> => {
    const cuts = cutsOf(expiryOf(settings().days, clock.now()));
    const allBefore = Math.min(...cuts.values());
    const months = await table.dropMonthsBefore(allBefore, await readLasting(table, allBefore, cuts));
    let deleted = 0;
    for (const [kind, cut] of cuts)
      for (let count = STEP; count === STEP && !isStopped; deleted += count) {
        const ids = await readExpired(table, kind, cut, STEP);
        await store.deleteEvents(ids);
        count = ids.length;
      }
    if (deleted + months > 0) log.info({ events: deleted, months }, "expired events deleted from the history");
  };
  return {
    readEvents: store.readEvents,
    readNewestEvents: store.readNewestEvents,
    readEventsAfter: store.readEventsAfter,
    readPage: (query) => readPage(table, query),
    count: (filter) => countEvents(table, filter),
    readTimeline: (query) => readTimeline(table, query),
    readFactsBefore: (key, time) => readFactsBefore(table, key, time),
    // Without an index: the search goes from event to event, and ends after a million of them.
    hasFullText: () => settings().fullText,
    keptDays: () => Math.max(...Object.values(settings().days)),
    problem: () => null,
    start: () => {},
    deleteExpired() {
      pruning = pruning.then(prune).catch((error) => log.error({ err: error }, "expired events could not be deleted"));
    },
    settled: () => pruning,
    async stop() {
      isStopped = true;
      await pruning;
    },
  };
}
