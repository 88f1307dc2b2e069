import type { BuiltHost } from './build-hosts.ts'
import type { Directives } from './definition.ts'
import { selectMembers, type Selection } from './member-list.ts'
import type { NameMatching } from './name-matching.ts'
import type { Problems } from './problems.ts'

/** The hosts of an object; one that is named directly and reached by a group counts as named. */
export interface SelectedHosts { readonly named: ReadonlySet<BuiltHost>; readonly byGroup: ReadonlySet<BuiltHost> }

/** Where names of hosts and host groups are looked up. */
export interface HostLists {
  readonly hosts: ReadonlyMap<string, BuiltHost>
  readonly hostGroups: ReadonlyMap<string, ReadonlySet<BuiltHost>>
  readonly matching: NameMatching
  /** `allow_empty_hostgroup_assignment` of the main file. */
  readonly allowEmptyGroups: boolean
}

/**
 * The hosts of a service definition by `host_name` and `hostgroup_name`, `*` for all, `!` to exclude: an excluded host or
 * group is excluded from both. Tells names that do not exist.
 */
export function selectHosts(directives: Directives, prefix: '' | 'dependent_', lists: HostLists, problems: Problems): SelectedHosts {
  const { byName, byGroupName, named, byGroup } = chosenHosts(directives, prefix, lists, problems)
  for (const excluded of [byName.excluded, ...byGroupName.excluded]) {
    for (const host of excluded) {
      named.delete(host)
      byGroup.delete(host)
    }
  }
  return { named, byGroup }
}

/**
 * The same for host dependencies, host escalations and extended host information, named hosts first: an excluded group
 * leaves the hosts that are named (Nagios 4).
 */
export function selectHostList(directives: Directives, prefix: '' | 'dependent_', lists: HostLists, problems: Problems): BuiltHost[] {
  const { byName, byGroupName, named, byGroup } = chosenHosts(directives, prefix, lists, problems)
  for (const host of byName.excluded) named.delete(host)
  for (const excluded of [byName.excluded, ...byGroupName.excluded]) for (const host of excluded) byGroup.delete(host)
  return [...named, ...byGroup]
}

interface Chosen {
  readonly byName: Selection<BuiltHost>
  readonly byGroupName: Selection<ReadonlySet<BuiltHost>>
  readonly named: Set<BuiltHost>
  readonly byGroup: Set<BuiltHost>
}

function chosenHosts(
  directives: Directives, prefix: '' | 'dependent_', { hosts, hostGroups, matching }: HostLists, problems: Problems,
): Chosen {
  const byName = selectMembers(directives, `${prefix}host_name`, 'host', hosts, matching, problems)
  const byGroupName = selectMembers(directives, `${prefix}hostgroup_name`, 'hostgroup', hostGroups, matching, problems)
  const byGroup = new Set<BuiltHost>()
  for (const group of byGroupName.chosen) for (const host of group) if (!byName.chosen.has(host)) byGroup.add(host)
  return { byName, byGroupName, named: new Set(byName.chosen), byGroup }
}

/** All of them, the named ones first. */
export const allOf = ({ named, byGroup }: SelectedHosts): BuiltHost[] => [...named, ...byGroup]
