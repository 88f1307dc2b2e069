import { namesOf } from "../model/inventory-index.ts";
import type { Inventory } from "../model/objects.ts";
import { hostIdOf, isHostKey, type ResourceKey } from "../model/resource-key.ts";
import type { AccessGroup } from "./access-groups.ts";
import type { Role } from "./caller.ts";
import { type Visibility, seesEverything } from "../model/visibility.ts";

/** Visible objects and roles of a contact through its access groups. */
export interface Rights {
  readonly visibility: Visibility;
  readonly roles: ReadonlySet<Role>;
  /** The active ones that it belongs to. */
  readonly groups: readonly AccessGroup[];
}

/**
 * Rights of contract §6.2 and §6.3 by login name, for one configuration. Computed on first use; contacts with the same
 * access groups share them. Several groups add up: one may show what another excepts.
 */
export function createRights(inventory: Inventory, groups: readonly AccessGroup[]): (alias: string) => Rights {
  const groupsOf = accessGroupsByContact(inventory, groups);
  const known = new Map<string, Rights>();

  return (alias) => {
    const own = groupsOf.get(alias.toLowerCase()) ?? [];
    const which = own.map(({ id }) => id).join(" ");
    const rights = known.get(which) ?? rightsOf(inventory, own);
    known.set(which, rights);
    return rights;
  };
}

/** Active groups by lower-case login name, in file order; a contact linked in two ways has a group once. */
function accessGroupsByContact(
  inventory: Inventory,
  groups: readonly AccessGroup[],
): ReadonlyMap<string, readonly AccessGroup[]> {
  const members = new Map(inventory.contactGroups.map(({ name, contacts }) => [name, contacts]));
  const byContact = new Map<string, AccessGroup[]>();
  for (const group of groups.filter(({ isActive }) => isActive)) {
    const aliases = [...group.contacts, ...group.contactGroups.flatMap((name) => members.get(name) ?? [])];
    for (const alias of new Set(aliases.map((name) => name.toLowerCase()))) {
      byContact.set(alias, [...(byContact.get(alias) ?? []), group]);
    }
  }
  return byContact;
}

function rightsOf(inventory: Inventory, groups: readonly AccessGroup[]): Rights {
  const roles = new Set(groups.flatMap((group) => group.roles));
  const seesAll = groups.some(
    (group) => group.seesAll && group.exceptHosts.length === 0 && group.exceptServices.length === 0,
  );
  return { visibility: seesAll ? seesEverything : visibilityOf(inventory, groups), roles, groups };
}

function visibilityOf(inventory: Inventory, groups: readonly AccessGroup[]): Visibility {
  const hosts = new Set<number>();
  /** Hosts of which every service is visible; for other hosts, see `services`. */
  const wholeHosts = new Set<number>();
  const services = new Set<ResourceKey>();
  for (const group of groups) show(group, inventory, { hosts, wholeHosts, services });

  const seesAllGroups = groups.some((group) => group.seesAll);
  const hostGroups = new Set(
    idsOfNamed(
      inventory.hostGroups,
      groups.flatMap((group) => group.hostGroups),
    ),
  );
  const serviceGroups = new Set(
    idsOfNamed(
      inventory.serviceGroups,
      groups.flatMap((group) => group.serviceGroups),
    ),
  );
  return {
    seesAll: false,
    seesHost: (hostId) => hosts.has(hostId),
    seesService: (key) => (wholeHosts.has(hostIdOf(key)) ? !isHostKey(key) : services.has(key)),
    seesHostGroup: (id) => seesAllGroups || hostGroups.has(id),
    seesServiceGroup: (id) => seesAllGroups || serviceGroups.has(id),
  };
}

interface Shown {
  readonly hosts: Set<number>;
  readonly wholeHosts: Set<number>;
  readonly services: Set<ResourceKey>;
}

/** Adds the objects shown by one access group, after its own exceptions. A visible service makes its host visible. */
function show(group: AccessGroup, inventory: Inventory, shown: Shown): void {
  const { servicesOfHost } = namesOf(inventory);
  const exceptHosts = new Set(hostIdsOf(group.exceptHosts, inventory));
  const exceptServices = new Set(serviceKeysOf(group.exceptServices, inventory));
  const cutHosts = new Set([...exceptServices].map(hostIdOf));

  for (const hostId of new Set(wholeHostsOf(group, inventory))) {
    if (exceptHosts.has(hostId)) continue;
    shown.hosts.add(hostId);
    if (!cutHosts.has(hostId)) shown.wholeHosts.add(hostId);
    else for (const { key } of servicesOfHost.get(hostId) ?? []) if (!exceptServices.has(key)) shown.services.add(key);
  }
  for (const key of singleServicesOf(group, inventory)) {
    if (exceptHosts.has(hostIdOf(key)) || exceptServices.has(key)) continue;
    shown.services.add(key);
    shown.hosts.add(hostIdOf(key));
  }
}

function wholeHostsOf(group: AccessGroup, inventory: Inventory): readonly number[] {
  if (group.seesAll) return inventory.hosts.map(({ hostId }) => hostId);
  const listed = new Set(group.hostGroups);
  return [
    ...inventory.hostGroups.filter(({ name }) => listed.has(name)).flatMap(({ hostIds }) => hostIds),
    ...hostIdsOf(group.hosts, inventory),
  ];
}

function singleServicesOf(group: AccessGroup, inventory: Inventory): readonly ResourceKey[] {
  const listed = new Set(group.serviceGroups);
  return [
    ...inventory.serviceGroups.filter(({ name }) => listed.has(name)).flatMap(({ members }) => members),
    ...serviceKeysOf(group.services, inventory),
  ];
}

function idsOfNamed(
  groups: readonly { readonly id: number; readonly name: string }[],
  names: readonly string[],
): readonly number[] {
  const listed = new Set(names);
  return groups.filter(({ name }) => listed.has(name)).map(({ id }) => id);
}

function hostIdsOf(names: AccessGroup["hosts"], inventory: Inventory): readonly number[] {
  const { hosts } = namesOf(inventory);
  return names.flatMap((name) => hosts.get(name)?.hostId ?? []);
}

function serviceKeysOf(names: AccessGroup["services"], inventory: Inventory): readonly ResourceKey[] {
  const known = namesOf(inventory);
  return names.flatMap(({ host, service }) => known.service(host, service)?.key ?? []);
}
