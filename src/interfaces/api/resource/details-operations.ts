import type { FastifyRequest } from "fastify";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { Refusal } from "../../../model/refusal.ts";
import { findHost, findService, found, idOf } from "../lookup.ts";
import { onMetaService } from "../metaservice/on-metaservice.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { errorAnswer, notFoundMessage } from "../schema-types.ts";
import { type TargetKind, TARGETS } from "../target.ts";
import { presentHostDetails, presentServiceDetails } from "./details.ts";
import { externalsOfRow } from "./links.ts";
import { hostDetails, serviceDetails } from "./schema.ts";

/** Details of one resource, and its addresses elsewhere (later versions §6). */
export const detailsOperations: readonly Operation[] = [
  {
    id: "get-resource-host",
    surface: "centreon",
    method: "GET",
    paths: [`/monitoring/resources${TARGETS.host.path}`],
    right: "api-access",
    tag: "Resources",
    summary: "Everything about a host",
    parameters: TARGETS.host.parameters,
    answers: { 200: hostDetails, ...notFoundMessage },
    handle: (request, parts) => presentHostDetails(request, hostOfPath(request, parts), parts),
  },
  {
    id: "get-resource-service",
    surface: "centreon",
    method: "GET",
    paths: [`/monitoring/resources${TARGETS.service.path}`],
    right: "api-access",
    tag: "Resources",
    summary: "Everything about a service",
    parameters: TARGETS.service.parameters,
    answers: { 200: serviceDetails, ...notFoundMessage },
    handle: (request, parts) => presentServiceDetails(request, serviceOfPath(request, parts), parts),
  },
  onMetaService({
    id: "get-resource-metaservice",
    path: "/monitoring/resources/metaservices/:meta_id(\\d+)",
    tag: "Resources",
    summary: "A meta service: there are none",
  }),
  ...(["host", "service"] as const).flatMap((kind) => [redirect(kind, "action-url"), redirect(kind, "notes-url")]),
];

function hostOfPath(request: FastifyRequest, { realtime }: Pick<ApiParts, "realtime">): HostRow {
  return found(findHost(realtime, idOf(request, "host_id"), callerOf(request).visibility), "Host");
}

function serviceOfPath(request: FastifyRequest, { realtime }: Pick<ApiParts, "realtime">): ServiceRow {
  const [hostId, serviceId] = [idOf(request, "host_id"), idOf(request, "service_id")];
  const { visibility } = callerOf(request);
  return found(findService(realtime, hostId, serviceId, visibility), "Service");
}

/** Escapes what an address may have in an object file, or by its macros, and a header may not: blanks, other letters. */
const headerText = (url: string): string => url.toWellFormed().replaceAll(/[^!-~]+/g, encodeURIComponent);

function redirect(kind: TargetKind, link: "action-url" | "notes-url"): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `redirect-${kind}-${link}`,
    surface: "centreon",
    method: "GET",
    paths: [`/monitoring/resources${path}/${link}/redirect`],
    right: "api-access",
    tag: "Resources",
    summary: `Redirect to the ${link === "action-url" ? "action" : "notes"} address of a ${kind}`,
    parameters,
    answers: { 302: errorAnswer("To the address, with macros replaced."), ...notFoundMessage },
    handle: (request, parts, reply) => {
      const row = kind === "host" ? hostOfPath(request, parts) : serviceOfPath(request, parts);
      const { action_url, notes } = externalsOfRow(row);
      const url = (link === "action-url" ? action_url : notes.url) ?? "";
      if (url === "") throw new Refusal("not-found", `The ${kind} has no ${link}`);
      return reply.redirect(headerText(url), 302);
    },
  };
}
