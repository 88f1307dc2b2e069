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

/**
 * Compares the occurrences of recurring downtimes with their downtimes, then creates missing ones and withdraws others.
 */
export interface RecurringPlan {
  restore(downtimes: readonly Downtime[]): void;
  /** Resources covered by a recurring downtime, resolved once for each configuration. */
  targetsOf(recurring: RecurringDowntime): readonly ResourceKey[];
  /**
   * Processes recurring downtimes in sequence, in commits of some hundred downtimes. Every downtime records its
   * recurring downtime and start, so that after a crash the next run continues where this one stopped. Returns when the
   * next run is due. `only`: id of the one that changed; others are left unchanged.
   */
  run(all: readonly RecurringDowntime[], only?: number): Promise<UnixSeconds>;
}

/** Lead time for creating downtimes. The next one is always created. */
export const AHEAD_SECONDS = 86_400;
/** Limit of running and planned occurrences of one recurring downtime. */
export const MAX_OCCURRENCES = 100;
/** Limit of open downtimes of one recurring downtime; later occurrences wait. */
export const MAX_OPEN_DOWNTIMES = 250_000;

// Downtimes in one commit: it takes some milliseconds of the thread that answers requests.
const DOWNTIMES_PER_COMMIT = 500;

interface WantedOccurrences {
  readonly starts: readonly UnixSeconds[];
  readonly nextRunAt: UnixSeconds;
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
  const materialized = createMaterializedOccurrences();
  // Keyed by definition object, so that a replaced definition is garbage collected.
  const recurrences = new WeakMap<RecurringDowntime, Recurrence>();
  const targets = derivedFrom(inventory, () => new WeakMap<RecurringDowntime, readonly ResourceKey[]>());

  const targetsOf = (recurring: RecurringDowntime): readonly ResourceKey[] =>
    targets().getOrInsertComputed(recurring, ({ targets: named }) => resolveTargets(named, inventory()));

  const wantedOccurrences = (
    recurring: RecurringDowntime,
    now: UnixSeconds,
    targetCount: number,
  ): WantedOccurrences => {
    try {
      const recurrence = recurrences.getOrInsertComputed(recurring, createRecurrence);
      const near = recurrence.startsBetween(now - recurring.durationSeconds + 1, now + AHEAD_SECONDS);
      const next = near.some((start) => start > now) ? [] : recurrence.startsAfter(now, 1);
      const afterNear = recurrence.startsAfter(now + AHEAD_SECONDS - 1, 1)[0] ?? Infinity;
      const maxOccurrences = Math.min(
        MAX_OCCURRENCES,
        Math.max(1, Math.floor(MAX_OPEN_DOWNTIMES / Math.max(1, targetCount))),
      );
      const nextStart = near.find((start) => start > now) ?? next[0] ?? Infinity;
      return {
        starts: [...near, ...next].slice(0, maxOccurrences),
        nextRunAt: Math.min(nextStart, afterNear - AHEAD_SECONDS),
      };
    } catch (error) {
      // Rules are validated when set: only another release or changed zone rules can cause this.
      log.error({ err: error, recurringDowntime: recurring.id }, "the rule of a recurring downtime cannot be followed");
      return { starts: [], nextRunAt: Infinity };
    }
  };

  const withdraw = async (unwanted: readonly Downtime[]): Promise<void> => {
    for (let at = 0; at < unwanted.length; at += DOWNTIMES_PER_COMMIT) {
      const batch = unwanted.slice(at, at + DOWNTIMES_PER_COMMIT);
      await downtimes.withdraw(batch.map(({ id }) => id));
      for (const { recurringDowntimeId, startTime, key } of batch)
        materialized.remove(recurringDowntimeId ?? 0, startTime ?? 0, [key]);
    }
  };

  const create = async (
    recurring: RecurringDowntime,
    startTime: UnixSeconds,
    keys: readonly ResourceKey[],
  ): Promise<void> => {
    const missing = materialized.missing(recurring.id, startTime, keys);
    for (let at = 0; at < missing.length; at += DOWNTIMES_PER_COMMIT) {
      const batch = missing.slice(at, at + DOWNTIMES_PER_COMMIT);
      materialized.add(recurring.id, startTime, batch);
      try {
        await downtimes.schedule(batch, requestOf(recurring, startTime), recurring.author);
      } catch (error) {
        materialized.remove(recurring.id, startTime, batch);
        throw error;
      }
    }
  };

  return {
    restore: materialized.load,
    targetsOf,
    async run(all, only) {
      let nextRunAt = Infinity;
      if (inventory === undefined) return nextRunAt;
      const concerned = downtimes
        .open()
        .filter(({ recurringDowntimeId: id }) => id !== null && (only === undefined || id === only));
      const open = Map.groupBy(concerned, ({ recurringDowntimeId }) => recurringDowntimeId);
      for (const recurring of only === undefined ? all : all.filter(({ id }) => id === only)) {
        const now = Math.floor(clock.now());
        const keys = targetsOf(recurring);
        // Lets requests be answered between steps.
        await setImmediate();
        const wanted = wantedOccurrences(recurring, now, keys.length);
        nextRunAt = Math.min(nextRunAt, wanted.nextRunAt);
        const keySet = new Set(keys);
        await withdraw(unwantedOf(open.get(recurring.id) ?? [], recurring, wanted.starts, keySet, now));
        materialized.retain(recurring.id, keySet);
        await setImmediate();
        for (const start of wanted.starts) await create(recurring, start, keys);
        materialized.forgetBefore(recurring.id, now - recurring.durationSeconds - AHEAD_SECONDS);
        open.delete(recurring.id);
        await setImmediate();
      }
      // The rest belongs to deleted recurring downtimes.
      for (const [id, orphans] of open) {
        await withdraw(orphans);
        materialized.forget(id ?? 0);
      }
      return nextRunAt;
    },
  };
}

/**
 * Downtimes that the definition no longer produces. A changed comment affects those not started; ones past their end
 * are left to end.
 */
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
