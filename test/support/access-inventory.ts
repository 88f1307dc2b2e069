import type { Host, HostGroup, Inventory, Service, ServiceGroup } from "../../src/model/objects.ts";
import { BARE_CHECKABLE, EMPTY_INVENTORY } from "../../src/config/objects/objects.fixture.ts";
import { hostKey, serviceKey } from "../../src/model/resource-key.ts";
import type { AccessGroup } from "../../src/access/access-groups.ts";

export interface Sketch {
  /** Service descriptions by host. Ids follow this order: hosts 1, 2, …; services of a host 101, 102, … */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  /** Host names by group; ids 1, 2, … */
  readonly hostGroups?: Readonly<Record<string, readonly string[]>>;
  /** Host and description by group; ids 1, 2, … */
  readonly serviceGroups?: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly contactGroups?: Readonly<Record<string, readonly string[]>>;
}

/** Inventory with the parts used by access control; all other directives have defaults. */
export function inventoryOf({ hosts, hostGroups = {}, serviceGroups = {}, contactGroups = {} }: Sketch): Inventory {
  const names = Object.keys(hosts);
  const idOf = (host: string): number => names.indexOf(host) + 1;
  const keyOf = (host: string, service: string): number =>
    serviceKey(idOf(host), 101 + (hosts[host] ?? []).indexOf(service));
  return {
    ...EMPTY_INVENTORY,
    hosts: names.map((name): Host => ({
      ...BARE_CHECKABLE,
      kind: "host",
      key: hostKey(idOf(name)),
      hostId: idOf(name),
      serviceId: 0,
      hostName: name,
      alias: name,
      address: null,
      pollerId: 1,
      pollerName: "Central",
      parents: [],
    })),
    services: names.flatMap((name) =>
      (hosts[name] ?? []).map((description, index): Service => ({
        ...BARE_CHECKABLE,
        kind: "service",
        key: keyOf(name, description),
        hostId: idOf(name),
        serviceId: 101 + index,
        hostName: name,
        description,
      })),
    ),
    hostGroups: Object.entries(hostGroups).map(([name, members], index): HostGroup => ({
      id: index + 1,
      name,
      alias: name,
      hostIds: members.map(idOf),
    })),
    serviceGroups: Object.entries(serviceGroups).map(([name, members], index): ServiceGroup => ({
      id: index + 1,
      name,
      alias: name,
      members: members.map(([host, service]) => keyOf(host, service)),
    })),
    contactGroups: Object.entries(contactGroups).map(([name, contacts]) => ({ name, alias: name, contacts })),
  };
}

export function accessGroup(id: number, changes: Partial<AccessGroup>): AccessGroup {
  return {
    id,
    name: `group ${id}`,
    alias: `group ${id}`,
    isActive: true,
    contacts: [],
    contactGroups: [],
    seesAll: false,
    hostGroups: [],
    serviceGroups: [],
    hosts: [],
    services: [],
    exceptHosts: [],
    exceptServices: [],
    roles: [],
    ...changes,
  };
}
