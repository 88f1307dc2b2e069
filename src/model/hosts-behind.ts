import { namesOf } from "./inventory-index.ts";
import type { Inventory } from "./objects.ts";
import type { ResourceKey } from "./resource-key.ts";

/** Keys of all hosts behind a host, indirect children included, each once. */
export function hostsBehind(first: ResourceKey, inventory: Inventory): readonly ResourceKey[] {
  const { childrenOf } = namesOf(inventory);
  const found = new Set<ResourceKey>();
  const waiting = [first];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of childrenOf.get(next) ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      waiting.push(child);
    }
  }
  found.delete(first);
  return [...found];
}
