import { IdsByKey } from "../../../lib/ids-by-key.ts";
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
  /** Those of one resource, newest first. */
  ofResource(key: ResourceKey): readonly DowntimeEntry[];
  /** Links records to the new rows of hosts and services. */
  relink(): void;
  forgetEndedBefore(time: UnixSeconds): void;
}

export function createDowntimeTable(targetOf: (key: ResourceKey) => RecordTarget | undefined): DowntimeTable {
  const entries = new Map<number, DowntimeEntry>();
  const idsOfResource = new IdsByKey();
  let ordered: readonly DowntimeEntry[] | null = null;
  const forget = ({ id, key }: Downtime): void => {
    entries.delete(id);
    idsOfResource.remove(key, id);
  };

  return {
    put(downtime) {
      const target = targetOf(downtime.key);
      if (target === undefined) return;
      entries.set(downtime.id, { ...target, downtime });
      idsOfResource.add(downtime.key, downtime.id);
      ordered = null;
    },
    get: (id) => entries.get(id),
    all: () => (ordered ??= [...entries.values()].sort(byId)),
    ofResource: (key) =>
      idsOfResource
        .of(key)
        .map((id) => entries.get(id)!)
        .sort(byId),
    relink() {
      for (const [id, { downtime }] of entries) {
        const target = targetOf(downtime.key);
        if (target === undefined) forget(downtime);
        else entries.set(id, { ...target, downtime });
      }
      ordered = null;
    },
    forgetEndedBefore(time) {
      for (const { downtime } of entries.values()) {
        if (downtime.deletionTime !== null && downtime.deletionTime < time && (downtime.endTime ?? 0) < time)
          forget(downtime);
      }
      ordered = null;
    },
  };
}

const byId = (one: DowntimeEntry, other: DowntimeEntry): number => other.downtime.id - one.downtime.id;
