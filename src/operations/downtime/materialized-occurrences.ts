import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Downtime } from "../../model/downtime.ts";

/**
 * Which resource has had its downtime of which occurrence, whatever became of it: one that an operator cancelled is not made
 * again. Read from the records of the downtimes themselves, so that it cannot disagree with them.
 */
export interface MaterializedOccurrences {
  load(downtimes: readonly Downtime[]): void;
  add(recurringDowntimeId: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): void;
  remove(recurringDowntimeId: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): void;
  /** Of these keys, those that have none. */
  missing(recurringDowntimeId: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): readonly ResourceKey[];
  /** Resources that are no targets any more, and may be again. */
  retain(recurringDowntimeId: number, keys: ReadonlySet<ResourceKey>): void;
  /** Occurrences that began before this will not be asked for again. */
  forgetBefore(recurringDowntimeId: number, startTime: UnixSeconds): void;
  forget(recurringDowntimeId: number): void;
}

export function createMaterializedOccurrences(): MaterializedOccurrences {
  const made = new Map<number, Map<UnixSeconds, Set<ResourceKey>>>();

  const add = (id: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): void => {
    const known = made.getOrInsertComputed(id, () => new Map()).getOrInsertComputed(startTime, () => new Set());
    for (const key of keys) known.add(key);
  };

  return {
    load(downtimes) {
      for (const { recurringDowntimeId, startTime, key } of downtimes) {
        if (recurringDowntimeId !== null && startTime !== null) add(recurringDowntimeId, startTime, [key]);
      }
    },
    add,
    remove(id, startTime, keys) {
      const known = made.get(id)?.get(startTime);
      for (const key of keys) known?.delete(key);
    },
    missing(id, startTime, keys) {
      const known = made.get(id)?.get(startTime);
      return known === undefined ? keys : keys.filter((key) => !known.has(key));
    },
    retain(id, keys) {
      for (const known of made.get(id)?.values() ?? []) for (const key of known) if (!keys.has(key)) known.delete(key);
    },
    forgetBefore(id, startTime) {
      const occurrences = made.get(id);
      for (const known of occurrences?.keys() ?? []) if (known < startTime) occurrences?.delete(known);
    },
    forget: (id) => {
      made.delete(id);
    },
  };
}
