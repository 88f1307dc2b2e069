import type { ServiceRow } from "../realtime.ts";
import type { HostEntry } from "./rows.ts";
import type { Visibility } from "../../../model/visibility.ts";

/** Services of a host that are visible to a caller, by id. */
export function visibleServices<Row extends ServiceRow>(
  host: { readonly services: readonly Row[] },
  visibility: Visibility,
): readonly Row[] {
  return visibility.seesAll ? host.services : host.services.filter((row) => visibility.seesService(row.service.key));
}

export function visibleHosts(hosts: readonly HostEntry[], visibility: Visibility): readonly HostEntry[] {
  return visibility.seesAll ? hosts : hosts.filter((row) => visibility.seesHost(row.host.hostId));
}
