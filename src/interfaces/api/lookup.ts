import type { FastifyRequest } from "fastify";
import { MAX_ID } from "../../model/resource-key.ts";
import type { HostRow, Realtime, ServiceRow } from "../../data/realtime/realtime.ts";
import { Refusal } from "../../model/refusal.ts";
import { noRoute } from "./errors.ts";
import type { Visibility } from "../../model/visibility.ts";

// The reference keeps ids in 64 bits; a larger id is an unknown path (contract §3.3).
const IMPOSSIBLE_ID = 2 ** 63;

export type IdName = "host_id" | "service_id" | "downtime_id" | "acknowledgement_id" | "meta_id" | "id";

/** Id from the path. The route's pattern allows digits only, with or without leading zeros. */
export function idOf(request: FastifyRequest, name: IdName): number {
  const id = Number((request.params as Readonly<Record<string, string>>)[name]);
  if (!(id < IMPOSSIBLE_ID)) throw noRoute(request);
  return id;
}

/**
 * Host, if it exists and is visible. Ids beyond the maximum are never looked up, as they would collide with the keys of
 * other resources.
 */
export function findHost(realtime: Realtime, hostId: number, visibility: Visibility): HostRow | undefined {
  return canExist(hostId) ? realtime.host(hostId, visibility) : undefined;
}

export function findService(
  realtime: Realtime,
  hostId: number,
  serviceId: number,
  visibility: Visibility,
): ServiceRow | undefined {
  return canExist(hostId) && canExist(serviceId) ? realtime.service(hostId, serviceId, visibility) : undefined;
}

/** What the message of a missing object calls it. */
export type Noun =
  | "Host"
  | "Service"
  | "Metaservice"
  | "Downtime"
  | "Acknowledgement"
  | "Host group"
  | "Service group"
  | "Host Group"
  | "Host category"
  | "Host severity"
  | "Host template"
  | "Service Group"
  | "Service category"
  | "Service severity"
  | "Service template"
  | "Command"
  | "Time period"
  | "Monitoring server";

/**
 * Row, if it exists. Refuses with `not-found`, a 404 that does not distinguish hidden from missing (contract §6.2; later
 * versions §3.5).
 */
export function found<Row>(row: Row | undefined, noun: Noun): Row {
  if (row === undefined) throw new Refusal("not-found", `${noun} not found`);
  return row;
}

/** Part of the server, if it has started. Refuses with `still-starting`. */
export function started<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Refusal("still-starting", "The server is still starting");
  return part;
}

/** False for ids that no host or service can have. */
export const canExist = (id: number): boolean => Number.isInteger(id) && id >= 1 && id <= MAX_ID;
