import { setImmediate } from "node:timers/promises";
import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { derivedFrom } from "../../lib/derived.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Downtime, DowntimeRequest } from "../../model/downtime.ts";
import type { Downtimes } from "./downtimes.ts";
import { createMaterializedOccurrences } from "./materialized-occurrences.ts";
import { createRecurrence, type Recurrence } from "./recurrence.ts";
import type { RecurringDowntime } from "../../model/recurring-downtime.ts";
import { resolveTargets } from "./recurring-targets.ts";

/** Compares what recurring downtimes ask for with what was made of them, and makes and takes back the difference. */
export interface RecurringPlan {
  restore(downtimes: readonly Downtime[]): void;
  /** The resources that a recurring downtime covers today, resolved once for each configuration. */
  targetsOf(recurring: RecurringDowntime): readonly ResourceKey[];
  /**
   * One after the other, in commits of some hundred downtimes each. Every one carries its recurring downtime and its start:
   * after a crash between two commits the next run goes on where this one ended. Returns when the next run is due.
   * `only`: the one that changed; the others are left as they are.
   */
  run(all: readonly RecurringDowntime[], only?: number): Promise<UnixSeconds>;
}

/** Downtimes are made this long before they begin; of a rarer recurring downtime the next one is. */
export const AHEAD_SECONDS = 86_400;
/** Occurrences of one recurring downtime that run or are made ahead. */
export const MOST_OCCURRENCES = 100;
/** Downtimes of one recurring downtime that are open at once: the latest occurrences wait. */
export const MOST_OPEN_DOWNTIMES = 250_000;

// One commit: some milliseconds on the thread that answers requests.
const DOWNTIMES_OF_A_COMMIT = 500;

interface Wanted {
  readonly starts: readonly UnixSeconds[];
  readonly again: UnixSeconds;
}

export function createRecurringPlan({
  downtimes,
  inventory,
  clock,
  log,
}: {
  readonly downtimes: Downtimes;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  readonly log: Log;
}): RecurringPlan {
  const made = createMaterializedOccurrences();
  // By the definition itself: one that was replaced meanwhile leaves nothing behind.
  const recurrences = new WeakMap<RecurringDowntime, Recurrence>();
  const targets = derivedFrom(inventory, () => new WeakMap<RecurringDowntime, readonly ResourceKey[]>());

  const targetsOf = (recurring: RecurringDowntime): readonly ResourceKey[] =>
    targets().getOrInsertComputed(recurring, ({ targets: named }) => resolveTargets(named, inventory()));

  const wantedNow = (recurring: RecurringDowntime, now: UnixSeconds, targetCount: number): Wanted => {
    try {
      const recurrence = recurrences.getOrInsertComputed(recurring, createRecurrence);
      const near = recurrence.startsBetween(now - recurring.durationSeconds + 1, now + AHEAD_SECONDS);
      const next = near.some((start) => start > now) ? [] : recurrence.startsAfter(now, 1);
      const afterNear = recurrence.startsAfter(now + AHEAD_SECONDS - 1, 1)[0] ?? Infinity;
      const most = Math.min(MOST_OCCURRENCES, Math.max(1, Math.floor(MOST_OPEN_DOWNTIMES / Math.max(1, targetCount))));
      const nextStart = near.find((start) => start > now) ?? next[0] ?? Infinity;
      return { starts: [...near, ...next].slice(0, most), again: Math.min(nextStart, afterNear - AHEAD_SECONDS) };
    } catch (error) {
      // Checked when it was set: only another release or other zone rules can bring this about.
      log.error({ err: error, recurringDowntime: recurring.id }, "the rule of a recurring downtime cannot be followed");
      return { starts: [], again: Infinity };
    }
  };

  const takeBack = async (unwanted: readonly Downtime[]): Promise<void> => {
    for (let at = 0; at < unwanted.length; at += DOWNTIMES_OF_A_COMMIT) {
      const some = unwanted.slice(at, at + DOWNTIMES_OF_A_COMMIT);
      await downtimes.withdraw(some.map(({ id }) => id));
      for (const { recurringDowntimeId, startTime, key } of some)
        made.remove(recurringDowntimeId ?? 0, startTime ?? 0, [key]);
    }
  };

  const make = async (
    recurring: RecurringDowntime,
    startTime: UnixSeconds,
    keys: readonly ResourceKey[],
  ): Promise<void> => {
    const missing = made.missing(recurring.id, startTime, keys);
    for (let at = 0; at < missing.length; at += DOWNTIMES_OF_A_COMMIT) {
      const some = missing.slice(at, at + DOWNTIMES_OF_A_COMMIT);
      made.add(recurring.id, startTime, some);
      try {
        await downtimes.schedule(some, requestOf(recurring, startTime), recurring.author);
      } catch (error) {
        made.remove(recurring.id, startTime, some);
        throw error;
      }
    }
  };

  return {
    restore: made.load,
    targetsOf,
    async run(all, only) {
      let again = Infinity;
      if (inventory === undefined) return again;
      const concerned = downtimes
        .open()
        .filter(({ recurringDowntimeId: id }) => id !== null && (only === undefined || id === only));
      const open = Map.groupBy(concerned, ({ recurringDowntimeId }) => recurringDowntimeId);
      for (const recurring of only === undefined ? all : all.filter(({ id }) => id === only)) {
        const now = Math.floor(clock.now());
        const keys = targetsOf(recurring);
        // Requests are answered between the steps.
        await setImmediate();
        const wanted = wantedNow(recurring, now, keys.length);
        again = Math.min(again, wanted.again);
        const keySet = new Set(keys);
        await takeBack(unwantedOf(open.get(recurring.id) ?? [], recurring, wanted.starts, keySet, now));
        made.retain(recurring.id, keySet);
        await setImmediate();
        for (const start of wanted.starts) await make(recurring, start, keys);
        made.forgetBefore(recurring.id, now - recurring.durationSeconds - AHEAD_SECONDS);
        open.delete(recurring.id);
        await setImmediate();
      }
      // What is left was made by recurring downtimes that are gone.
      for (const [id, orphans] of open) {
        await takeBack(orphans);
        made.forget(id ?? 0);
      }
      return again;
    },
  };
}

/** What the definition does not ask for. A text that changed counts for those that have not begun. What is about to end is left to end. */
function unwantedOf(
  open: readonly Downtime[],
  recurring: RecurringDowntime,
  starts: readonly UnixSeconds[],
  keys: ReadonlySet<ResourceKey>,
  now: UnixSeconds,
): readonly Downtime[] {
  const wanted = new Set(starts);
  return open.filter(
    ({ key, startTime, endTime, comment, isStarted }) =>
      (endTime ?? Infinity) > now &&
      !(
        keys.has(key) &&
        wanted.has(startTime ?? -1) &&
        endTime === (startTime ?? 0) + recurring.durationSeconds &&
        (isStarted || comment === recurring.comment)
      ),
  );
}

function requestOf(recurring: RecurringDowntime, startTime: UnixSeconds): DowntimeRequest {
  const { comment, durationSeconds, id } = recurring;
  return {
    startTime,
    endTime: startTime + durationSeconds,
    isFixed: true,
    duration: durationSeconds,
    comment,
    recurringDowntimeId: id,
  };
}
