import type { BuiltHost } from './build-hosts.ts'
import type { Directives } from './definition.ts'
import { selectMembers } from './member-list.ts'
import type { NameMatching } from './name-matching.ts'
import type { Problems } from './problems.ts'

/** The hosts of an object; one that is named directly and reached by a group counts as named. */
export interface SelectedHosts { readonly named: ReadonlySet<BuiltHost>; readonly byGroup: ReadonlySet<BuiltHost> }

/** Where names of hosts and host groups are looked up. */
export interface HostLists {
  readonly hosts: ReadonlyMap<string, BuiltHost>
  readonly hostGroups: ReadonlyMap<string, ReadonlySet<BuiltHost>>
  readonly matching: NameMatching
}

/**
 * `host_name` and `hostgroup_name` (behind `prefix`) together, `*` for all, `!` to exclude: an excluded host or group is
 * excluded from both. Tells names that do not exist.
 */
export function selectHosts(directives: Directives, prefix: '' | 'dependent_', lists: HostLists, problems: Problems): SelectedHosts {
  const { hosts, hostGroups, matching } = lists
  const byName = selectMembers(directives, `${prefix}host_name`, 'host', hosts, matching, problems)
  const byGroupName = selectMembers(directives, `${prefix}hostgroup_name`, 'hostgroup', hostGroups, matching, problems)
  const named = new Set(byName.chosen)
  const byGroup = new Set<BuiltHost>()
  for (const group of byGroupName.chosen) for (const host of group) if (!named.has(host)) byGroup.add(host)
  for (const excluded of [byName.excluded, ...byGroupName.excluded]) {
    for (const host of excluded) {
      named.delete(host)
      byGroup.delete(host)
    }
  }
  return { named, byGroup }
}

/** All of them, the named ones first. */
export const allOf = ({ named, byGroup }: SelectedHosts): BuiltHost[] => [...named, ...byGroup]
