import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { EnrolledPoller } from "./poller-connection.ts";

/** A result that is older when it arrives is late. */
export const LATE_SECONDS = 120;

export interface LateResultsOptions {
  readonly placeOf: (key: ResourceKey) => number;
  /** Called with the resources of which late results came, when the results of their poller come as they are made. */
  readonly onOver: (keys: ReadonlySet<ResourceKey>) => void;
}

/**
 * Pollers whose results come late, after a cut. Meanwhile nothing of their resources is notified: after the last late
 * result each is decided once, on what it is then.
 */
export interface LateResults {
  /** Name of the poller whose results of this resource come late; null if they do not. */
  latePoller(key: ResourceKey): string | null;
  /** To be called before each result is accepted, in their order. */
  noteResult(poller: EnrolledPoller, key: ResourceKey, finishedAt: UnixSeconds, now: UnixSeconds): void;
  /** Nothing more is to come for now. */
  end(pollerId: number): void;
}

export function createLateResults({ placeOf, onOver }: LateResultsOptions): LateResults {
  const late = new Map<number, { readonly name: string; readonly keys: Set<ResourceKey> }>();

  const end = (pollerId: number): void => {
    const ended = late.get(pollerId);
    if (ended === undefined) return;
    late.delete(pollerId);
    onOver(ended.keys);
  };

  return {
    latePoller: (key) => (late.size === 0 ? null : (late.get(placeOf(key))?.name ?? null)),
    noteResult({ id, name }, key, finishedAt, now) {
      if (now - finishedAt <= LATE_SECONDS) return end(id);
      late.getOrInsertComputed(id, () => ({ name, keys: new Set() })).keys.add(key);
    },
    end,
  };
}
