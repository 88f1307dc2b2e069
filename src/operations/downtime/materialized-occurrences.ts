import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Downtime } from "../../model/downtime.ts";

/**
 * Occurrences whose downtimes were created, by resource, including ended ones: one that an operator cancelled is not
 * created again. Loaded from the downtime records, so that the two cannot disagree.
 */
export interface MaterializedOccurrences {
  load(downtimes: readonly Downtime[]): void;
  add(recurringDowntimeId: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): void;
  remove(recurringDowntimeId: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): void;
  /** Keys without a downtime for this occurrence. */
  missing(recurringDowntimeId: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): readonly ResourceKey[];
  /** Forgets all keys but these: a resource that becomes a target again gets its downtimes again. */
  retain(recurringDowntimeId: number, keys: ReadonlySet<ResourceKey>): void;
  /** Forgets occurrences that began before `startTime`; they are not queried again. */
  forgetBefore(recurringDowntimeId: number, startTime: UnixSeconds): void;
  forget(recurringDowntimeId: number): void;
}

export function createMaterializedOccurrences(): MaterializedOccurrences {
  const occurrencesById = new Map<number, Map<UnixSeconds, Set<ResourceKey>>>();

  const add = (id: number, startTime: UnixSeconds, keys: readonly ResourceKey[]): void => {
    const known = occurrencesById
      .getOrInsertComputed(id, () => new Map())
      .getOrInsertComputed(startTime, () => new Set());
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
      const known = occurrencesById.get(id)?.get(startTime);
      for (const key of keys) known?.delete(key);
    },
    missing(id, startTime, keys) {
      const known = occurrencesById.get(id)?.get(startTime);
      return known === undefined ? keys : keys.filter((key) => !known.has(key));
    },
    retain(id, keys) {
      for (const known of occurrencesById.get(id)?.values() ?? [])
        for (const key of known) if (!keys.has(key)) known.delete(key);
    },
    forgetBefore(id, startTime) {
      const occurrences = occurrencesById.get(id);
      for (const known of occurrences?.keys() ?? []) if (known < startTime) occurrences?.delete(known);
    },
    forget: (id) => {
      occurrencesById.delete(id);
    },
  };
}
