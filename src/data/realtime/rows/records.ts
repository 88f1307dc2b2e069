import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import type { Downtime } from "../../../model/downtime.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { HostEntry, ServiceEntry } from "./rows.ts";

/**
 * Host or service of a record. Without `host`, the host was removed from the configuration; its name is still known.
 */
export interface RecordTarget {
  readonly hostName: string;
  readonly host: HostEntry | undefined;
  readonly service: ServiceEntry | undefined;
}

export interface DowntimeEntry extends RecordTarget {
  readonly downtime: Downtime;
}
export interface AcknowledgementEntry extends RecordTarget {
  readonly acknowledgement: Acknowledgement;
}

/** Finds the host or service of a record; undefined if the record must not be listed: its host is unknown or hidden. */
export function findRecordTarget(
  key: ResourceKey,
  hosts: ReadonlyMap<number, HostEntry>,
  knownHostNames: ReadonlyMap<number, string>,
): RecordTarget | undefined {
  const host = hosts.get(hostIdOf(key));
  if (host?.isHidden === true) return undefined;
  const hostName = host?.host.hostName ?? knownHostNames.get(hostIdOf(key));
  return hostName === undefined ? undefined : { hostName, host, service: host && serviceOf(host, serviceIdOf(key)) };
}

/** Binary search: the services of a host are sorted by id. */
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
