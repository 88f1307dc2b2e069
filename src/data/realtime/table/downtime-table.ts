import type { Downtime } from "../../../model/downtime.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { DowntimeEntry, RecordTarget } from "../rows/records.ts";

export interface DowntimeTable {
  /** Adds or changes a downtime; ignored if its host is unknown or hidden. */
  put(downtime: Downtime): void;
  get(id: number): DowntimeEntry | undefined;
  /** Newest first: the default order of contract §7.5. */
  all(): readonly DowntimeEntry[];
  /** Links records to the new rows of hosts and services. */
  relink(): void;
  forgetEndedBefore(time: UnixSeconds): void;
}

export function createDowntimeTable(targetOf: (key: ResourceKey) => RecordTarget | undefined): DowntimeTable {
  const entries = new Map<number, DowntimeEntry>();
  let ordered: readonly DowntimeEntry[] | null = null;

  return {
    put(downtime) {
      const target = targetOf(downtime.key);
      if (target === undefined) return;
      entries.set(downtime.id, { ...target, downtime });
      ordered = null;
    },
    get: (id) => entries.get(id),
    all: () => (ordered ??= [...entries.values()].sort((left, right) => right.downtime.id - left.downtime.id)),
    relink() {
      for (const [id, { downtime }] of entries) {
        const target = targetOf(downtime.key);
        if (target === undefined) entries.delete(id);
        else entries.set(id, { ...target, downtime });
      }
      ordered = null;
    },
    forgetEndedBefore(time) {
      for (const [id, { downtime }] of entries) {
        if (downtime.deletionTime !== null && downtime.deletionTime < time && (downtime.endTime ?? 0) < time)
          entries.delete(id);
      }
      ordered = null;
    },
  };
}
