import { isDeepStrictEqual } from "node:util";
import type { CurrentInventory } from "../../operations/adaptive/current-inventory.ts";
import type { Host, Inventory, Service } from "../../model/objects.ts";
import type { ReceivedConfiguration } from "./configuration-pieces.ts";
import { unpackTable, type UnpackedTable } from "./packed-table.ts";

export interface UnpackedInventory {
  readonly inventory: Inventory;
  readonly hosts: UnpackedTable<Host>;
  readonly services: UnpackedTable<Service>;
}

/**
 * Unpacks the inventory that another process has read. Unchanged hosts, services and main settings stay the same
 * objects.
 */
export function* unpackInventory(
  { tables, members }: ReceivedConfiguration,
  before: CurrentInventory,
): Generator<void, UnpackedInventory> {
  const empty = { length: 0, columns: [] };
  const hosts = yield* unpackTable<Host>(
    tables.get("hosts") ?? empty,
    (key) => before.configuredResource(key) as Host | undefined,
  );
  const services = yield* unpackTable<Service>(
    tables.get("services") ?? empty,
    (key) => before.configuredResource(key) as Service | undefined,
  );
  const others = new Map<string, readonly object[]>();
  for (const [member, table] of tables) {
    if (member === "hosts" || member === "services") continue;
    const { rows } = yield* unpackTable(table, () => undefined);
    others.set(member, rows);
  }
  // Every member of the inventory was sent; the compiler cannot know that.
  const inventory = Object.fromEntries([
    ...members,
    ...others,
    ["hosts", hosts.rows],
    ["services", services.rows],
  ]) as unknown as Inventory;
  const main = isDeepStrictEqual(inventory.main, before.configured.main)
    ? before.configured.main
    : Object.freeze(inventory.main);
  return { inventory: Object.freeze({ ...inventory, main }), hosts, services };
}
