import { findHost, findService, found, idOf } from "../lookup.ts";
import { listAnswer, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { commonAnswers, hostIdParameter, notFoundAnswer, serviceIdParameter } from "../schema-types.ts";
import { presentServiceFull, presentServiceMain, presentServiceWithHost } from "./present.ts";
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

/** Contract §7.2. */
export function serviceOperations({ realtime }: ApiParts): readonly Operation[] {
  return [
    {
      id: "list-services",
      method: "GET",
      paths: ["/monitoring/services"],
      tag: "Services",
      summary: "List services of all hosts",
      description: "Ordered by host name, then display name, unless sorted.",
      isListing: true,
      isPresentedExactly: true,
      query: listQuerySchema(SEARCH_FIELDS),
      answers: listAnswers(serviceWithHost),
      handle: (request) => {
        const query = listQueryOf(request);
        return listAnswer(query, realtime.listServices(query, callerOf(request).visibility), presentServiceWithHost);
      },
    },
    {
      id: "list-services-of-host",
      method: "GET",
      paths: ["/monitoring/hosts/:host_id(\\d+)/services"],
      tag: "Services",
      summary: "List services of a host",
      description: "Ordered by id unless sorted.",
      isListing: true,
      isPresentedExactly: true,
      parameters: hostIdParameter,
      query: listQuerySchema(SEARCH_FIELDS_OF_HOST),
      answers: { ...listAnswers(serviceMain), ...notFoundAnswer },
      handle: (request) => {
        const { visibility } = callerOf(request);
        const { host } = found(findHost(realtime, idOf(request, "host_id"), visibility));
        const query = listQueryOf(request);
        return listAnswer(query, realtime.listServicesOfHost(host.hostId, query, visibility), presentServiceMain);
      },
    },
    {
      id: "get-service",
      method: "GET",
      paths: ["/monitoring/hosts/:host_id(\\d+)/services/:service_id(\\d+)"],
      tag: "Services",
      summary: "One service",
      parameters: { ...hostIdParameter, ...serviceIdParameter },
      answers: { 200: serviceFull, ...notFoundAnswer, ...commonAnswers },
      handle: (request) =>
        presentServiceFull(
          found(
            findService(realtime, idOf(request, "host_id"), idOf(request, "service_id"), callerOf(request).visibility),
          ),
        ),
    },
  ];
}
