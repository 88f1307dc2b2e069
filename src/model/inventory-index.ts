import { atOnce } from "../lib/cooperative.ts";
import type {
  Contact,
  ContactGroup,
  Dependency,
  Host,
  HostGroup,
  Inventory,
  Resource,
  Service,
  ServiceGroup,
} from "./objects.ts";
import { placeOfKey } from "./binary-search.ts";
import { hostIdOf, hostKey, type ResourceKey } from "./resource-key.ts";

/** Objects of an inventory by name, groups by member, and links between resources in both directions. */
export interface InventoryNames {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly servicesOfHost: ReadonlyMap<number, readonly Service[]>;
  readonly hostById: ReadonlyMap<number, Host>;
  readonly resourceByKey: ReadonlyMap<ResourceKey, Resource>;
  readonly hostGroups: ReadonlyMap<string, HostGroup>;
  readonly serviceGroups: ReadonlyMap<string, ServiceGroup>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly contactGroups: ReadonlyMap<string, ContactGroup>;
  /** Keys of the direct parents of a host; no entry for a host without parents. */
  readonly parentsOf: ReadonlyMap<ResourceKey, readonly ResourceKey[]>;
  /** Keys of the direct children of a host; no entry for a host without children. */
  readonly childrenOf: ReadonlyMap<ResourceKey, readonly ResourceKey[]>;
  /** Dependencies of both kinds by the dependent resource. */
  readonly dependenciesOf: ReadonlyMap<ResourceKey, readonly Dependency[]>;
  /** Groups of a host or service, in the order of the inventory. */
  readonly groupsOf: ReadonlyMap<ResourceKey, readonly (HostGroup | ServiceGroup)[]>;
  /** Finds a service by host name and description. */
  service(hostName: string, description: string): Service | undefined;
}

interface BuiltNames extends InventoryNames {
  readonly hosts: Map<string, Host>;
  readonly servicesOfHost: Map<number, Service[]>;
  readonly hostById: Map<number, Host>;
  readonly resourceByKey: Map<ResourceKey, Resource>;
  readonly contacts: Map<string, Contact>;
  readonly servicesByDescription: ServicesByDescription;
}

const known = new WeakMap<Inventory, BuiltNames>();

/** Indexes of an inventory, built on first use and kept as long as the inventory. */
export function namesOf(inventory: Inventory): InventoryNames {
  const names = known.get(inventory) ?? atOnce(building(inventory));
  known.set(inventory, names);
  return names;
}

/** Builds the indexes incrementally, for an inventory that is not in use yet. */
export function* buildNames(inventory: Inventory): Generator<void, void> {
  known.set(inventory, yield* building(inventory));
}

/** Keys of the hosts above a resource, the farthest first, then of its host, then its own. */
export function upwardsFrom(inventory: Inventory, key: ResourceKey): readonly ResourceKey[] {
  const { parentsOf } = namesOf(inventory);
  // The loop also visits what it adds.
  const reached = new Set([key, hostKey(hostIdOf(key))]);
  for (const one of reached) for (const parent of parentsOf.get(one) ?? []) reached.add(parent);
  return [...reached].toReversed();
}

/** Replaces a resource by another object with the same key: an operator changed it while the server was running. */
export function renewResource(inventory: Inventory, resource: Resource): void {
  const names = known.get(inventory);
  if (names === undefined) return;
  names.resourceByKey.set(resource.key, resource);
  if (resource.kind === "host") {
    names.hosts.set(resource.hostName, resource);
    names.hostById.set(resource.hostId, resource);
    return;
  }
  const services = names.servicesOfHost.get(resource.hostId) ?? [];
  const place = placeOfKey(services, resource.key);
  if (place !== undefined) services[place] = resource;
  names.servicesByDescription.get(resource.hostId)?.set(resource.description, resource);
}

