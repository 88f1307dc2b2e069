import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { EnrolledPoller } from "./poller-connection.ts";

/** A result that is older when it arrives is late. */
export const LATE_SECONDS = 120;

export interface LateResultsOptions {
  readonly placeOf: (key: ResourceKey) => number;
  /** False for a resource that only others send results of. */
  readonly isCheckedThere: (key: ResourceKey) => boolean;
  /** Called with the id of a poller whose results come as they are made from now on. */
  readonly onOver: (pollerId: number) => void;
}

/**
 * Pollers whose results are still to come, while they are cut off and until those that they kept have arrived. Meanwhile
 * no problem and no recovery of their resources is notified: after the last late result each is decided once, on what it
 * is then.
 */
export interface LateResults {
  /** Name of the poller whose results of this resource are awaited; null if there is none. */
  latePoller(key: ResourceKey): string | null;
  /** The poller has no connection. */
  begin(poller: Pick<EnrolledPoller, "id" | "name">): void;
  /** To be called before each result is accepted, in their order. */
  noteResult(
    poller: Pick<EnrolledPoller, "id" | "name">,
    key: ResourceKey,
    finishedAt: UnixSeconds,
    now: UnixSeconds,
  ): void;
  /** Nothing more is to come for now. */
  end(pollerId: number): void;
  /** Nothing is expected from it any more. */
  forget(pollerId: number): void;
}

export function createLateResults({ placeOf, isCheckedThere, onOver }: LateResultsOptions): LateResults {
  const late = new Map<number, { readonly name: string; readonly keys: Set<ResourceKey> }>();

  const begin = ({ id, name }: Pick<EnrolledPoller, "id" | "name">): Set<ResourceKey> =>
    late.getOrInsertComputed(id, () => ({ name, keys: new Set() })).keys;

  const end = (pollerId: number): void => {
    if (late.delete(pollerId)) onOver(pollerId);
  };

  return {
    latePoller(key) {
      const awaited = late.size === 0 ? undefined : late.get(placeOf(key));
      return awaited !== undefined && (awaited.keys.has(key) || isCheckedThere(key)) ? awaited.name : null;
    },
    begin: (poller) => void begin(poller),
    noteResult(poller, key, finishedAt, now) {
      if (now - finishedAt <= LATE_SECONDS) end(poller.id);
      else begin(poller).add(key);
    },
    end,
    forget: (pollerId) => void late.delete(pollerId),
  };
}
