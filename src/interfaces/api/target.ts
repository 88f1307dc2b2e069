import type { FastifyRequest } from "fastify";
import type { Resource } from "../../model/objects.ts";
import { hostIdOf, isHostKey, serviceIdOf, type ResourceKey } from "../../model/resource-key.ts";
import type { Realtime, RecordScope } from "../../data/realtime/realtime.ts";
import { visibleServices } from "../../data/realtime/rows/visible.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { findHost, findService, found, idOf } from "./lookup.ts";
import { hostIdParameter, serviceIdParameter } from "./schema-types.ts";
import type { Visibility } from "../../model/visibility.ts";

/** Kind of a command's target. Hosts and services have the same commands; paths and words differ. */
export type TargetKind = "host" | "service";

export const TARGETS = {
  host: { path: "/hosts/:host_id(\\d+)", parameters: hostIdParameter, noun: "Host", plural: "hosts" },
  service: {
    path: "/hosts/:host_id(\\d+)/services/:service_id(\\d+)",
    parameters: { ...hostIdParameter, ...serviceIdParameter },
    noun: "Service",
    plural: "services",
  },
} as const satisfies Record<TargetKind, object>;

export interface Target {
  readonly resource: Resource;
  readonly state: ResourceState;
}

/** Resource named by the path; undefined if it is missing or hidden. */
export function targetOfPath(
  realtime: Realtime,
  kind: TargetKind,
  request: FastifyRequest,
  visibility: Visibility,
): Target | undefined {
  const hostId = idOf(request, "host_id");
  return targetOf(realtime, kind, hostId, kind === "host" ? 0 : idOf(request, "service_id"), visibility);
}

/** Target with these ids. `serviceId` is used for services only. */
export function targetOf(
  realtime: Realtime,
  kind: TargetKind,
  hostId: number,
  serviceId: number,
  visibility: Visibility,
): Target | undefined {
  if (kind === "host") {
    const row = findHost(realtime, hostId, visibility);
    return row && { resource: row.host, state: row.state };
  }
  const row = findService(realtime, hostId, serviceId, visibility);
  return row && { resource: row.service, state: row.state };
}

/** Target, if there is one. Refuses with `not-found`. */
export const foundTarget = (target: Target | undefined, kind: TargetKind): Target => found(target, TARGETS[kind].noun);

/** Visible services of a host, for `with_services`. */
export function servicesOfTarget(realtime: Realtime, hostId: number, visibility: Visibility): readonly Resource[] {
  const row = findHost(realtime, hostId, visibility);
  return row === undefined ? [] : visibleServices(row, visibility).map(({ service }) => service);
}

/** Scope of the downtimes and acknowledgements of a resource alone. */
export const recordScopeOf = (key: ResourceKey): RecordScope =>
  isHostKey(key)
    ? { kind: "host", hostId: hostIdOf(key), withServices: false }
    : { kind: "service", hostId: hostIdOf(key), serviceId: serviceIdOf(key) };
