import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { EnrolledPoller } from "./poller-connection.ts";

/** A result that is older when it arrives is late. */
export const LATE_SECONDS = 120;

export interface LateResultsOptions {
  readonly placeOf: (key: ResourceKey) => number;
  /** False for a resource that only others send results of. */
  readonly isCheckedThere: (key: ResourceKey) => boolean;
  /**
   * Called with the id of a poller whose results come as they are made from now on, and the resources of other places
   * among those that it has sent.
   */
  readonly onOver: (pollerId: number, elsewhere: readonly ResourceKey[]) => void;
  /** Called with such resources if that poller is cut off again. */
  readonly onElsewhere: (keys: readonly ResourceKey[]) => void;
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
  /** Another place checks these from now on. */
  move(keys: Iterable<ResourceKey>): void;
  /** Nothing more is to come for now. */
  end(pollerId: number): void;
  /** Nothing is expected from it any more. */
  forget(pollerId: number): void;
}

export function createLateResults({ placeOf, isCheckedThere, onOver, onElsewhere }: LateResultsOptions): LateResults {
  const late = new Map<number, { readonly name: string; readonly keys: Set<ResourceKey> }>();

  const begin = ({ id, name }: Pick<EnrolledPoller, "id" | "name">): Set<ResourceKey> =>
    late.getOrInsertComputed(id, () => ({ name, keys: new Set() })).keys;

  /** Resources that others check by now: what a member of a group found of them before. */
  const elsewhere = (pollerId: number): readonly ResourceKey[] =>
    [...(late.get(pollerId)?.keys ?? [])].filter((key) => placeOf(key) !== pollerId);

  const end = (pollerId: number): void => {
    const others = elsewhere(pollerId);
    if (late.delete(pollerId)) onOver(pollerId, others);
  };

  const move = (keys: Iterable<ResourceKey>): void => {
    for (const key of keys) for (const each of late.values()) each.keys.delete(key);
  };

  return {
    latePoller(key) {
      if (late.size === 0) return null;
      const awaited = late.get(placeOf(key));
      if (awaited !== undefined && (awaited.keys.has(key) || isCheckedThere(key))) return awaited.name;
      for (const { name, keys } of late.values()) if (keys.has(key)) return name;
      return null;
    },
    begin(poller) {
      // What others check is not awaited from a poller that has been cut off again.
      const others = elsewhere(poller.id);
      begin(poller);
      if (others.length === 0) return;
      move(others);
      onElsewhere(others);
    },
    move,
    noteResult(poller, key, finishedAt, now) {
      if (now - finishedAt <= LATE_SECONDS) end(poller.id);
      else begin(poller).add(key);
    },
    end,
    forget: (pollerId) => void late.delete(pollerId),
  };
}
