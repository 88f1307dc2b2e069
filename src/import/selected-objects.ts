import { serviceKey } from "../model/resource-key.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump, HostRow, ServiceRow } from "./centreon-tables.ts";
import { isWritableName } from "./object-definition.ts";

/** One service in a list of the object language. */
export interface ServiceName {
  readonly host: string;
  readonly description: string;
}

/**
 * Names, by the ids of Centreon, of what a definition may refer to: objects that are monitored, groups that have some.
 */
export interface Selectable {
  host(id: number | null): string | undefined;
  hostGroup(id: number | null): string | undefined;
  serviceGroup(id: number | null): string | undefined;
  service(hostId: number | null, serviceId: number | null): ServiceName | undefined;
  servicesOfHost(id: number | null): readonly ServiceName[];
  servicesOfHostGroup(id: number | null): readonly ServiceName[];
}

export function selectableObjects(dump: CentreonDump, active: ActiveObjects): Selectable {
  const hostGroups = new Map(dump.hostGroups.map((row) => [row.hostgroup_id, row.name]));
  const serviceGroups = new Map(dump.serviceGroups.map((row) => [row.servicegroup_id, row.name]));
  const serviceName = (row: ServiceRow): ServiceName | undefined => {
    const host = active.hosts.get(row.host_id);
    // A description is an item of a list here, so that it cannot contain a comma.
    return host !== undefined && isWritableName(row.description)
      ? { host: host.name, description: row.description }
      : undefined;
  };
  const servicesOf = (hosts: readonly HostRow[]): readonly ServiceName[] =>
    hosts.flatMap((host) => active.servicesOfHost.get(host.host_id) ?? []).flatMap((row) => serviceName(row) ?? []);
  return {
    host: (id) => active.hosts.get(id ?? 0)?.name,
    hostGroup: (id) => (active.hostsOfGroup.has(id ?? 0) ? hostGroups.get(id ?? 0) : undefined),
    serviceGroup: (id) => (active.servicesOfGroup.has(id ?? 0) ? serviceGroups.get(id ?? 0) : undefined),
    service: (hostId, serviceId) => {
      const row = active.services.get(serviceKey(hostId ?? 0, serviceId ?? 0));
      return row && serviceName(row);
    },
    servicesOfHost: (id) => servicesOf([active.hosts.get(id ?? 0)].filter((row) => row !== undefined)),
    servicesOfHostGroup: (id) => servicesOf(active.hostsOfGroup.get(id ?? 0) ?? []),
  };
}
