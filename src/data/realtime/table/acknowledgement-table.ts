import { IdsByKey } from "../../../lib/ids-by-key.ts";
import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import { isHostKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import type { AcknowledgementEntry, RecordTarget } from "../rows/records.ts";

export interface AcknowledgementTable {
  /** Adds or changes an acknowledgement. */
  put(acknowledgement: Acknowledgement): void;
  /** The one with the highest id. */
  latest(key: ResourceKey): Acknowledgement | undefined;
  /** Undefined also for records that are not listed. */
  get(id: number): AcknowledgementEntry | undefined;
  /** By host and service, the newest first: the order of later versions §8.1. Without records that are not listed. */
  all(): readonly AcknowledgementEntry[];
  /** Those of one resource in `all`. */
  ofResource(key: ResourceKey): readonly AcknowledgementEntry[];
  /** Latest one of each resource, in the same order. */
  latestOfEach(): readonly AcknowledgementEntry[];
  /** Latest one of each resource by entry time, then id: the default order of contract §7.4. */
  latestByEntryTime(): readonly AcknowledgementEntry[];
  /** Links records to the new rows of hosts and services. */
  relink(): void;
  /** An active one is kept at any age. */
  forgetEndedBefore(time: UnixSeconds): void;
}

export function createAcknowledgementTable(
  targetOf: (key: ResourceKey) => RecordTarget | undefined,
): AcknowledgementTable {
  const records = new Map<number, Acknowledgement>();
  const idsOfResource = new IdsByKey();
  const latest = new Map<ResourceKey, Acknowledgement>();
  /** Orders in use; each is made on first use after a change. */
  let orders: Orders = {};
  const entriesOf = (some: Iterable<Acknowledgement>, compare: Compare): readonly AcknowledgementEntry[] =>
    [...some]
      .flatMap((acknowledgement) => {
        const target = targetOf(acknowledgement.key);
        return target === undefined ? [] : [{ ...target, acknowledgement }];
      })
      .sort((left, right) => compare(left.acknowledgement, right.acknowledgement));
  const noteLatest = (acknowledgement: Acknowledgement): void => {
    const before = latest.get(acknowledgement.key);
    if (before === undefined || before.id <= acknowledgement.id) latest.set(acknowledgement.key, acknowledgement);
  };

  return {
    put(acknowledgement) {
      records.set(acknowledgement.id, acknowledgement);
      idsOfResource.add(acknowledgement.key, acknowledgement.id);
      noteLatest(acknowledgement);
      orders = {};
    },
    latest: (key) => latest.get(key),
    get(id) {
      const acknowledgement = records.get(id);
      const target = acknowledgement && targetOf(acknowledgement.key);
      return target && { ...target, acknowledgement };
    },
    all: () => (orders.all ??= entriesOf(records.values(), byResource)),
    ofResource: (key) =>
      entriesOf(
        idsOfResource.of(key).map((id) => records.get(id)!),
        byResource,
      ),
    latestOfEach: () => (orders.latestOfEach ??= entriesOf(latest.values(), byResource)),
    latestByEntryTime: () => (orders.latestByEntryTime ??= entriesOf(latest.values(), byEntryTime)),
    relink() {
      orders = {};
    },
    forgetEndedBefore(time) {
      const isActive = (acknowledgement: Acknowledgement): boolean =>
        latest.get(acknowledgement.key) === acknowledgement &&
        !hasEnded(acknowledgement, targetOf(acknowledgement.key));
      const forgotten = [...records.values()].filter(
        (one) => (one.deletionTime ?? one.entryTime) < time && !isActive(one),
      );
      for (const { id, key } of forgotten) {
        records.delete(id);
        idsOfResource.remove(key, id);
      }
      latest.clear();
      for (const acknowledgement of records.values()) noteLatest(acknowledgement);
      orders = {};
    },
  };
}

type Orders = Partial<Record<"all" | "latestOfEach" | "latestByEntryTime", readonly AcknowledgementEntry[]>>;

type Compare = (left: Acknowledgement, right: Acknowledgement) => number;
const byResource: Compare = (left, right) => left.key - right.key || right.id - left.id;
const byEntryTime: Compare = (left, right) => left.entryTime - right.entryTime || left.id - right.id;

/** A recovery ends an acknowledgement without a deletion time (contract §8.2). */
function hasEnded(acknowledgement: Acknowledgement, target: RecordTarget | undefined): boolean {
  if (acknowledgement.deletionTime !== null) return true;
  const row = isHostKey(acknowledgement.key) ? target?.host : target?.service;
  return row === undefined || !isAcknowledged(row.state);
}
