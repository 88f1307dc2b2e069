import type { Inventory } from "../../model/objects.ts";

/** A part that works with an inventory and keeps nothing of the one before. */
export interface InventoryHolder {
  load(inventory: Inventory): void;
}
