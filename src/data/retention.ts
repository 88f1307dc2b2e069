import type { CancelTimer, Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { OpenHistory } from "./history/event-history.ts";
import type { Realtime } from "./realtime/realtime.ts";
import type { PurgeTimes, Store } from "./store/store.ts";

export interface RetentionOptions {
  readonly store: Store;
  readonly realtime: Realtime;
  readonly history: Pick<OpenHistory, "deleteExpired">;
  readonly clock: Clock;
  readonly log: Log;
  /** Days for which each is kept; read each time, since a reload may change them. */
  readonly days: () => Readonly<Record<keyof PurgeTimes, number>>;
  /** From the store: hours that earlier servers have run since the last deletion. */
  readonly hoursSincePurge: number;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/**
 * Deletes ended records older than the retention once in 24 hours, in the store and in memory, and expired events.
 * Returns a function that stops it. Elapsed hours count, over restarts as well: a clock set ahead by mistake for less
 * than a day ends a period early and deletes nothing.
 */
export function keepRetention({
  store,
  realtime,
  history,
  clock,
  log,
  days,
  hoursSincePurge,
}: RetentionOptions): CancelTimer {
  let cancel: CancelTimer = () => {};
  let hours = hoursSincePurge;
  const purge = (): void => {
    const timeOf = (daysAgo: number): number => Math.floor(clock.now()) - daysAgo * DAY_SECONDS;
    const times = { records: timeOf(days().records), decisions: timeOf(days().decisions) };
    realtime.forgetEndedBefore(times.records);
    history.deleteExpired();
    store.purgeBefore(times).catch((error) => log.error({ err: error }, "old records could not be deleted"));
  };
  const hourly = (): void => {
    hours = (hours + 1) % 24;
    if (hours === 0) purge();
    store
      .commit([{ kind: "hours-since-purge", hours }])
      .catch((error) => log.error({ err: error }, "the hours until old records are deleted could not be stored"));
    cancel = clock.runAt(clock.now() + HOUR_SECONDS, hourly);
  };
  cancel = clock.runAt(clock.now() + HOUR_SECONDS, hourly);
  return () => cancel();
}
