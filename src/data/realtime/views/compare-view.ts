import { hasBit, pageOfCommon, type Bits } from "../../../lib/bits.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { orderResources } from "../query/order-resources.ts";
import type { SortBy } from "../query/sort-order.ts";
import { isServiceEntry } from "../rows/rows.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import type { FrozenView } from "./frozen-views.ts";

/** How the present list differs from a frozen one. */
export interface ViewChanges {
  /** At most `MAX_KEYS`, as of `left`. */
  readonly entered: readonly ResourceKey[];
  readonly left: readonly ResourceKey[];
  readonly enteredCount: number;
  readonly leftCount: number;
  /** What is in both is in another order now. */
  readonly isReordered: boolean;
}

/** A client that is told of more asks for the list again. */
const MAX_KEYS = 1_000;

/** `found`: what the search of the view finds now; `members`: of the view, what the caller sees. */
export function compareView(index: ResourceIndex, view: FrozenView, found: Bits, members: Bits): ViewChanges {
  const entered = found.map((word, at) => word & ~members[at]!);
  const left = members.map((word, at) => word & ~found[at]!);
  const both = found.map((word, at) => word & members[at]!);
  const enteredPlaces = placesOf(entered);
  const leftPlaces = placesOf(left);
  const keyAt = (place: number): ResourceKey => {
    const row = index.rows[place]!;
    return isServiceEntry(row) ? row.service.key : row.host.key;
  };
  return {
    entered: enteredPlaces.slice(0, MAX_KEYS).map(keyAt),
    left: leftPlaces.slice(0, MAX_KEYS).map(keyAt),
    enteredCount: enteredPlaces.length,
    leftCount: leftPlaces.length,
    isReordered: !isInOrder(index, view, both),
  };
}

const placesOf = (set: Bits): readonly number[] => pageOfCommon(set, [set], 0, Infinity).found;

function isInOrder(index: ResourceIndex, { places, sort }: FrozenView, both: Bits): boolean {
  const kept = places.filter((place) => hasBit(both, place));
  if (sort.every(({ field }) => field === "severity" || field === "since"))
    return isInOrderOfColumns(index, kept, sort);
  const present = orderResources(index, both, sort);
  return kept.every((place, at) => place === present[at]);
}

/** Without sorting: each is compared with the next. */
function isInOrderOfColumns({ columns }: ResourceIndex, places: Uint32Array, sort: readonly SortBy[]): boolean {
  const keys = sort.map(({ field, isDescending }) => ({
    values: field === "severity" ? columns.severities : columns.since,
    isDescending,
  }));
  for (let at = 1; at < places.length; at++) {
    for (const { values, isDescending } of keys) {
      const difference = values[places[at - 1]!]! - values[places[at]!]!;
      if (difference === 0) continue;
      if (difference > 0 !== isDescending) return false;
      break;
    }
  }
  return true;
}
