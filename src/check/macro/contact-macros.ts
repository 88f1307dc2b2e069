import type { Contact, HostGroup, Inventory, ServiceGroup } from '../../inventory/objects.ts'
import { namesOf } from './inventory-names.ts'

/** `$CONTACTNAME$`, `$CONTACTEMAIL$`, `$CONTACTADDRESS1$`, ...; undefined when there is no such macro. */
export function contactMacro(name: string, contact: Contact, inventory: Inventory): string | undefined {
  const groups = (): string[] =>
    inventory.contactGroups.filter((group) => group.contacts.includes(contact.name)).map((group) => group.name)
  switch (name) {
    case 'CONTACTNAME': return contact.name
    case 'CONTACTALIAS': return contact.alias
    case 'CONTACTEMAIL': return contact.email
    case 'CONTACTPAGER': return contact.directives.get('pager') ?? ''
    case 'CONTACTTIMEZONE': return contact.directives.get('timezone') ?? ''
    case 'CONTACTGROUPNAME': return groups()[0] ?? ''
    case 'CONTACTGROUPNAMES': return groups().join(',')
  }
  const address = /^CONTACTADDRESS([1-6])$/.exec(name)
  return address === null ? undefined : contact.directives.get(`address${address[1]}`) ?? ''
}

/** Macros about a group that is named: `$HOSTGROUPALIAS:web$`, `$SERVICEGROUPMEMBERS:sg$`, `$CONTACTGROUPMEMBERS:admins$`. */
export function groupMacro(name: string, groupName: string, inventory: Inventory): string | undefined {
  const match = /^(HOST|SERVICE|CONTACT)GROUP(NAME|ALIAS|MEMBERS)$/.exec(name)
  if (match === null) return undefined
  const group = findGroup(match[1]!, groupName, inventory)
  if (group === undefined) return ''
  return match[2] === 'NAME' ? group.name : match[2] === 'ALIAS' ? group.alias : group.members().join(',')
}

interface NamedGroup { readonly name: string; readonly alias: string; readonly members: () => readonly string[] }

function findGroup(kind: string, name: string, inventory: Inventory): NamedGroup | undefined {
  const names = namesOf(inventory)
  if (kind === 'HOST') return withMembers(names.hostGroups.get(name), (group) => hostNames(group, inventory))
  if (kind === 'SERVICE') return withMembers(names.serviceGroups.get(name), (group) => hostAndServiceNames(group, inventory))
  return withMembers(inventory.contactGroups.find((group) => group.name === name), (group) => group.contacts)
}

function withMembers<G extends { readonly name: string; readonly alias: string }>(
  group: G | undefined, members: (group: G) => readonly string[],
): NamedGroup | undefined {
  return group && { name: group.name, alias: group.alias, members: () => members(group) }
}

const hostNames = (group: HostGroup, inventory: Inventory): string[] =>
  group.hostIds.flatMap((id) => namesOf(inventory).hostById.get(id)?.hostName ?? [])

/** host,service,host,service: the form Nagios gives. */
const hostAndServiceNames = (group: ServiceGroup, inventory: Inventory): string[] =>
  group.members.flatMap((key) => {
    const service = namesOf(inventory).resourceByKey.get(key)
    return service?.kind === 'service' ? [service.hostName, service.description] : []
  })
