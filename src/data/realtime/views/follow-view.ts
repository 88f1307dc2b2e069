import { hasBit, type Bits } from "../../../lib/bits.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Inventory } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { IndexedRealtime } from "../indexed-realtime.ts";
import { findResources } from "../query/find-resources.ts";
import { orderResources } from "../query/order-resources.ts";
import { isServiceEntry, type ResourceEntry } from "../rows/rows.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import { countSet, type SetCounts } from "./count-states.ts";
import type { FrozenView } from "./frozen-views.ts";

/** What a frozen view would have otherwise, if it were asked for again. */
export interface ViewNews {
  readonly entered: readonly ResourceKey[];
  readonly left: readonly ResourceKey[];
  /** Those that stay have another order. */
  readonly isReordered: boolean;
  /** Of what matches now. */
  readonly counts: SetCounts;
}

export interface FollowViewParts {
  readonly realtime: Pick<IndexedRealtime, "index">;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
}

/** Compares with the view at first, with counts in any case, then with the time before; null: nothing is different. */
export type ViewFollower = (visibility: Visibility) => ViewNews | null;

/** Follows a view, which must not have ended: positions mean nothing in another index. */
export function followView({ query, sort, members, places }: FrozenView, parts: FollowViewParts): ViewFollower {
  const { realtime, inventory, clock } = parts;
  let known = { members, places };
  let counted = "";
  return (visibility) => {
    const index = realtime.index();
    const found = findResources(index, query, { visibility, inventory: inventory() }, clock.now());
    const ordered = orderResources(index, found, sort);
    const entered = keysOf(index, ordered, known.members);
    const left = keysOf(index, known.places, found);
    const counts = countSet(index, found);
    const isReordered = !haveSameOrder(known.places, found, ordered, known.members);
    const countsNow = JSON.stringify(counts);
    const isNews = entered.length > 0 || left.length > 0 || isReordered || counted !== countsNow;
    known = { members: found, places: ordered };
    counted = countsNow;
    return isNews ? { entered, left, isReordered, counts } : null;
  };
}

const keyOf = (row: ResourceEntry): ResourceKey => (isServiceEntry(row) ? row.service.key : row.host.key);

/** Keys of those places that are not in a set. */
function keysOf(index: ResourceIndex, places: Uint32Array, others: Bits): readonly ResourceKey[] {
  const keys: ResourceKey[] = [];
  for (const place of places) if (!hasBit(others, place)) keys.push(keyOf(index.rows[place]!));
  return keys;
}

/** Compares two orders, of each those places alone that the other has as well. */
function haveSameOrder(one: Uint32Array, inOther: Bits, other: Uint32Array, inOne: Bits): boolean {
  let at = 0;
  for (const place of one) {
    if (!hasBit(inOther, place)) continue;
    while (at < other.length && !hasBit(inOne, other[at]!)) at++;
    if (other[at++] !== place) return false;
  }
  return true;
}
