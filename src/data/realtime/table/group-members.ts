import type { HostGroup, ServiceGroup } from "../../../model/objects.ts";
import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import { byHostName } from "./default-order.ts";
import { serviceOf } from "../rows/records.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";
import { visibleHosts } from "../rows/visible.ts";
import type { Visibility } from "../../../model/visibility.ts";

export interface GroupMembers {
  /** Visible hosts of a group, by name. */
  hostsOf(group: HostGroup, visibility: Visibility): readonly HostEntry[];
  /** Visible services of a group with a visible host, by host name and then service id. */
  servicesOf(group: ServiceGroup, visibility: Visibility): readonly ServiceEntry[];
}

/** Members are sorted on first use. Hidden hosts and their services are excluded. */
export function createGroupMembers(hosts: ReadonlyMap<number, HostEntry>): GroupMembers {
  const hostsById = new Map<number, readonly HostEntry[]>();
  const servicesById = new Map<number, readonly ServiceEntry[]>();

  const listedHost = (hostId: number): HostEntry[] => {
    const host = hosts.get(hostId);
    return host === undefined || host.isHidden ? [] : [host];
  };
  const allHosts = (group: HostGroup): readonly HostEntry[] =>
    [...new Set(group.hostIds)].flatMap(listedHost).sort(byHostName);
  const allServices = (group: ServiceGroup): readonly ServiceEntry[] =>
    [...new Set(group.members)]
      .flatMap((key) => listedHost(hostIdOf(key)).flatMap((host) => serviceOf(host, serviceIdOf(key)) ?? []))
      .sort((left, right) => byHostName(left.host, right.host) || left.service.serviceId - right.service.serviceId);

  return {
    hostsOf: (group, visibility) => visibleHosts(kept(hostsById, group, allHosts), visibility),
    servicesOf: (group, visibility) => {
      const members = kept(servicesById, group, allServices);
      if (visibility.seesAll) return members;
      return members.filter(
        ({ service }) => visibility.seesHost(service.hostId) && visibility.seesService(service.key),
      );
    },
  };
}

function kept<Group extends { readonly id: number }, Row>(
  known: Map<number, readonly Row[]>,
  group: Group,
  find: (group: Group) => readonly Row[],
): readonly Row[] {
  const before = known.get(group.id);
  if (before !== undefined) return before;
  const members = find(group);
  known.set(group.id, members);
  return members;
}
