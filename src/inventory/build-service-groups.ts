import type { ObjectId } from '../store/store.ts'
import { allotIds, configuredId, type IdSource } from './allot-ids.ts'
import type { BuiltService } from './build-services.ts'
import { NULL_WORD, splitList, textOf, type Definition, type Directives } from './definition.ts'
import { withMembersOfGroups, type OwnMembers } from './group-members.ts'
import type { Inheritance } from './inherit.ts'
import type { NameRules } from './names.ts'
import type { Service, ServiceGroup } from './objects.ts'
import type { Problems } from './problems.ts'
import { registeredByName } from './registered.ts'

export interface ServiceGroups {
  /** In the order of their ids. */
  readonly groups: readonly ServiceGroup[]
  readonly newIds: readonly ObjectId[]
}

/** Service groups from `members host,description,…`, `servicegroup_members` and the `servicegroups` of services. */
export function buildServiceGroups(
  definitions: readonly Definition[], services: readonly BuiltService[], inheritance: Inheritance, names: NameRules,
  ids: IdSource, problems: Problems,
): ServiceGroups {
  const own = new Map<string, OwnMembers<Service>>()
  const registered = registeredByName('servicegroup', definitions, inheritance, names, problems)
  const find = serviceFinder([...registered.values()].some(({ directives }) => directives.has('members')) ? services : [])
  for (const [name, group] of registered) {
    own.set(name, { ...group, members: membersOf(group.directives, find, problems), excluded: new Set() })
  }
  for (const { service, definition } of services) {
    const directive = definition.serviceGroups
    if (directive === null || directive.value === NULL_WORD) continue
    for (const name of splitList(directive.value)) {
      const group = own.get(name)
      if (group !== undefined) group.members.add(service)
      else problems.error(directive, 'servicegroups', `servicegroup '${name}' is not defined`)
    }
  }
  const complete = withMembersOfGroups('servicegroup', 'servicegroup_members', own, problems)
  const requests = [...own].map(([name, { directives, definition }]) => ({
    name, hostId: 0, configured: configuredId(directives, ['servicegroup_id'], problems), source: definition.source,
  }))
  const { ids: groupIds, newIds } = allotIds('servicegroup', requests, ids, problems)
  const groups = [...own].map(([name, { directives }], index) => Object.freeze({
    id: groupIds[index] ?? 0,
    name,
    alias: textOf(directives, 'alias') ?? name,
    members: Object.freeze([...complete.get(name) ?? []].map(({ key }) => key).sort((a, b) => a - b)),
  }))
  return { groups: groups.sort((a, b) => a.id - b.id), newIds }
}

type FindService = (hostName: string, description: string) => Service | undefined

function serviceFinder(services: readonly BuiltService[]): FindService {
  const byHost = new Map<string, Map<string, Service>>()
  for (const { service } of services) {
    const ofHost = byHost.get(service.hostName)
    if (ofHost === undefined) byHost.set(service.hostName, new Map([[service.description, service]]))
    else ofHost.set(service.description, service)
  }
  return (hostName, description) => byHost.get(hostName)?.get(description)
}

// Pairs, so a host may occur many times: not a list of distinct items.
function membersOf(directives: Directives, find: FindService, problems: Problems): Set<Service> {
  const members = new Set<Service>()
  const place = directives.get('members')
  const text = textOf(directives, 'members')
  if (place === undefined || !text) return members
  const items = text.split(',').map((item) => item.trim()).filter((item) => item !== '')
  if (items.length % 2 !== 0) problems.error(
    place, 'members', 'expected pairs of host and service description: host,service,host,service',
  )
  for (let index = 0; index + 1 < items.length; index += 2) {
    const [hostName = '', description = ''] = items.slice(index, index + 2)
    const service = find(hostName, description)
    if (service !== undefined) members.add(service)
    else problems.error(place, 'members', `service '${description}' on host '${hostName}' is not defined`)
  }
  return members
}
