import type { AccessGroup } from "../access/access-groups.ts";
import { hostIdOf, hostKey, isHostKey, serviceKey, type ResourceKey } from "../model/resource-key.ts";
import { accessLinks, type AccessLinks } from "./access-links.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump, HostRow, ServiceRow } from "./centreon-tables.ts";
import { counted } from "../lib/counted.ts";

export interface ImportedAccessGroups {
  readonly groups: readonly AccessGroup[];
  /** Rights that could not be expressed, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Builds access groups that show exactly what the rows of centreon_acl show of today's hosts and services: the linked
 * host and service groups first, then single hosts and services that these do not show, and exceptions for what they
 * show in excess.
 */
export function accessGroupsOf(dump: CentreonDump, active: ActiveObjects): ImportedAccessGroups {
  const notes: string[] = [];
  const nameOfHostGroup = new Map(dump.hostGroups.map((row) => [row.hostgroup_id, row.name]));
  const nameOfServiceGroup = new Map(dump.serviceGroups.map((row) => [row.servicegroup_id, row.name]));
  const groups = accessLinks(dump).map((links): AccessGroup => {
    const wanted = new Set(
      [...links.visible].filter((key) => (isHostKey(key) ? active.hosts.has(hostIdOf(key)) : active.services.has(key))),
    );
    const unseenHosts = hostsHiddenFromTheirServices(wanted);
    if (unseenHosts.length > 0) {
      notes.push(
        `access group ${links.name}: saw services of ${namesOf(unseenHosts, active)} without the host itself; ` +
          "here it sees the host too",
      );
    }
    return {
      id: links.id,
      name: links.name,
      alias: links.alias,
      isActive: links.isActive,
      contacts: links.contacts,
      contactGroups: links.contactGroups,
      seesAll: false,
      hostGroups: [...links.hostGroupIds].flatMap((id) => nameOfHostGroup.get(id) ?? []),
      serviceGroups: [...links.serviceGroupIds].flatMap((id) => nameOfServiceGroup.get(id) ?? []),
      ...difference(shownByGroups(links, active), new Set([...wanted, ...unseenHosts.map(hostKey)]), active),
      roles: links.roles,
    };
  });
  return { groups, notes };
}

/**
 * Objects shown by the linked groups alone: a host group shows its hosts with all services, a service group its
 * services with their hosts.
 */
interface ShownByGroups {
  readonly wholeHosts: ReadonlySet<number>;
  readonly services: ReadonlySet<ResourceKey>;
}

function shownByGroups(links: AccessLinks, active: ActiveObjects): ShownByGroups {
  const hosts = [...links.hostGroupIds].flatMap((id) => active.hostsOfGroup.get(id) ?? []);
  const services = [...links.serviceGroupIds].flatMap((id) => active.servicesOfGroup.get(id) ?? []);
  return {
    wholeHosts: new Set(hosts.map((row) => row.host_id)),
    services: new Set(services.map((row) => serviceKey(row.host_id, row.service_id))),
  };
}

type ServiceName = AccessGroup["services"][number];
interface Difference {
  readonly hosts: string[];
  readonly services: ServiceName[];
  readonly exceptHosts: string[];
  readonly exceptServices: ServiceName[];
}

function difference(shown: ShownByGroups, wanted: ReadonlySet<ResourceKey>, active: ActiveObjects): Difference {
  const found: Difference = { hosts: [], services: [], exceptHosts: [], exceptServices: [] };
  for (const host of active.hosts.values())
    addHost(found, host, shown, wanted, active.servicesOfHost.get(host.host_id) ?? []);
  return found;
}

function addHost(
  found: Difference,
  host: HostRow,
  shown: ShownByGroups,
  wanted: ReadonlySet<ResourceKey>,
  rows: readonly ServiceRow[],
): void {
  const services = rows.map((row) => ({
    key: serviceKey(host.host_id, row.service_id),
    name: { host: host.name, service: row.description },
  }));
  const isWhole = shown.wholeHosts.has(host.host_id);
  if (!wanted.has(hostKey(host.host_id))) {
    if (isWhole || services.some(({ key }) => shown.services.has(key))) found.exceptHosts.push(host.name);
    return;
  }
  // A visible service makes its host visible. A host needs an entry of its own if none of its services is visible, or
  // if one entry is shorter than all services.
  const missing = services.filter(({ key }) => wanted.has(key) && !shown.services.has(key));
  const isSeenByService = services.some(({ key }) => wanted.has(key));
  const needsEntry =
    !isWhole && (!isSeenByService || (missing.length > 0 && services.every(({ key }) => wanted.has(key))));
  if (needsEntry) found.hosts.push(host.name);
  for (const { key, name } of services) {
    const isShown = isWhole || needsEntry || shown.services.has(key);
    if (wanted.has(key) && !isShown) found.services.push(name);
    if (!wanted.has(key) && isShown) found.exceptServices.push(name);
  }
}

function hostsHiddenFromTheirServices(wanted: ReadonlySet<ResourceKey>): readonly number[] {
  const hostIds = new Set([...wanted].filter((key) => !isHostKey(key)).map(hostIdOf));
  return [...hostIds].filter((id) => !wanted.has(hostKey(id)));
}

const MAX_NAMES = 3;

function namesOf(hostIds: readonly number[], active: ActiveObjects): string {
  const names = hostIds.slice(0, MAX_NAMES).map((id) => active.hosts.get(id)?.name ?? String(id));
  return hostIds.length > MAX_NAMES
    ? `${names.join(", ")} and ${counted(hostIds.length - MAX_NAMES, "more host")}`
    : names.join(", ");
}
