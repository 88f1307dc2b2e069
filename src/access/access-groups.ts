import type { Role } from './caller.ts'

/**
 * One access group of access.yaml: who, sees what, may do what.
 * A host group shows itself, its hosts and all their services; a service group shows itself, its services and their hosts.
 */
export interface AccessGroup {
  readonly id: number
  readonly name: string
  readonly alias: string
  readonly isActive: boolean
  /** Contact aliases, compared case-insensitively. */
  readonly contacts: readonly string[]
  readonly contactGroups: readonly string[]
  /** True: everything, now and later. */
  readonly seesAll: boolean
  readonly hostGroups: readonly string[]
  readonly serviceGroups: readonly string[]
  /** Host names: the host and all its services. */
  readonly hosts: readonly string[]
  readonly services: readonly { readonly host: string; readonly service: string }[]
  /** Taken away from the above: the host with all its services, or one service. */
  readonly exceptHosts: readonly string[]
  readonly exceptServices: readonly { readonly host: string; readonly service: string }[]
  readonly roles: readonly Role[]
}
