import { findHost, findService, found, idOf } from "../lookup.ts";
import { listAnswer, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { hostIdParameter, notFoundAnswer, serviceIdParameter } from "../schema-types.ts";
import { presentServiceFull, presentServiceMain, presentServiceWithHost } from "./present.ts";
import { versionOf } from "../versions.ts";
import { serviceFull, serviceMain, serviceWithHost } from "./schema.ts";

const SEARCH_FIELDS = [
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.state",
  "host_group.id",
  "poller.id",
  "service.description",
  "service.display_name",
  "service.is_acknowledged",
  "service.output",
  "service.state",
  "service_group.id",
];
const SEARCH_FIELDS_OF_HOST = [
  "service.id",
  "service.description",
  "service.display_name",
  "service_group.id",
  "service.is_acknowledged",
  "service.state",
];

/** Operations of contract §7.2. */
export const serviceOperations: readonly Operation[] = [
  {
    id: "list-services",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/services"],
    right: "api-access",
    tag: "Services",
    summary: "List services of all hosts",
    description: "Ordered by host name, then display name, unless sorted.",
    isListing: true,
    isPresentedExactly: true,
    query: listQuerySchema(SEARCH_FIELDS),
    answers: listAnswers(serviceWithHost),
    handle: (request, { realtime }) => {
      const query = listQueryOf(request);
      return listAnswer(query, realtime.listServices(query, callerOf(request).visibility), presentServiceWithHost);
    },
  },
  {
    id: "list-services-of-host",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/hosts/:host_id(\\d+)/services"],
    right: "api-access",
    tag: "Services",
    summary: "List services of a host",
    description: "Ordered by id unless sorted.",
    isListing: true,
    isPresentedExactly: true,
    parameters: hostIdParameter,
    query: listQuerySchema(SEARCH_FIELDS_OF_HOST),
    answers: { ...listAnswers(serviceMain), ...notFoundAnswer },
    handle: (request, { realtime }) => {
      const { visibility } = callerOf(request);
      const { host } = found(findHost(realtime, idOf(request, "host_id"), visibility), "Host");
      const query = listQueryOf(request);
      return listAnswer(query, realtime.listServicesOfHost(host.hostId, query, visibility), presentServiceMain);
    },
  },
  {
    id: "get-service",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/hosts/:host_id(\\d+)/services/:service_id(\\d+)"],
    right: "api-access",
    tag: "Services",
    summary: "One service",
    parameters: { ...hostIdParameter, ...serviceIdParameter },
    answers: { 200: serviceFull, ...notFoundAnswer },
    handle: (request, { realtime, hideCommandLine }) => {
      const caller = callerOf(request);
      const [hostId, serviceId] = [idOf(request, "host_id"), idOf(request, "service_id")];
      const row = found(findService(realtime, hostId, serviceId, caller.visibility), "Service");
      const isHidden = hideCommandLine === "always" || versionOf(request).hidesCommandLine;
      return presentServiceFull(row, !isHidden || caller.hasRole("service_display_command"));
    },
  },
];
