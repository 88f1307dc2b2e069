import type { Host, HostGroup, Inventory, Resource, Service, ServiceGroup } from "../../../model/objects.ts";
import { namesOf } from "../../../model/inventory-index.ts";

/**
 * Macros of a group given by name: `$HOSTGROUPALIAS:web$`, `$SERVICEGROUPMEMBERS:sg$`, `$CONTACTGROUPMEMBERS:admins$`.
 */
export function groupMacro(name: string, groupName: string, inventory: Inventory): string | undefined {
  const match = GROUP_MACRO.exec(name);
  if (match === null) return undefined;
  const names = namesOf(inventory);
  if (match[1] === "HOST") return hostGroupValue(match[2]!, names.hostGroups.get(groupName), inventory);
  if (match[1] === "SERVICE") return serviceGroupValue(match[2]!, names.serviceGroups.get(groupName), inventory);
  const group = inventory.contactGroups.find((one) => one.name === groupName);
  return group === undefined
    ? ""
    : match[2] === "MEMBERS"
      ? group.contacts.toSorted(byCode).join(",")
      : groupAttribute(match[2]!, group);
}

/**
 * The same macros for the first group of a resource: `$HOSTGROUPMEMBERS$`. Groups are in Nagios' order: descending by
 * name.
 */
export function firstGroupMacro(name: string, resource: Resource, inventory: Inventory): string | undefined {
  const match = GROUP_MACRO.exec(name);
  if (match === null || match[1] === "CONTACT") return undefined;
  const groups = (namesOf(inventory).groupsOf.get(resource.key) ?? []).toSorted((a, b) => byCode(b.name, a.name));
  if (match[2] === "NAMES") return groups.map((group) => group.name).join(",");
  const group = groups[0];
  return group === undefined ? "" : groupMacro(name, group.name, inventory);
}

/** Compares by code units, as Nagios sorts names. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted by name. */
export const hostsOfGroup = (group: HostGroup, inventory: Inventory): Host[] =>
  group.hostIds
    .flatMap((id) => namesOf(inventory).hostById.get(id) ?? [])
    .toSorted((a, b) => byCode(a.hostName, b.hostName));

/** Sorted by host and description. */
export const servicesOfGroup = (group: ServiceGroup, inventory: Inventory): Service[] =>
  group.members
    .flatMap((key) => {
      const service = namesOf(inventory).resourceByKey.get(key);
      return service?.kind === "service" ? [service] : [];
    })
    .toSorted((a, b) => byCode(a.hostName, b.hostName) || byCode(a.description, b.description));

const GROUP_MACRO = /^(HOST|SERVICE|CONTACT)GROUP(NAME|NAMES|ALIAS|MEMBERS|MEMBERADDRESSES|NOTES|NOTESURL|ACTIONURL)$/;

function hostGroupValue(what: string, group: HostGroup | undefined, inventory: Inventory): string {
  if (group === undefined) return "";
  if (what === "MEMBERS")
    return hostsOfGroup(group, inventory)
      .map((host) => host.hostName)
      .join(",");
  if (what === "MEMBERADDRESSES")
    return hostsOfGroup(group, inventory)
      .map((host) => host.address ?? host.hostName)
      .join(",");
  return groupAttribute(what, group);
}

/** Members are formatted as host,service,host,service, as in Nagios. */
function serviceGroupValue(what: string, group: ServiceGroup | undefined, inventory: Inventory): string {
  if (group === undefined) return "";
  if (what === "MEMBERS")
    return servicesOfGroup(group, inventory)
      .map((service) => `${service.hostName},${service.description}`)
      .join(",");
  return groupAttribute(what, group);
}

interface MacroGroup {
  readonly name: string;
  readonly alias: string;
  readonly notes?: string;
  readonly notesUrl?: string;
  readonly actionUrl?: string;
}

function groupAttribute(what: string, group: MacroGroup): string {
  switch (what) {
    case "NAME":
    case "NAMES":
      return group.name;
    case "ALIAS":
      return group.alias;
    case "NOTES":
      return group.notes ?? "";
    case "NOTESURL":
      return group.notesUrl ?? "";
    case "ACTIONURL":
      return group.actionUrl ?? "";
    default:
      return "";
  }
}
