import type { Realtime } from "../../../data/realtime/realtime.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { findHost, findService } from "../lookup.ts";

/** Names of a resource. `service` is null for a host. */
export interface Names {
  readonly host: string;
  readonly service: string | null;
}

export function namesOfResource(realtime: Realtime, key: ResourceKey, visibility: Visibility): Names {
  const [hostId, serviceId] = [hostIdOf(key), serviceIdOf(key)];
  const service = serviceId === 0 ? null : findService(realtime, hostId, serviceId, visibility)?.service;
  return {
    host: findHost(realtime, hostId, visibility)?.host.hostName ?? service?.hostName ?? "",
    service: service?.description ?? null,
  };
}
