import type { FastifyRequest } from "fastify";
import type { TProperties, TSchema } from "typebox";
import type { RecordScope, Realtime } from "../../../data/realtime/realtime.ts";
import { largeListAnswer } from "../large-list.ts";
import { isSwitchedOn, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import { canExist, findHost, found, idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { notFoundAnswer } from "../schema-types.ts";
import { TARGETS } from "../target.ts";
import { versionOf } from "../versions.ts";
import { presentDowntime } from "./present.ts";
import { downtime, downtimeOfHost, hostDowntime } from "./schema.ts";
import type { Visibility } from "../../../model/visibility.ts";

const FIELDS = [
  "id",
  "entry_time",
  "is_cancelled",
  "comment",
  "deletion_time",
  "duration",
  "end_time",
  "is_fixed",
  "is_started",
  "start_time",
  "author_id",
  "contact.id",
  "contact.name",
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.display_name",
  "host.state",
  "poller.id",
  "service.id",
  "service.display_name",
];

interface Listing {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly item: TSchema;
  readonly parameters?: TProperties;
  readonly switches?: Readonly<Record<string, string>>;
  /** Resources to list; undefined for a service id that cannot exist. */
  readonly scope: (request: FastifyRequest, realtime: Realtime, visibility: Visibility) => RecordScope | undefined;
}

const LISTINGS: readonly Listing[] = [
  {
    id: "list-downtimes",
    path: "/monitoring/downtimes",
    summary: "List downtimes of hosts and services",
    item: downtime,
    scope: () => ({ kind: "all" }),
  },
  {
    id: "list-host-downtimes",
    path: "/monitoring/hosts/downtimes",
    summary: "List downtimes of hosts",
    item: hostDowntime,
    scope: () => ({ kind: "hosts" }),
  },
  {
    id: "list-service-downtimes",
    path: "/monitoring/services/downtimes",
    summary: "List downtimes of services",
    item: downtime,
    scope: () => ({ kind: "services" }),
  },
  {
    id: "list-downtimes-of-host",
    path: `/monitoring${TARGETS.host.path}/downtimes`,
    summary: "List downtimes of one host",
    item: downtimeOfHost,
    parameters: TARGETS.host.parameters,
    switches: {
      show_service: "Adds the downtimes of its services; every item then has `service_id`.",
      with_services: "The same.",
    },
    scope: (request, realtime, visibility) => ({
      kind: "host",
      hostId: hostOf(request, realtime, visibility),
      withServices: showsServices(request),
    }),
  },
  {
    id: "list-downtimes-of-service",
    path: `/monitoring${TARGETS.service.path}/downtimes`,
    summary: "List downtimes of one service",
    item: downtime,
    parameters: TARGETS.service.parameters,
    scope: (request, realtime, visibility) => {
      const hostId = hostOf(request, realtime, visibility);
      const serviceId = idOf(request, "service_id");
      return canExist(serviceId) ? { kind: "service", hostId, serviceId } : undefined;
    },
  },
];

/** Listings of contract §7.5 and later versions §8.2, newest first unless sorted. */
export const downtimeListings: readonly Operation[] = LISTINGS.map(
  ({ id, path, summary, item, parameters, switches, scope }): Operation => ({
    id,
    surface: "centreon",
    method: "GET",
    paths: [path],
    right: "api-access",
    tag: "Downtimes",
    summary,
    description: "Includes past, running, future and cancelled ones. Newest first unless sorted.",
    isListing: true,
    ...(parameters && { parameters }),
    query: listQuerySchema(FIELDS, switches),
    answers: { ...listAnswers(item, true), ...(parameters && notFoundAnswer) },
    handle: (request, { realtime }, reply) => {
      const { visibility } = callerOf(request);
      const selected = scope(request, realtime, visibility);
      const query = listQueryOf(request);
      const page =
        selected === undefined ? { rows: [], total: 0 } : realtime.listDowntimes(selected, query, visibility);
      const isOfHosts = selected?.kind === "hosts" || (selected?.kind === "host" && !selected.withServices);
      const version = versionOf(request);
      return largeListAnswer(
        reply,
        query,
        page,
        (row) => presentDowntime(row, version, isOfHosts ? "of-hosts" : undefined),
        { hasPagination: version.hasPagination, item },
      );
    },
  }),
);

const hostOf = (request: FastifyRequest, realtime: Realtime, visibility: Visibility): number =>
  found(findHost(realtime, idOf(request, "host_id"), visibility), "Host").host.hostId;

/** Reads the switch, `show_service` in the documentation and `with_services` in the reference implementation. */
const showsServices = (request: FastifyRequest): boolean =>
  isSwitchedOn(request, "show_service") || isSwitchedOn(request, "with_services");
