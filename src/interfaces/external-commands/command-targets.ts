import { namesOf } from "../../model/inventory-index.ts";
import type { CommandCall, Contact, Host, HostGroup, Inventory, Service, ServiceGroup } from "../../model/objects.ts";
import { hostIdOf, type ResourceKey } from "../../model/resource-key.ts";
import { parseCommandCall } from "../../config/objects/value-pool.ts";
import { Refusal } from "../../model/refusal.ts";

/** Objects named in commands. Each function refuses with `command-target-unknown`. */
export interface CommandTargets {
  host(name: string): Host;
  /** By name, otherwise by address: agents often know only the address of their host (Nagios: passive results). */
  hostByNameOrAddress(name: string): Host;
  service(host: string, description: string): Service;
  servicesOf(host: Host): readonly Service[];
  hostsOfGroup(name: string): readonly Host[];
  serviceGroup(name: string): ServiceGroup;
  /** Hosts that have a service in the group. */
  hostsOfServiceGroup(name: string): readonly Host[];
  servicesOfGroup(name: string): readonly Service[];
  /** All hosts behind this one, indirect children included, each once. */
  hostsBehind(host: Host): readonly Host[];
  contact(name: string): Contact;
  contactsOfGroup(name: string): readonly Contact[];
  /** Command call as written in the object files. The command must exist. */
  commandCall(text: string): CommandCall;
  /** Name of an existing period. */
  timePeriod(name: string): string;
}

export function createCommandTargets(inventory: Inventory): CommandTargets {
  const names = namesOf(inventory);
  // Names instead of objects, because an operator's change replaces the object.
  const byAddress = new Map(inventory.hosts.toReversed().map(({ address, hostName }) => [address, hostName]));

  const host = (name: string): Host => names.hosts.get(name) ?? unknown(`There is no host '${name}'.`);
  const hostGroup = (name: string): HostGroup =>
    names.hostGroups.get(name) ?? unknown(`There is no host group '${name}'.`);
  const serviceGroup = (name: string): ServiceGroup =>
    names.serviceGroups.get(name) ?? unknown(`There is no service group '${name}'.`);
  const contact = (name: string): Contact => names.contacts.get(name) ?? unknown(`There is no contact '${name}'.`);
  const byIds = (ids: Iterable<number>): Host[] =>
    [...ids].map((id) => names.hostById.get(id)).filter((found) => found !== undefined);

  return {
    host,
    hostByNameOrAddress: (name) =>
      names.hosts.get(name) ??
      names.hosts.get(byAddress.get(name) ?? "") ??
      unknown(`There is no host with the name or address '${name}'.`),
    service: (hostName, description) =>
      names.service(hostName, description) ?? unknown(`There is no service '${description}' on a host '${hostName}'.`),
    servicesOf: ({ hostId }) => names.servicesOfHost.get(hostId) ?? [],
    hostsOfGroup: (name) => byIds(hostGroup(name).hostIds),
    serviceGroup,
    hostsOfServiceGroup: (name) => byIds(new Set(serviceGroup(name).members.map(hostIdOf))),
    servicesOfGroup: (name) =>
      serviceGroup(name)
        .members.map((key) => names.resourceByKey.get(key))
        .filter((found) => found?.kind === "service"),
    contact,
    contactsOfGroup: (name) =>
      (names.contactGroups.get(name) ?? unknown(`There is no contact group '${name}'.`)).contacts.map(contact),
    commandCall(text) {
      const call = parseCommandCall(text);
      return inventory.commands.has(call.name) ? call : unknown(`There is no command '${call.name}'.`);
    },
    timePeriod: (name) => (inventory.timePeriods.has(name) ? name : unknown(`There is no time period '${name}'.`)),
    hostsBehind(first) {
      const found = new Set<ResourceKey>();
      const waiting = [first.key];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        for (const child of names.childrenOf.get(next) ?? []) {
          if (found.has(child)) continue;
          found.add(child);
          waiting.push(child);
        }
      }
      found.delete(first.key);
      return byIds([...found].map(hostIdOf));
    },
  };
}

const unknown = (message: string): never => {
  throw new Refusal("command-target-unknown", message);
};
