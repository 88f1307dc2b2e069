import type { Host, HostGroup, Inventory, Service, ServiceGroup } from '../../src/inventory/objects.ts'
import { hostKey, serviceKey } from '../../src/inventory/resource-key.ts'
import type { AccessGroup } from '../../src/access/access-groups.ts'

export interface Sketch {
  /** Service descriptions by host; ids are given in this order: hosts 1, 2, …, services of a host 101, 102, … */
  readonly hosts: Readonly<Record<string, readonly string[]>>
  /** Host names by group; ids 1, 2, … */
  readonly hostGroups?: Readonly<Record<string, readonly string[]>>
  /** Host and description by group; ids 1, 2, … */
  readonly serviceGroups?: Readonly<Record<string, readonly (readonly [string, string])[]>>
  readonly contactGroups?: Readonly<Record<string, readonly string[]>>
}

/** An inventory that has what access looks at; every other directive has its default. */
export function inventoryOf({ hosts, hostGroups = {}, serviceGroups = {}, contactGroups = {} }: Sketch): Inventory {
  const names = Object.keys(hosts)
  const idOf = (host: string): number => names.indexOf(host) + 1
  const keyOf = (host: string, service: string): number => serviceKey(idOf(host), 101 + (hosts[host] ?? []).indexOf(service))
  return {
    hosts: names.map((name): Host => ({
      ...common, kind: 'host', key: hostKey(idOf(name)), hostId: idOf(name), serviceId: 0, hostName: name,
      alias: name, address: null, pollerId: 1, parents: [],
    })),
    services: names.flatMap((name) => (hosts[name] ?? []).map((description, index): Service => ({
      ...common, kind: 'service', key: keyOf(name, description), hostId: idOf(name), serviceId: 101 + index, hostName: name, description,
    }))),
    hostGroups: Object.entries(hostGroups).map(([name, members], index): HostGroup => ({
      id: index + 1, name, alias: name, hostIds: members.map(idOf),
    })),
    serviceGroups: Object.entries(serviceGroups).map(([name, members], index): ServiceGroup => ({
      id: index + 1, name, alias: name, members: members.map(([host, service]) => keyOf(host, service)),
    })),
    contacts: [],
    contactGroups: Object.entries(contactGroups).map(([name, contacts]) => ({ name, alias: name, contacts })),
    commands: new Map(), timePeriods: new Map(), kept: [], userMacros: new Map(),
    main: {
      intervalLengthSeconds: 60, serviceCheckTimeoutSeconds: 60, hostCheckTimeoutSeconds: 30, maxConcurrentChecks: 0,
      executeHostChecks: true, executeServiceChecks: true, acceptPassiveHostChecks: true, acceptPassiveServiceChecks: true,
      enableNotifications: true, maxHostCheckSpreadMinutes: 30, maxServiceCheckSpreadMinutes: 30, useTimezone: null,
      illegalMacroOutputChars: '',
    },
  }
}

export function accessGroup(id: number, changes: Partial<AccessGroup>): AccessGroup {
  return {
    id, name: `group ${id}`, alias: `group ${id}`, isActive: true, contacts: [], contactGroups: [], seesAll: false,
    hostGroups: [], serviceGroups: [], hosts: [], services: [], exceptHosts: [], exceptServices: [], roles: [], ...changes,
  }
}

const common = {
  displayName: null, checkCommand: null, checkInterval: 5, retryInterval: 1, maxCheckAttempts: 3, checkPeriod: null,
  activeChecks: true, passiveChecks: true, isVolatile: false, notificationsEnabled: true, notificationInterval: 60,
  notificationPeriod: null, firstNotificationDelay: 0, notifyOn: null, contacts: [], contactGroups: [], iconImage: null,
  iconImageAlt: null, notes: null, notesUrl: null, actionUrl: null, timezone: '', initialState: 4,
  customVariables: new Map<string, string>(), source: { file: 'objects.cfg', line: 1 },
}
