import type { Committed, CommitReader } from "../../data/ledger/committed.ts";
import type { AvailabilityPart } from "../../engine/availability/availability.ts";
import { hostIdOf, isHostKey, SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import type { ResourceFacts } from "../../model/timeline-facts.ts";

/** Days of one resource that are over, counted by one definition. */
export interface ClosedParts {
  readonly parts: readonly AvailabilityPart[];
  /** End of the last part. */
  readonly to: number;
  /** Facts at that time. */
  readonly before: ResourceFacts;
}

/**
 * Keeps what reports counted of days that are over, by resource and definition, until an event of these days comes late
 * or others are used more.
 */
export interface ClosedPartsCache extends CommitReader {
  /** `definition`: everything besides the resource that the count depends on, with the begin. */
  find(key: ResourceKey, definition: string): ClosedParts | undefined;
  /** Opens the place of what is about to be read. What is put into it is dropped if a late event came meanwhile. */
  begin(): { put(key: ResourceKey, definition: string, closed: ClosedParts): void };
  clear(): void;
}

/** Ends of closed parts are older than this when they are put. */
export const CLOSED_AFTER_MS = 24 * 3_600_000;
/** Events this long after the end of a part may change it: a time without monitoring is measured beyond it. */
export const LOOK_BEYOND_MS = 12 * 3_600_000;
/** About 40 MB. */
const MAX_WEIGHT = 400_000;
const WEIGHT_OF_PART = 20;

interface Entry extends ClosedParts {
  readonly weight: number;
}

export function createClosedParts(maxWeight = MAX_WEIGHT): ClosedPartsCache {
  /** The least recently used resource is first. */
  const kept = new Map<ResourceKey, Map<string, Entry>>();
  let weight = 0;
  let lateEvents = 0;
  let newestEnd = -Infinity;

  const drop = (key: ResourceKey): void => {
    for (const entry of kept.get(key)?.values() ?? []) weight -= entry.weight;
    kept.delete(key);
  };
  const clear = (): void => {
    kept.clear();
    weight = 0;
    newestEnd = -Infinity;
    lateEvents++;
  };
  const dropLate = (key: ResourceKey): void => {
    lateEvents++;
    if (key === SERVER_KEY) return clear();
    if (!isHostKey(key)) return drop(key);
    for (const other of kept.keys()) if (hostIdOf(other) === hostIdOf(key)) drop(other);
  };

  return {
    name: "closed days of availability",
    committed({ changes }: Committed) {
      for (const change of changes) {
        if (change.kind === "event" && change.event.at * 1000 < newestEnd + LOOK_BEYOND_MS) dropLate(change.event.key);
      }
    },
    find(key, definition) {
      const ofResource = kept.get(key);
      const found = ofResource?.get(definition);
      if (ofResource === undefined || found === undefined) return undefined;
      kept.delete(key);
      kept.set(key, ofResource);
      return found;
    },
    begin() {
      const seen = lateEvents;
      return {
        put(key, definition, closed) {
          if (seen !== lateEvents) return;
          const size = weightOf(closed.parts);
          if (size > maxWeight) return;
          const ofResource = kept.get(key) ?? new Map<string, Entry>();
          weight += size - (ofResource.get(definition)?.weight ?? 0);
          ofResource.set(definition, { ...closed, weight: size });
          kept.delete(key);
          kept.set(key, ofResource);
          newestEnd = Math.max(newestEnd, closed.to);
          for (const oldest of kept.keys()) {
            if (weight <= maxWeight) break;
            drop(oldest);
          }
        },
      };
    },
    clear,
  };
}

const weightOf = (parts: readonly AvailabilityPart[]): number =>
  parts.reduce((sum, { verdicts, outages }) => sum + WEIGHT_OF_PART + verdicts.length + 2 * outages.length, 0);
