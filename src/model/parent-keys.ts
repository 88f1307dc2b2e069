import { namesOf } from "./inventory-index.ts";
import type { Host, Inventory } from "./objects.ts";
import type { ResourceKey } from "./resource-key.ts";

/** The hosts that a host is directly behind. */
export const parentKeys = ({ parents }: Host, inventory: Inventory): ResourceKey[] =>
  parents.map((name) => namesOf(inventory).hosts.get(name)?.key).filter((key) => key !== undefined);
