import { hostIdOf, hostKey, isHostKey, serviceIdOf, serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { AdaptiveTarget } from "./adaptive.ts";
import type { AdaptiveRecord } from "../../model/adaptive-record.ts";

/** Target of a record, as stored. */
export type RecordTarget = Pick<AdaptiveRecord, "objectType" | "objectName">;

export function recordTarget(target: AdaptiveTarget): RecordTarget {
  switch (target.type) {
    case "resource": {
      const { key } = target;
      return isHostKey(key)
        ? { objectType: "host", objectName: String(hostIdOf(key)) }
        : { objectType: "service", objectName: `${hostIdOf(key)}/${serviceIdOf(key)}` };
    }
    case "contact":
      return { objectType: "contact", objectName: target.name };
    case "program":
      return { objectType: "program", objectName: "" };
  }
}

/** Key of the resource, for a record of a host or service. */
export function resourceKeyOf({ objectName }: RecordTarget): ResourceKey {
  const [hostId = NaN, serviceId] = objectName.split("/").map(Number);
  return serviceId === undefined ? hostKey(hostId) : serviceKey(hostId, serviceId);
}

/** Records of a change, one per attribute and target. */
export function recordsOf(
  targets: readonly RecordTarget[],
  change: object,
  at: UnixSeconds,
): readonly AdaptiveRecord[] {
  const values = Object.entries(change).flatMap(([attribute, value]): (readonly [string, string])[] => {
    if (value === undefined) return [];
    if (attribute !== "customVariable") return [[attribute, JSON.stringify(value)]];
    const { name, value: text } = value as { readonly name: string; readonly value: string };
    return [[`customVariable.${name}`, JSON.stringify(text)]];
  });
  return targets.flatMap((target) => values.map(([attribute, value]) => ({ ...target, attribute, value, at })));
}

/** Table of the newest record of each attribute and target. */
export interface RecordTable {
  put(record: AdaptiveRecord): void;
  delete(record: Pick<AdaptiveRecord, "objectType" | "objectName" | "attribute">): void;
  of(target: RecordTarget): readonly AdaptiveRecord[];
  targets(): readonly RecordTarget[];
}

export function createRecordTable(): RecordTable {
  const known = new Map<string, { readonly target: RecordTarget; readonly records: Map<string, AdaptiveRecord> }>();
  const nameOf = ({ objectType, objectName }: RecordTarget): string => `${objectType}:${objectName}`;
  return {
    put(record) {
      const { objectType, objectName, attribute } = record;
      const { records } = known.getOrInsertComputed(nameOf(record), () => ({
        target: { objectType, objectName },
        records: new Map(),
      }));
      records.set(attribute, record);
    },
    delete(record) {
      const name = nameOf(record);
      const records = known.get(name)?.records;
      if (records?.delete(record.attribute) && records.size === 0) known.delete(name);
    },
    of: (target) => [...(known.get(nameOf(target))?.records.values() ?? [])],
    targets: () => [...known.values()].map(({ target }) => target),
  };
}
