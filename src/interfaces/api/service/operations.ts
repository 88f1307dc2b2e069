import type { FastifyRequest } from "fastify";
import type { Clock } from "../../../lib/clock.ts";
import { findHost, findService, found, idOf } from "../lookup.ts";
import { currentRecordsOf } from "../current-records.ts";
import { largeListAnswer } from "../large-list.ts";
import { listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { hostIdParameter, notFoundAnswer, serviceIdParameter } from "../schema-types.ts";
import { type ServiceShape, presentServiceFull, presentServiceMain, presentServiceWithHost } from "./present.ts";
import { versionOf } from "../versions.ts";
import { serviceFull, serviceMain, serviceWithHost } from "./schema.ts";
import { seesArguments } from "../shown-command.ts";

const SEARCH_FIELDS = [
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.state",
  "host_group.id",
  "host_group.name",
  "poller.id",
  "service.description",
  "service.name",
  "service.display_name",
  "service.is_acknowledged",
  "service.output",
  "service.state",
  "service.downtime",
  "service.criticality",
  "service_group.id",
  "service_group.name",
];
const SEARCH_FIELDS_OF_HOST = [
  "service.id",
  "service.description",
  "service.name",
  "service.display_name",
  "service_group.id",
  "service.is_acknowledged",
  "service.state",
];

const shapeFor = (request: FastifyRequest, clock: Clock): ServiceShape => ({
  version: versionOf(request),
  now: Math.floor(clock.now()),
});

/** Operations of contract §7.2 and later versions §8.3. */
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
    handle: (request, { realtime, clock }, reply) => {
      const query = listQueryOf(request);
      const shape = shapeFor(request, clock);
      return largeListAnswer(reply, query, realtime.listServices(query, callerOf(request).visibility), (row) =>
        presentServiceWithHost(row, shape),
      );
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
    handle: (request, { realtime, clock }, reply) => {
      const { visibility } = callerOf(request);
      const { host } = found(findHost(realtime, idOf(request, "host_id"), visibility), "Host");
      const query = listQueryOf(request);
      const shape = shapeFor(request, clock);
      return largeListAnswer(reply, query, realtime.listServicesOfHost(host.hostId, query, visibility), (row) =>
        presentServiceMain(row, shape),
      );
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
    handle: (request, { realtime, clock, inventory, hideCommandLine }) => {
      const caller = callerOf(request);
      const [hostId, serviceId] = [idOf(request, "host_id"), idOf(request, "service_id")];
      const row = found(findService(realtime, hostId, serviceId, caller.visibility), "Service");
      const shape = shapeFor(request, clock);
      const { version } = shape;
      const isHidden = hideCommandLine === "always" || version.hidesCommandLine;
      const showsCommandLine = !isHidden || seesArguments(caller);
      const service = presentServiceFull(row, showsCommandLine, shape, inventory());
      if (version.fields === "original") return service;
      return {
        ...service,
        flapping: row.state.check.isFlapping,
        groups: row.groups
          .filter(({ id }) => caller.visibility.seesServiceGroup(id))
          .map(({ id, name }) => ({ id, name })),
        ...currentRecordsOf(realtime, row.service.key, version),
      };
    },
  },
];
