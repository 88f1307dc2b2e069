import type { FastifyRequest } from "fastify";
import type { ServiceRow } from "../../../data/realtime/realtime.ts";
import { Refusal } from "../../../model/refusal.ts";
import { findHost, findService, idOf } from "../lookup.ts";
import type { ApiParts } from "../api-parts.ts";
import { callerOf } from "../rights.ts";

/** Visible service of the path. Refuses with `not-found`, which says whether host or service (later versions §9). */
export function serviceOfPath(request: FastifyRequest, { realtime }: Pick<ApiParts, "realtime">): ServiceRow {
  const { visibility } = callerOf(request);
  const [hostId, serviceId] = [idOf(request, "host_id"), idOf(request, "service_id")];
  const row = findService(realtime, hostId, serviceId, visibility);
  if (row !== undefined) return row;
  if (findHost(realtime, hostId, visibility) === undefined) throw new Refusal("not-found", `Host ${hostId} not found`);
  throw new Refusal("not-found", `Service ${serviceId} not found`);
}
