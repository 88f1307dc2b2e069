import { serviceKey, type ResourceKey } from "../model/resource-key.ts";
import type { CentreonDump, HostRow, ServiceRow } from "./centreon-tables.ts";

/** Objects that the dump monitors today: enabled hosts, and enabled services of enabled hosts; sorted by id. */
export interface ActiveObjects {
  readonly hosts: ReadonlyMap<number, HostRow>;
  readonly services: ReadonlyMap<ResourceKey, ServiceRow>;
  /** By host id. */
  readonly servicesOfHost: ReadonlyMap<number, readonly ServiceRow[]>;
  /** By host group id and service group id; a group without members has no entry. */
  readonly hostsOfGroup: ReadonlyMap<number, readonly HostRow[]>;
  readonly servicesOfGroup: ReadonlyMap<number, readonly ServiceRow[]>;
}

export function activeObjects(dump: CentreonDump): ActiveObjects {
  const hosts = new Map(
    [...dump.hosts]
      .filter((row) => row.enabled)
      .sort((a, b) => a.host_id - b.host_id)
      .map((row) => [row.host_id, row]),
  );
  const enabled = [...dump.services]
    .filter((row) => row.enabled && hosts.has(row.host_id))
    .sort((a, b) => a.host_id - b.host_id || a.service_id - b.service_id);
  const services = new Map(enabled.map((row) => [serviceKey(row.host_id, row.service_id), row]));
  return {
    hosts,
    services,
    servicesOfHost: Map.groupBy(enabled, (row) => row.host_id),
    hostsOfGroup: members(
      dump.hostGroupMembers,
      (row) => row.hostgroup_id,
      (row) => hosts.get(row.host_id),
    ),
    servicesOfGroup: members(
      dump.serviceGroupMembers,
      (row) => row.servicegroup_id,
      (row) => services.get(serviceKey(row.host_id, row.service_id)),
    ),
  };
}

function members<Relation, Member>(
  relations: readonly Relation[],
  groupOf: (row: Relation) => number,
  memberOf: (row: Relation) => Member | undefined,
): ReadonlyMap<number, readonly Member[]> {
  const groups = new Map<number, Set<Member>>();
  for (const relation of relations) {
    const member = memberOf(relation);
    if (member === undefined) continue;
    const group = groups.get(groupOf(relation)) ?? new Set();
    groups.set(groupOf(relation), group.add(member));
  }
  return new Map([...groups].map(([id, group]) => [id, [...group]]));
}
