import type { Checkable, Command, Contact, Host, HostGroup, Inventory, MainSettings, Service, ServiceGroup } from '../inventory/objects.ts'
import { hostKey, serviceKey } from '../inventory/resource-key.ts'

// For the tests of this folder, which need names no object file may hold (line ends, NUL).

const source = { file: 'test.cfg', line: 1 }

const checkable: Omit<Checkable, 'key' | 'hostId' | 'serviceId' | 'hostName'> = {
  displayName: null, checkCommand: null, checkInterval: 5, retryInterval: 1, maxCheckAttempts: 3, checkPeriod: '24x7',
  activeChecks: true, passiveChecks: true, isVolatile: false, notificationsEnabled: true, notificationInterval: 30,
  notificationPeriod: '24x7', firstNotificationDelay: 0, notifyOn: null, contacts: [], contactGroups: [],
  iconImage: null, iconImageAlt: null, notes: null, notesUrl: null, actionUrl: null, timezone: null, initialState: 4,
  customVariables: new Map(), source,
}

export const sampleHost = (hostId: number, hostName: string, more: Partial<Host> = {}): Host => ({
  ...checkable, kind: 'host', key: hostKey(hostId), hostId, serviceId: 0, hostName,
  alias: null, address: null, pollerId: 1, parents: [], ...more,
})

export const sampleService = (host: Host, serviceId: number, description: string, more: Partial<Service> = {}): Service => ({
  ...checkable, kind: 'service', key: serviceKey(host.hostId, serviceId), hostId: host.hostId, serviceId, hostName: host.hostName,
  description, ...more,
})

/** A check command call as the object files write it: `name!arg!arg`. */
export function calls(raw: string): { readonly checkCommand: NonNullable<Checkable['checkCommand']> } {
  const [name = '', ...args] = raw.split('!')
  return { checkCommand: { name, args, raw } }
}

export const sampleContact = (name: string, more: Partial<Contact> = {}): Contact =>
  ({ name, alias: name, email: `${name}@example.org`, directives: new Map(), customVariables: new Map(), ...more })

const main: MainSettings = {
  intervalLengthSeconds: 60, serviceCheckTimeoutSeconds: 60, hostCheckTimeoutSeconds: 30, maxConcurrentChecks: 0,
  executeHostChecks: true, executeServiceChecks: true, acceptPassiveHostChecks: true, acceptPassiveServiceChecks: true,
  enableNotifications: true, maxHostCheckSpreadMinutes: 30, maxServiceCheckSpreadMinutes: 30, useTimezone: 'UTC',
  illegalMacroOutputChars: '',
}

export interface SampleParts {
  readonly hosts?: readonly Host[]
  readonly services?: readonly Service[]
  readonly hostGroups?: readonly HostGroup[]
  readonly serviceGroups?: readonly ServiceGroup[]
  readonly contacts?: readonly Contact[]
  readonly contactGroups?: Inventory['contactGroups']
  /** Command lines by name. */
  readonly commands?: Readonly<Record<string, string>>
  readonly userMacros?: Readonly<Record<string, string>>
  readonly main?: Partial<MainSettings>
}

export const sampleInventory = (parts: SampleParts = {}): Inventory => ({
  hosts: parts.hosts ?? [], services: parts.services ?? [], hostGroups: parts.hostGroups ?? [], serviceGroups: parts.serviceGroups ?? [],
  contacts: parts.contacts ?? [], contactGroups: parts.contactGroups ?? [],
  commands: new Map(Object.entries(parts.commands ?? {}).map(([name, line]): [string, Command] => [name, { name, line, source }])),
  timePeriods: new Map(), kept: [], userMacros: new Map(Object.entries(parts.userMacros ?? {})), main: { ...main, ...parts.main },
})
