import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import { isHostKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import type { AcknowledgementEntry, RecordTarget } from "../rows/records.ts";

/** Latest acknowledgement (highest id) of each resource that has one. */
export interface AcknowledgementTable {
  /** Adds or changes an acknowledgement; ignored if older than the latest. */
  put(acknowledgement: Acknowledgement): void;
  latest(key: ResourceKey): Acknowledgement | undefined;
  /** By entry time, then id: the default order of contract §7.4. Without records that are not listed. */
  ofHosts(): readonly AcknowledgementEntry[];
  ofServices(): readonly AcknowledgementEntry[];
  /** Links records to the new rows of hosts and services. */
  relink(): void;
  /** An active one is kept at any age. */
  forgetEndedBefore(time: UnixSeconds): void;
}

export function createAcknowledgementTable(
  targetOf: (key: ResourceKey) => RecordTarget | undefined,
): AcknowledgementTable {
  const latest = new Map<ResourceKey, Acknowledgement>();
  let ordered: Ordered | null = null;
  const inOrder = (): Ordered => (ordered ??= orderedEntries([...latest.values()], targetOf));

  return {
    put(acknowledgement) {
      const before = latest.get(acknowledgement.key);
      if (before !== undefined && before.id > acknowledgement.id) return;
      latest.set(acknowledgement.key, acknowledgement);
      ordered = null;
    },
    latest: (key) => latest.get(key),
    ofHosts: () => inOrder().ofHosts,
    ofServices: () => inOrder().ofServices,
    relink() {
      ordered = null;
    },
    forgetEndedBefore(time) {
      for (const [key, acknowledgement] of latest) {
        if (
          (acknowledgement.deletionTime ?? acknowledgement.entryTime) < time &&
          hasEnded(acknowledgement, targetOf(key))
        )
          latest.delete(key);
      }
      ordered = null;
    },
  };
}

interface Ordered {
  readonly ofHosts: readonly AcknowledgementEntry[];
  readonly ofServices: readonly AcknowledgementEntry[];
}

function orderedEntries(
  records: readonly Acknowledgement[],
  targetOf: (key: ResourceKey) => RecordTarget | undefined,
): Ordered {
  const entries = records
    .flatMap((acknowledgement) => {
      const target = targetOf(acknowledgement.key);
      return target === undefined ? [] : [{ ...target, acknowledgement }];
    })
    .sort(
      ({ acknowledgement: left }, { acknowledgement: right }) => left.entryTime - right.entryTime || left.id - right.id,
    );
  return {
    ofHosts: entries.filter(({ acknowledgement }) => isHostKey(acknowledgement.key)),
    ofServices: entries.filter(({ acknowledgement }) => !isHostKey(acknowledgement.key)),
  };
}

/** A recovery ends an acknowledgement without a deletion time (contract §8.2). */
function hasEnded(acknowledgement: Acknowledgement, target: RecordTarget | undefined): boolean {
  if (acknowledgement.deletionTime !== null) return true;
  const row = isHostKey(acknowledgement.key) ? target?.host : target?.service;
  return row === undefined || !isAcknowledged(row.state);
}
