import type { HostRow, Realtime } from "../../../data/realtime/realtime.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import type { Inventory } from "../../../model/objects.ts";
import { isHostKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { StateCode } from "../../../model/resource-state.ts";
import { stateName } from "../../../model/state-code.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { resourceOfRow, rowOfKey, type LiveRowSource } from "./row-of-path.ts";

/** Neighbours that are listed; the total counts all visible ones. */
const MAX_LISTED = 50;
/** Hosts above, on all ways together. */
const MAX_ABOVE = 50;

/** Direct parents and children of a host, and the hosts above it up to the first that is UP; of a service its host's. */
export function linksBetweenHosts(
  row: LiveRowSource,
  realtime: Realtime,
  inventory: Inventory,
  visibility: Visibility,
) {
  const { parentsOf, childrenOf } = namesOf(inventory);
  const { key } = "service" in row ? row.host.host : row.host;
  const shown = (keys: readonly ResourceKey[] = []): readonly HostRow[] =>
    keys.flatMap((one) => (rowOfKey(realtime, one, visibility) as HostRow | undefined) ?? []);
  const above = new Map<ResourceKey, HostRow>();
  const visit = (keys: readonly ResourceKey[] = []): void => {
    for (const parent of shown(keys)) {
      if (above.size >= MAX_ABOVE || above.has(parent.host.key) || parent.host.key === key) continue;
      above.set(parent.host.key, parent);
      if (parent.state.check.state !== 0) visit(parentsOf.get(parent.host.key));
    }
  };
  visit(parentsOf.get(key));
  return {
    parents: listed(shown(parentsOf.get(key))),
    children: listed(shown(childrenOf.get(key))),
    above: [...above.values()].map(presentNeighbour),
  };
}

const listed = (rows: readonly HostRow[]) => ({
  total: rows.length,
  items: rows.slice(0, MAX_LISTED).map(presentNeighbour),
});

const presentNeighbour = (row: LiveRowSource) => {
  const resource = resourceOfRow(row);
  return {
    key: formatLiveKey(resource.key),
    name: resource.kind === "host" ? resource.hostName : `${resource.hostName} › ${resource.description}`,
    state: stateName(resource.kind, row.state.check.state),
  };
};

/** What a resource depends on, as far as the caller sees it. */
export function dependenciesOf(key: ResourceKey, realtime: Realtime, inventory: Inventory, visibility: Visibility) {
  const configured = namesOf(inventory).dependenciesOf.get(key) ?? [];
  const parents = inventory.serviceParents.get(key) ?? [];
  const masterOf = (master: ResourceKey) => {
    const row = rowOfKey(realtime, master, visibility);
    return row === undefined ? [] : [presentNeighbour(row)];
  };
  return [
    ...configured.flatMap(({ kind, master, failOn, period }) =>
      masterOf(master).map((found) => ({
        kind,
        ...found,
        states: [...failOn].map((state) => stateName(isHostKey(master) ? "host" : "service", state as StateCode)),
        period,
      })),
    ),
    ...parents.flatMap((master) =>
      masterOf(master).map((found) => ({ kind: "parent" as const, ...found, states: [] as string[], period: null })),
    ),
  ];
}
