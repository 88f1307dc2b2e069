import { hostsBehind } from "../../model/hosts-behind.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { CommandCall, Contact, Host, HostGroup, Inventory, Service, ServiceGroup } from "../../model/objects.ts";
import { hostIdOf } from "../../model/resource-key.ts";
import { parseCommandCall } from "../../config/objects/value-pool.ts";
import { similarNames } from "../../lib/similar-names.ts";
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

  const host = (name: string): Host =>
    names.hosts.get(name) ?? unknown(`There is no host '${name}'.`, name, names.hosts);
  const hostGroup = (name: string): HostGroup =>
    names.hostGroups.get(name) ?? unknown(`There is no host group '${name}'.`, name, names.hostGroups);
  const serviceGroup = (name: string): ServiceGroup =>
    names.serviceGroups.get(name) ?? unknown(`There is no service group '${name}'.`, name, names.serviceGroups);
  const contact = (name: string): Contact =>
    names.contacts.get(name) ?? unknown(`There is no contact '${name}'.`, name, names.contacts);
  const unknownService = (hostName: string, description: string): never => {
    const found = names.hosts.get(hostName);
    const message = `There is no service '${description}' on a host '${hostName}'.`;
    if (found === undefined) return unknown(message, hostName, names.hosts);
    const descriptions = (names.servicesOfHost.get(found.hostId) ?? []).map(
      (each) => [each.description, each] as const,
    );
    return unknown(message, description, new Map(descriptions));
  };
  const byIds = (ids: Iterable<number>): Host[] =>
    [...ids].map((id) => names.hostById.get(id)).filter((found) => found !== undefined);

  return {
    host,
    hostByNameOrAddress: (name) =>
      names.hosts.get(name) ??
      names.hosts.get(byAddress.get(name) ?? "") ??
      unknown(`There is no host with the name or address '${name}'.`, name, names.hosts),
    service: (hostName, description) => names.service(hostName, description) ?? unknownService(hostName, description),
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
      (
        names.contactGroups.get(name) ?? unknown(`There is no contact group '${name}'.`, name, names.contactGroups)
      ).contacts.map(contact),
    commandCall(text) {
      const call = parseCommandCall(text);
      return inventory.commands.has(call.name)
        ? call
        : unknown(`There is no command '${call.name}'.`, call.name, inventory.commands);
    },
    timePeriod: (name) =>
      inventory.timePeriods.has(name)
        ? name
        : unknown(`There is no time period '${name}'.`, name, inventory.timePeriods),
    hostsBehind: ({ key }) => byIds(hostsBehind(key, inventory).map(hostIdOf)),
  };
}

/** Refusal of a name. The similar ones are found when a sender waits for them: each search compares all names. */
export class UnknownTarget extends Refusal {
  readonly similar: () => readonly string[];

  constructor(message: string, similar: () => readonly string[]) {
    super("command-target-unknown", message);
    this.similar = similar;
  }
}

function unknown(message: string, name: string, known: ReadonlyMap<string, unknown>): never {
  throw new UnknownTarget(message, () => similarNames(name, known.keys()));
}
