import type { Visibility } from '../../access/caller.ts'
import type { HostEntry, ServiceEntry } from './rows.ts'

/** The services of a host that a caller sees, by id. */
export function visibleServices(host: HostEntry, visibility: Visibility): readonly ServiceEntry[] {
  return visibility.seesAll ? host.services : host.services.filter((row) => visibility.seesService(row.service.key))
}

export function visibleHosts(hosts: readonly HostEntry[], visibility: Visibility): readonly HostEntry[] {
  return visibility.seesAll ? hosts : hosts.filter((row) => visibility.seesHost(row.host.hostId))
}
