import type { ResourceKey } from "./resource-key.ts";

/**
 * Index of a resource in a list sorted by key (as the inventory's are), by bisection; undefined if it is not in the
 * list.
 */
export function placeOfKey(resources: readonly { readonly key: ResourceKey }[], key: ResourceKey): number | undefined {
  let low = 0;
  let high = resources.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (resources[middle]!.key < key) low = middle + 1;
    else high = middle;
  }
  return resources[low]?.key === key ? low : undefined;
}
