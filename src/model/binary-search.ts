import type { ResourceKey } from "./resource-key.ts";

/** Where a resource stands in a list in order of keys (as the inventory's are), by bisection; undefined when it is not there. */
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
