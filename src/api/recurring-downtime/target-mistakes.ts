import type { Visibility } from '../../access/caller.ts'
import type { DowntimeTargets } from '../../downtime/recurring-downtime.ts'
import { hasWildcard } from '../../downtime/wildcard.ts'
import type { Inventory } from '../../inventory/objects.ts'
import type { BodyMistake } from '../body-refusal.ts'

// Each is compared with every name.
const MOST_PATTERNS = 100

/** Names that are not there, or not seen, which is told in the same words. A pattern may name what is yet to come. */
export function targetMistakes(targets: DowntimeTargets, inventory: Inventory, visibility: Visibility): readonly BodyMistake[] {
  const lists = namedLists(targets, inventory, visibility)
  if (lists.every(({ names }) => names.length === 0)) return [{ field: 'targets', text: 'Nothing is named.' }]
  return lists.flatMap(list => [...unknownNames(list), ...tooManyPatterns(list)])
}

interface NamedList {
  readonly field: string
  readonly what: string
  readonly names: readonly string[]
  readonly known: ReadonlySet<string>
}

function namedLists(
  { hosts, services, hostGroups, serviceGroups }: DowntimeTargets, inventory: Inventory, visibility: Visibility,
): readonly NamedList[] {
  const seenHosts = inventory.hosts.filter(({ hostId }) => visibility.seesHost(hostId))
  const seenServices = inventory.services.filter(({ key }) => visibility.seesService(key))
  const seenHostGroups = inventory.hostGroups.filter(({ id }) => visibility.seesHostGroup(id))
  const seenServiceGroups = inventory.serviceGroups.filter(({ id }) => visibility.seesServiceGroup(id))
  return [
    { field: 'hosts', what: 'host', names: hosts, known: new Set(seenHosts.map(({ hostName }) => hostName)) },
    {
      field: 'services', what: 'service', names: services.map(({ host, service }) => pair(host, service)),
      known: new Set(seenServices.map(({ hostName, description }) => pair(hostName, description))),
    },
    { field: 'host_groups', what: 'host group', names: hostGroups, known: new Set(seenHostGroups.map(({ name }) => name)) },
    { field: 'service_groups', what: 'service group', names: serviceGroups, known: new Set(seenServiceGroups.map(({ name }) => name)) },
  ]
}

function unknownNames({ field, what, names, known }: NamedList): readonly BodyMistake[] {
  const mayBePattern = field === 'hosts' || field === 'services'
  return names.flatMap((name, index) => {
    if (known.has(name) || (mayBePattern && hasWildcard(name))) return []
    return [{ field: `targets.${field}[${index}]`, text: `There is no ${what} '${name.replace('\n', ' / ')}'.` }]
  })
}

function tooManyPatterns({ field, names }: NamedList): readonly BodyMistake[] {
  if (names.filter(hasWildcard).length <= MOST_PATTERNS) return []
  return [{ field: `targets.${field}`, text: `There are more than ${MOST_PATTERNS} patterns.` }]
}

const pair = (host: string, service: string): string => `${host}\n${service}`
