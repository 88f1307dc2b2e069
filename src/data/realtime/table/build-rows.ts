import type { Host, HostGroup, Service, ServiceGroup } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { newState } from "../../../model/initial-state.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import { folded } from "../search/collation.ts";
import type { Configured, HostEntry, ServiceEntry } from "../rows/rows.ts";

/** Builds all hosts with their services, by host_id. A resource without a state becomes pending. */
export function* buildRows(
  inventory: Configured,
  stateOf: (key: ResourceKey) => ResourceState | undefined,
): Generator<void, ReadonlyMap<number, HostEntry>> {
  const fold = createFoldCache();
  const groupsOfHost = groupsByMember(inventory.hostGroups, (group) => group.hostIds);
  const groupsOfService = groupsByMember(inventory.serviceGroups, (group) => group.members);

  const hosts = new Map<number, HostEntry & { readonly services: ServiceEntry[] }>();
  for (const host of inventory.hosts) {
    const state = stateOf(host.key) ?? newState(host.initialState);
    hosts.set(host.hostId, hostEntry(host, state, groupsOfHost.get(host.hostId) ?? NO_HOST_GROUPS, fold));
  }
  yield;
  for (const [place, service] of inventory.services.entries()) {
    if (place % SERVICES_BETWEEN_YIELDS === 0) yield;
    const host = hosts.get(service.hostId);
    if (host === undefined) continue;
    const state = stateOf(service.key) ?? newState(service.initialState);
    host.services.push(serviceEntry(service, host, state, groupsOfService.get(service.key) ?? NO_SERVICE_GROUPS, fold));
  }
  return hosts;
}

const SERVICES_BETWEEN_YIELDS = 1_000;

const NO_HOST_GROUPS: readonly HostGroup[] = [];
const NO_SERVICE_GROUPS: readonly ServiceGroup[] = [];

type Fold = (text: string | null) => string | null;

function hostEntry(
  host: Host,
  state: ResourceState,
  groups: readonly HostGroup[],
  fold: Fold,
): HostEntry & { readonly services: ServiceEntry[] } {
  return {
    host,
    state,
    services: [],
    groups,
    isHidden: host.hostName.startsWith("_Module_BAM"),
    foldedName: folded(host.hostName),
    foldedAlias: fold(host.alias),
    foldedAddress: fold(host.address),
    foldedDisplayName: fold(host.displayName),
    nameOrder: -1,
  };
}

function serviceEntry(
  service: Service,
  host: HostEntry,
  state: ResourceState,
  groups: readonly ServiceGroup[],
  fold: Fold,
): ServiceEntry {
  return {
    service,
    host,
    state,
    groups,
    place: -1,
    nameOrder: -1,
    foldedDescription: fold(service.description) ?? "",
    foldedDisplayName: fold(service.displayName),
    searchedOutput: "",
    foldedOutput: "",
  };
}

/** Equal texts share one folded string: many services have the same names. */
function createFoldCache(): Fold {
  const known = new Map<string, string>();
  return (text) => {
    if (text === null) return null;
    const before = known.get(text);
    if (before !== undefined) return before;
    const fold = folded(text);
    known.set(text, fold);
    return fold;
  };
}

function groupsByMember<Group>(
  groups: readonly Group[],
  membersOf: (group: Group) => readonly number[],
): Map<number, Group[]> {
  const byMember = new Map<number, Group[]>();
  for (const group of groups) {
    for (const member of membersOf(group)) {
      const known = byMember.get(member);
      if (known === undefined) byMember.set(member, [group]);
      else if (!known.includes(group)) known.push(group);
    }
  }
  return byMember;
}