/** Replaces a contact in the same way. */
export function renewContact(inventory: Inventory, contact: Contact): void {
  known.get(inventory)?.contacts.set(contact.name, contact);
}

function* building(inventory: Inventory): Generator<void, BuiltNames> {
  const hostById = new Map(inventory.hosts.map((host) => [host.hostId, host]));
  yield;
  const groupsOf = new Map<ResourceKey, (HostGroup | ServiceGroup)[]>();
  for (const group of inventory.hostGroups) {
    for (const id of group.hostIds) append(groupsOf, hostById.get(id)?.key, group);
    yield;
  }
  for (const group of inventory.serviceGroups) {
    for (const key of group.members) append(groupsOf, key, group);
    yield;
  }
  const servicesOfHost = new Map<number, Service[]>();
  const resourceByKey = new Map<ResourceKey, Resource>(inventory.hosts.map((host) => [host.key, host]));
  yield;
  for (const [place, service] of inventory.services.entries()) {
    append(servicesOfHost, service.hostId, service);
    resourceByKey.set(service.key, service);
    if (place % SERVICES_BETWEEN_YIELDS === 0) yield;
  }
  const hosts = byName(inventory.hosts, (host) => host.hostName);
  const { parentsOf, childrenOf } = hostLinks(inventory, hosts);
  yield;
  const servicesByDescription: ServicesByDescription = new Map();
  return {
    hosts,
    servicesOfHost,
    hostById,
    resourceByKey,
    hostGroups: byName(inventory.hostGroups, (group) => group.name),
    serviceGroups: byName(inventory.serviceGroups, (group) => group.name),
    contacts: byName(inventory.contacts, (contact) => contact.name),
    contactGroups: byName(inventory.contactGroups, (group) => group.name),
    parentsOf,
    childrenOf,
    dependenciesOf: Map.groupBy(inventory.dependencies, ({ dependent }) => dependent),
    groupsOf,
    servicesByDescription,
    service(hostName, description) {
      const host = hosts.get(hostName);
      if (host === undefined) return undefined;
      const services = servicesOfHost.get(host.hostId) ?? [];
      if (services.length <= FEW) return services.find((service) => service.description === description);
      return servicesByDescription
        .getOrInsertComputed(host.hostId, () => byName(services, (service) => service.description))
        .get(description);
    },
  };
}

/** Links between hosts; parents that are not configured are omitted. */
function hostLinks(
  inventory: Inventory,
  hosts: ReadonlyMap<string, Host>,
): Pick<InventoryNames, "parentsOf" | "childrenOf"> {
  const parentsOf = new Map<ResourceKey, readonly ResourceKey[]>();
  const childrenOf = new Map<ResourceKey, ResourceKey[]>();
  for (const { key, parents } of inventory.hosts) {
    if (parents.length === 0) continue;
    const parentKeys = parents.map((name) => hosts.get(name)?.key).filter((parent) => parent !== undefined);
    parentsOf.set(key, parentKeys);
    for (const parent of parentKeys) append(childrenOf, parent, key);
  }
  return { parentsOf, childrenOf };
}

/** Host of a resource: the resource itself, or the host of a service. */
export function hostOf(resource: Resource, inventory: Inventory): Host | undefined {
  return resource.kind === "host" ? resource : namesOf(inventory).hostById.get(resource.hostId);
}

/**
 * Services by host id and description. Only hosts with many services get an index, on first use; a short list is
 * searched directly, which takes no memory.
 */
type ServicesByDescription = Map<number, Map<string, Service>>;
const FEW = 16;

const SERVICES_BETWEEN_YIELDS = 1_000;

const byName = <T>(objects: readonly T[], name: (object: T) => string): Map<string, T> =>
  new Map(objects.map((object) => [name(object), object]));

function append<K, V>(lists: Map<K, V[]>, key: K | undefined, value: V): void {
  if (key !== undefined) lists.getOrInsertComputed(key, () => []).push(value);
}
