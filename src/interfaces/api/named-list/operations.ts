import Type, { type TProperties, type TSchema } from "typebox";
import { recordListing } from "../../../data/realtime/fields/record-listing.ts";
import { fieldTable, number, text } from "../../../data/realtime/search/field.ts";
import { groupsByName } from "../../../data/realtime/table/default-order.ts";
import { listRows } from "../../../data/realtime/search/list-rows.ts";
import type { Page } from "../../../data/realtime/realtime.ts";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { largeListAnswer } from "../large-list.ts";
import { listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import { findHost, findService, found, idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import type { SharedParts } from "../shared-parts.ts";
import { callerOf } from "../rights.ts";
import { notFoundMessage } from "../schema-types.ts";
import { TARGETS } from "../target.ts";
import { laterVersionOf } from "../versions.ts";
import type { FastifyRequest } from "fastify";

interface Named {
  readonly id: number;
  readonly name: string;
}

const named = Type.Object({ id: Type.Integer(), name: Type.String() }, { title: "Named" });

const listing = recordListing<Named>(
  fieldTable({
    id: number("row", ({ row }) => row && row.id),
    name: text("row", ({ row }) => row && row.name),
  }),
);
/** Searches, sorts and pages a few objects that have only an id and a name; by name unless sorted. */
const pageOf = (rows: readonly Named[], query: ListQuery, visibility: Visibility): Page<Named> =>
  listRows(groupsByName(rows), listing, query, visibility);

interface NamedList {
  readonly id: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: TProperties;
  /** Default: `named`. */
  readonly item?: TSchema;
  readonly page: (request: FastifyRequest, parts: SharedParts, query: ListQuery, visibility: Visibility) => Page<Named>;
}

function namedList({ id, path, tag, summary, description, parameters, item = named, page }: NamedList): Operation {
  return {
    id,
    surface: "centreon",
    method: "GET",
    paths: [path],
    right: "api-access",
    tag,
    summary,
    description: description ?? "Ordered by name unless sorted.",
    isListing: true,
    ...(parameters && { parameters }),
    query: listQuerySchema(["name", "id"]),
    answers: { ...listAnswers(item), ...(parameters && notFoundMessage) },
    handle: (request, parts, reply) => {
      const query = listQueryOf(request, laterVersionOf(request));
      return largeListAnswer(reply, query, page(request, parts, query, callerOf(request).visibility), (row) => ({
        id: row.id,
        name: row.name,
      }));
    },
  };
}

const nothing: NamedList["page"] = (_request, _parts, query, visibility) => pageOf([], query, visibility);
const EMPTY = "Always empty: categories and severities are not monitored.";

const severity = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    level: Type.Integer(),
    type: Type.String(),
    icon: Type.Object({ id: Type.Integer(), name: Type.String(), url: Type.String() }),
  },
  { title: "Severity" },
);

/** Lists of later versions §4 with ids and names alone. */
export const namedListOperations: readonly Operation[] = [
  namedList({
    id: "list-groups-of-host",
    path: `/monitoring${TARGETS.host.path}/hostgroups`,
    tag: "Groups",
    summary: "List the groups of a host",
    parameters: TARGETS.host.parameters,
    page: (request, { realtime }, query, visibility) => {
      const { groups } = found(findHost(realtime, idOf(request, "host_id"), visibility), "Host");
      return pageOf(
        groups.filter(({ id }) => visibility.seesHostGroup(id)),
        query,
        visibility,
      );
    },
  }),
  namedList({
    id: "list-groups-of-service",
    path: `/monitoring${TARGETS.service.path}/servicegroups`,
    tag: "Groups",
    summary: "List the groups of a service",
    parameters: TARGETS.service.parameters,
    page: (request, { realtime }, query, visibility) => {
      const [hostId, serviceId] = [idOf(request, "host_id"), idOf(request, "service_id")];
      const { groups } = found(findService(realtime, hostId, serviceId, visibility), "Service");
      return pageOf(
        groups.filter(({ id }) => visibility.seesServiceGroup(id)),
        query,
        visibility,
      );
    },
  }),
  namedList({
    id: "list-groups-of-hosts",
    path: "/monitoring/hosts/groups",
    tag: "Groups",
    summary: "List host groups by name",
    page: (_request, { realtime }, query, visibility) => realtime.listHostGroups(query, visibility),
  }),
  namedList({
    id: "list-groups-of-services",
    path: "/monitoring/services/groups",
    tag: "Groups",
    summary: "List service groups by name",
    page: (_request, { realtime }, query, visibility) => realtime.listServiceGroups(query, visibility),
  }),
  ...(["host", "service"] as const).flatMap((kind) => [
    namedList({
      id: `list-${kind}-categories`,
      path: `/monitoring/${TARGETS[kind].plural}/categories`,
      tag: "Groups",
      summary: `List the categories of ${kind}s`,
      description: EMPTY,
      page: nothing,
    }),
    namedList({
      id: `list-${kind}-severities`,
      path: `/monitoring/severities/${kind}`,
      tag: "Groups",
      summary: `List the severities of ${kind}s`,
      description: EMPTY,
      item: severity,
      page: nothing,
    }),
  ]),
];
