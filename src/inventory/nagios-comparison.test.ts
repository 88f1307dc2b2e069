import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import type { Definition } from './definition.ts'
import { loadInventory } from './load-inventory.ts'
import type { Inventory, Service } from './objects.ts'
import { parseObjects } from './parse-objects.ts'
import { collectProblems } from './problems.ts'
import { problemText } from './summary.ts'
import { createTextPool } from './text-pool.ts'
import { inFolder } from './testing/configuration-folder.ts'
import { RICH_SAMPLE } from './testing/rich-sample.ts'

const nagios = ['/usr/sbin/nagios4', '/usr/sbin/nagios', '/usr/local/nagios/bin/nagios'].find((path) => existsSync(path))

describe('the same files in Nagios 4 and here', () => {
  it.skipIf(nagios === undefined)('give the same hosts, services, commands and groups (skipped when Nagios 4 is not installed)', () => {
    const [theirs, ours] = inFolder({ 'nagios.cfg': 'cfg_file=objects.cfg\n', 'objects.cfg': RICH_SAMPLE }, (folder) => {
      const result = loadInventory(folder, { known: [] })
      if (result.inventory === null) throw new Error(result.errors.map(problemText).join('\n'))
      return [objectsOfNagios(folder), result.inventory]
    })

    expect(hostsOf(ours)).toEqual(pick(theirs, 'host', ['host_name'], HOST_DIRECTIVES))
    expect(servicesOf(ours)).toEqual(pick(theirs, 'service', ['host_name', 'service_description'], SERVICE_DIRECTIVES))
    expect(commandsOf(ours)).toEqual(pick(theirs, 'command', ['command_name'], ['command_line']))
    expect(groupsOf(ours)).toEqual({
      ...pick(theirs, 'hostgroup', ['hostgroup_name'], ['alias', 'members']),
      ...pick(theirs, 'servicegroup', ['servicegroup_name'], ['alias', 'members']),
      ...pick(theirs, 'contactgroup', ['contactgroup_name'], ['alias', 'members']),
    })
  })
})

const SHARED_DIRECTIVES = [
  'display_name', 'check_command', 'check_period', 'check_interval', 'retry_interval', 'max_check_attempts', 'active_checks_enabled',
  'passive_checks_enabled', 'is_volatile', 'notifications_enabled', 'notification_interval', 'notification_period',
  'first_notification_delay', 'notification_options', 'contacts', 'contact_groups', 'notes', 'notes_url', 'action_url',
  'icon_image', 'icon_image_alt', 'custom',
]
const HOST_DIRECTIVES = [...SHARED_DIRECTIVES, 'alias', 'address', 'parents']
const SERVICE_DIRECTIVES = SHARED_DIRECTIVES

type Flat = Record<string, Record<string, string>>

// Nagios writes what it has resolved to the file of precached objects.
function objectsOfNagios(folder: string): readonly Definition[] {
  const main = join(folder, 'nagios.cfg')
  const settings = ['object_cache_file', 'precached_object_file', 'status_file', 'log_file', 'lock_file'].map((name) => `${name}=${folder}/${name}`)
  const lines = ['cfg_file=objects.cfg', ...settings, `check_result_path=${folder}`, `temp_path=${folder}`, 'illegal_macro_output_chars=<']
  const full = `${main}.full`
  chmodSync(folder, 0o777)
  const written = spawnSync('/bin/sh', ['-c', 'cat > "$1"', 'sh', full], { input: `${lines.join('\n')}\n` })
  expect(written.status).toBe(0)
  const run = spawnSync(nagios ?? '', ['-pv', full], { encoding: 'utf8', cwd: folder })
  const cache = join(folder, 'precached_object_file')
  if (!existsSync(cache)) throw new Error(`Nagios refuses the sample: ${run.stdout}`)
  // The cache is written without the escapes that its own grammar needs.
  const text = readFileSync(cache, 'utf8').replaceAll(';', '\\;').replaceAll(/\\$/gm, '\\\\')
  return parseObjects(text, cache, createTextPool(), collectProblems()).definitions
}

function pick(definitions: readonly Definition[], type: string, keys: readonly string[], names: readonly string[]): Flat {
  const picked: Flat = {}
  for (const { directives } of definitions.filter((definition) => definition.type === type)) {
    const values: Record<string, string> = {}
    for (const name of names) values[name] = normal(type, name, directives.get(name)?.value ?? '')
    const custom = [...directives].filter(([name]) => name.startsWith('_')).map(([name, { value }]) => `${name}=${value === 'null' ? '' : value}`)
    if (names.includes('custom')) values['custom'] = custom.sort().join(' ')
    picked[`${type} ${keys.map((key) => directives.get(key)?.value ?? '').join(' / ')}`] = values
  }
  return picked
}

