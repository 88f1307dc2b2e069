import type { HostGroup, Resource, ServiceGroup } from "../../../model/objects.ts";
import { sortInSlices } from "../../../lib/sort-in-slices.ts";
import { hostIdOf, isHostKey, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import { withoutPadding } from "../search/collation.ts";
import { buildRows } from "./build-rows.ts";
import { byDisplayName, byHostName, groupsByName } from "./default-order.ts";
import { createGroupMembers, type GroupMembers } from "./group-members.ts";
import { createOrderCache } from "./kept-orders.ts";
import { createResourceIndex, type ResourceIndex } from "./resource-index.ts";
import { serviceOf } from "../rows/records.ts";
import type { Configured, HostEntry, ServiceEntry } from "../rows/rows.ts";
import { createServiceCodes } from "../rows/service-codes.ts";
import { createStateColumn } from "./state-column.ts";
import { createViews, type View } from "./view.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { ServiceTable } from "./service-table.ts";

/** Hosts and services of one configuration with their current states and cached orders. */
export interface ResourceTable extends ServiceTable {
  readonly hosts: ReadonlyMap<number, HostEntry>;
  /** Hosts and services as one list. */
  readonly index: ResourceIndex;
  readonly members: GroupMembers;
  /** By name. */
  readonly hostGroups: readonly HostGroup[];
  readonly serviceGroups: readonly ServiceGroup[];
  viewOf(visibility: Visibility): View;
  /** Ignores keys that are not configured. */
  setState(key: ResourceKey, state: ResourceState): void;
  replace(resource: Resource): void;
}

/** Yields in between, since it takes long; a resource without a state becomes pending. */
export function* buildResourceTable(
  inventory: Configured,
  stateOf: (key: ResourceKey) => ResourceState | undefined,
): Generator<void, ResourceTable> {
  const hosts = yield* buildRows(inventory, stateOf);
  const shown = [...hosts.values()].filter((host) => !host.isHidden);
  const byName = yield* sortInSlices(shown.length, (left, right) => byHostName(shown[left]!, shown[right]!));
  const listed = Array.from(byName, (at) => shown[at]!);
  yield;
  const services: ServiceEntry[] = [];
  for (const [at, host] of listed.entries()) {
    for (const row of host.services.toSorted(byDisplayName)) {
      row.place = services.length;
      services.push(row);
    }
    if (at % HOSTS_BETWEEN_YIELDS === 0) yield;
  }
  const index = yield* createResourceIndex(listed);
  const column = createStateColumn(services.map((row) => row.state.check.state));

  const table: ResourceTable = {
    hosts,
    index,
    column,
    codes: createServiceCodes(services),
    orders: createOrderCache(),
    version: 0,
    found: new Uint32Array(services.length),
    hasDistinctHostNames: new Set(listed.map((host) => withoutPadding(host.foldedName))).size === listed.length,
    members: createGroupMembers(hosts),
    hostGroups: groupsByName(inventory.hostGroups),
    serviceGroups: groupsByName(inventory.serviceGroups),
    viewOf: createViews(listed, services),
    setState(key, state) {
      const host = hosts.get(hostIdOf(key));
      if (host === undefined) return;
      if (isHostKey(key)) {
        const before = host.state;
        if (before.check.state !== state.check.state) table.version++;
        host.state = state;
        index.update(host, before);
        return;
      }
      const row = serviceOf(host, serviceIdOf(key));
      if (row === undefined) return;
      const before = row.state;
      if (changesSortValues(before, state)) table.version++;
      row.state = state;
      index.update(row, before);
      if (row.place >= 0) column.set(row.place, state.check.state);
    },
    replace(resource) {
      const host = hosts.get(resource.hostId);
      if (host === undefined) return;
      if (resource.kind === "host") {
        host.host = resource;
        return;
      }
      const row = serviceOf(host, resource.serviceId);
      if (row !== undefined) row.service = resource;
    },
  };
  return table;
}

/** Returns true if the value of a field of `CHANGES_WITH_STATE` may have changed. */
function changesSortValues(before: ResourceState, after: ResourceState): boolean {
  return (
    before.check.state !== after.check.state ||
    before.check.output !== after.check.output ||
    before.handling !== after.handling
  );
}

const HOSTS_BETWEEN_YIELDS = 200;
