import type { BuiltHost } from "./build-hosts.ts";
import type { Directives } from "./definition.ts";
import { membersOf, selectMembers } from "./member-list.ts";
import type { NameMatching } from "./name-matching.ts";
import type { Diagnostics } from "./diagnostics.ts";

/** Hosts of an object; one that is named directly and also in a group counts as named. */
export interface SelectedHosts {
  readonly named: ReadonlySet<BuiltHost>;
  readonly byGroup: ReadonlySet<BuiltHost>;
}

/** Hosts and host groups by name. */
export interface HostLists {
  readonly hosts: ReadonlyMap<string, BuiltHost>;
  readonly hostGroups: ReadonlyMap<string, ReadonlySet<BuiltHost>>;
  readonly matching: NameMatching;
  /** `allow_empty_hostgroup_assignment` of the main file. */
  readonly allowEmptyGroups: boolean;
}

/**
 * Selects hosts by `host_name` and `hostgroup_name` for a service definition, `*` for all, `!` to exclude: an excluded
 * host or group is excluded from both. Reports undefined names.
 */
export function selectHosts(
  directives: Directives,
  prefix: "" | "dependent_",
  lists: HostLists,
  problems: Diagnostics,
): SelectedHosts {
  const { chosen, excluded } = hostsAndGroups(directives, prefix, lists, problems);
  const isExcluded = excluded.named.union(excluded.byGroup);
  return { named: chosen.named.difference(isExcluded), byGroup: chosen.byGroup.difference(isExcluded) };
}

/**
 * Selects hosts for host dependencies, host escalations and extended host information, named hosts first: excluding a
 * group does not exclude hosts that are named (Nagios 4).
 */
export function selectHostList(
  directives: Directives,
  prefix: "" | "dependent_",
  lists: HostLists,
  problems: Diagnostics,
): BuiltHost[] {
  const { chosen, excluded } = hostsAndGroups(directives, prefix, lists, problems);
  return allOf({
    named: chosen.named.difference(excluded.named),
    byGroup: chosen.byGroup.difference(excluded.named.union(excluded.byGroup)),
  });
}

function hostsAndGroups(
  directives: Directives,
  prefix: "" | "dependent_",
  { hosts, hostGroups, matching }: HostLists,
  problems: Diagnostics,
): { readonly chosen: SelectedHosts; readonly excluded: SelectedHosts } {
  const names = selectMembers(directives, `${prefix}host_name`, "host", hosts, matching, problems);
  const groups = selectMembers(directives, `${prefix}hostgroup_name`, "hostgroup", hostGroups, matching, problems);
  return {
    chosen: { named: names.chosen, byGroup: membersOf(groups.chosen).difference(names.chosen) },
    excluded: { named: names.excluded, byGroup: membersOf(groups.excluded) },
  };
}

/** All hosts, the named ones first. */
export const allOf = ({ named, byGroup }: SelectedHosts): BuiltHost[] => [...named, ...byGroup];