const OPTION_LETTERS: Readonly<Record<string, string>> = { o: '', a: 'all' }

function normal(type: string, name: string, value: string): string {
  if (/interval|delay|attempts/.test(name)) return String(Number(value))
  if (name === 'notification_options') return value.split(',').map((letter) => OPTION_LETTERS[letter] ?? letter).sort().join(',')
  if (type === 'servicegroup' && name === 'members') return pairsOf(value).join(',')
  if (name === 'parents' || name === 'members' || name === 'contacts' || name === 'contact_groups') return value.split(',').sort().join(',')
  return value
}

// Nagios lists a service twice that two definitions give, one by host name and one by host group.
const pairsOf = (members: string): string[] => [...new Set(members.match(/[^,]+,[^,]+/g) ?? [])].sort()

const LETTERS = { down: 'd', unreachable: 'u', warning: 'w', unknown: 'u', critical: 'c', recovery: 'r', flapping: 'f', downtime: 's' } as const

function sharedOf(resource: Inventory['hosts'][number] | Service, defaultName: string): Record<string, string> {
  const options = [...resource.notifyOn ?? []].map((option) => LETTERS[option]).sort()
  const all = resource.kind === 'host' ? 5 : 6
  return {
    display_name: resource.displayName === defaultName ? '' : resource.displayName ?? '',
    check_command: resource.checkCommand?.raw ?? '',
    check_period: resource.checkPeriod ?? '',
    check_interval: String(resource.checkInterval),
    retry_interval: String(resource.retryInterval),
    max_check_attempts: String(resource.maxCheckAttempts),
    active_checks_enabled: resource.activeChecks === true ? '1' : '0',
    passive_checks_enabled: resource.passiveChecks === true ? '1' : '0',
    is_volatile: resource.kind === 'host' ? '' : resource.isVolatile ? '1' : '0',
    notifications_enabled: resource.notificationsEnabled === true ? '1' : '0',
    notification_interval: String(resource.notificationInterval),
    notification_period: resource.notificationPeriod ?? '',
    first_notification_delay: String(resource.firstNotificationDelay),
    notification_options: options.length === all ? 'all' : options.length === 0 ? 'n' : options.join(','),
    contacts: resource.contacts.toSorted().join(','),
    contact_groups: resource.contactGroups.toSorted().join(','),
    notes: resource.notes ?? '',
    notes_url: resource.notesUrl ?? '',
    action_url: resource.actionUrl ?? '',
    icon_image: resource.iconImage ?? '',
    icon_image_alt: resource.iconImageAlt ?? '',
    custom: [...resource.customVariables].map(([name, value]) => `_${name}=${value}`).sort().join(' '),
  }
}

function hostsOf({ hosts }: Inventory): Flat {
  return Object.fromEntries(hosts.map((host) => [`host ${host.hostName}`, {
    ...sharedOf(host, host.hostName), alias: host.alias ?? '', address: host.address ?? '', parents: host.parents.toSorted().join(','),
  }]))
}

function servicesOf({ services }: Inventory): Flat {
  return Object.fromEntries(services.map((service) => [
    `service ${service.hostName} / ${service.description}`, sharedOf(service, service.description),
  ]))
}

function commandsOf({ commands }: Inventory): Flat {
  return Object.fromEntries([...commands.values()].map(({ name, line }) => [`command ${name}`, { command_line: line }]))
}

function groupsOf({ hostGroups, serviceGroups, contactGroups, hosts, services }: Inventory): Flat {
  const hostNames = new Map(hosts.map(({ hostId, hostName }) => [hostId, hostName]))
  const pairs = new Map(services.map(({ key, hostName, description }) => [key, `${hostName},${description}`]))
  return {
    ...Object.fromEntries(hostGroups.map(({ name, alias, hostIds }) => [`hostgroup ${name}`, {
      alias, members: hostIds.map((id) => hostNames.get(id)).sort().join(','),
    }])),
    ...Object.fromEntries(serviceGroups.map(({ name, alias, members }) => [`servicegroup ${name}`, {
      alias, members: members.map((key) => pairs.get(key)).sort().join(','),
    }])),
    ...Object.fromEntries(contactGroups.map(({ name, alias, contacts }) => [`contactgroup ${name}`, { alias, members: contacts.join(',') }])),
  }
}
