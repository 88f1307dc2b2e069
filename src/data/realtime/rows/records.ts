import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import type { Downtime } from "../../../model/downtime.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { HostEntry, ServiceEntry } from "./rows.ts";

/** What an acknowledgement or a downtime hangs on. Without `host`, the host left the configuration; its name is still known. */
export interface Target {
  readonly hostName: string;
  readonly host: HostEntry | undefined;
  readonly service: ServiceEntry | undefined;
}

export interface DowntimeEntry extends Target {
  readonly downtime: Downtime;
}
export interface AcknowledgementEntry extends Target {
  readonly acknowledgement: Acknowledgement;
}

/** Finds what a record hangs on; undefined where it is not to be listed: an unknown host, or a hidden one. */
export function findTarget(
  key: ResourceKey,
  hosts: ReadonlyMap<number, HostEntry>,
  knownHostNames: ReadonlyMap<number, string>,
): Target | undefined {
  const host = hosts.get(hostIdOf(key));
  if (host?.isHidden === true) return undefined;
  const hostName = host?.host.hostName ?? knownHostNames.get(hostIdOf(key));
  return hostName === undefined ? undefined : { hostName, host, service: host && serviceOf(host, serviceIdOf(key)) };
}

/** By bisection: the services of a host are in order of their ids. */
export function serviceOf(host: HostEntry, serviceId: number): ServiceEntry | undefined {
  const { services } = host;
  let low = 0;
  let high = services.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (services[middle]!.service.serviceId < serviceId) low = middle + 1;
    else high = middle;
  }
  const row = services[low];
  return row?.service.serviceId === serviceId ? row : undefined;
}
