import Type, { type TSchema } from "typebox";
import type { FastifyRequest } from "fastify";
import type { StatusFilter } from "../../../data/realtime/status-filter.ts";
import { Refusal } from "../../../model/refusal.ts";
import { PENDING } from "../../../model/resource-state.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import { arrayParameter } from "../array-parameter.ts";
import { listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { type TargetKind, TARGETS } from "../target.ts";

const SEARCH_FIELDS = [
  "name",
  "status",
  ...["host", "service", "host_group", "host_category", "service_group", "service_category"].flatMap((kind) => [
    `${kind}.id`,
    `${kind}.name`,
  ]),
];

const FILTERS = {
  statuses: "names of statuses, such as `DOWN` or `CRITICAL`",
  hostgroup_names: "a group of the host",
  servicegroup_names: "a group of the service, or of a service of the host",
  host_category_names: "nothing has one: all counts are 0",
  service_category_names: "nothing has one: all counts are 0",
} as const;

/** Member of the answer, and the state codes that it counts. */
const MEMBERS = {
  host: { up: [0], down: [1], unreachable: [2, 3], pending: [PENDING] },
  service: { ok: [0], warning: [1], critical: [2], unknown: [3], pending: [PENDING] },
} as const satisfies Record<TargetKind, Readonly<Record<string, readonly number[]>>>;

const countSchema = (kind: TargetKind): TSchema =>
  Type.Object(
    {
      ...Object.fromEntries(Object.keys(MEMBERS[kind]).map((name) => [name, Type.Object({ total: Type.Integer() })])),
      total: Type.Integer({ description: "Sum of the others" }),
    },
    { title: `${TARGETS[kind].noun}StatusCount` },
  );

/** Operations of later versions §8.4. */
export const statusCountOperations: readonly Operation[] = (["host", "service"] as const).map((kind) => ({
  id: `count-${TARGETS[kind].plural}-by-status`,
  surface: "centreon",
  method: "GET",
  paths: [`/monitoring/${TARGETS[kind].plural}/status`],
  right: "api-access",
  tag: TARGETS[kind].noun === "Host" ? "Hosts" : "Services",
  summary: `Count ${kind}s by status`,
  description:
    "The total is that of the listing under the same search, whose fields are known here as well. Unknown fields of a " +
    "search are ignored. Values of one filter are alternatives; all filters must hold.",
  query: {
    search: listQuerySchema(SEARCH_FIELDS).search,
    ...Object.fromEntries(
      Object.entries(FILTERS).map(([name, description]) => [
        name,
        Type.Optional(Type.String({ description: `JSON array, or repeated as \`${name}[]=…\`: ${description}` })),
      ]),
    ),
  },
  answers: { 200: countSchema(kind) },
  handle: (request, { realtime }) => {
    const filter = filterOf(request, kind);
    const counts = realtime.countByStatus(kind, filter, listQueryOf(request).search, callerOf(request).visibility);
    const members = Object.entries<readonly number[]>(MEMBERS[kind]).map(
      ([name, codes]) => [name, { total: codes.reduce((sum, code) => sum + counts[code]!, 0) }] as const,
    );
    return { ...Object.fromEntries(members), total: counts.reduce((sum, count) => sum + count, 0) };
  },
}));

/** Refuses with `array-parameter` and `filter-value-unknown`. */
function filterOf(request: FastifyRequest, kind: TargetKind): StatusFilter {
  const statuses = valuesOf(request, "statuses");
  const hostGroupNames = valuesOf(request, "hostgroup_names");
  const serviceGroupNames = valuesOf(request, "servicegroup_names");
  const unknown = [...(statuses ?? [])].find((name) => !STATUSES[kind].some((status) => status.name === name));
  if (unknown !== undefined)
    throw new Refusal(
      "filter-value-unknown",
      `Value provided for statuses parameter is not supported (was: ${unknown.slice(0, MAX_QUOTE_LENGTH)})`,
    );
  return {
    ...(statuses && { statuses }),
    ...(hostGroupNames && { hostGroupNames }),
    ...(serviceGroupNames && { serviceGroupNames }),
    ...((valuesOf(request, "host_category_names") ?? valuesOf(request, "service_category_names")) && {
      hasCategory: true,
    }),
  };
}

const MAX_QUOTE_LENGTH = 80;

/** Values of a filter; an empty array filters nothing. */
function valuesOf(request: FastifyRequest, name: keyof typeof FILTERS): ReadonlySet<string> | undefined {
  const values = arrayParameter(request, name);
  return values === undefined || values.length === 0 ? undefined : new Set(values);
}
