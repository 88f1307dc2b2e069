import type { FastifyRequest } from "fastify";
import { STATE_FILTERS, type ResourceFilter } from "../../../data/realtime/resource-filter.ts";
import { Refusal } from "../../../model/refusal.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import { arrayParameter, isNameOf } from "../array-parameter.ts";

/** Filters of `GET /monitoring/resources` (later versions §5.1), as they are documented. */
export const RESOURCE_FILTERS = {
  types: "`host`, `service`, `metaservice`",
  states: STATE_FILTERS.map((state) => `\`${state}\``).join(", "),
  statuses: "`UP`, `DOWN`, `UNREACHABLE` of hosts, `OK`, `WARNING`, `CRITICAL`, `UNKNOWN` of services, `PENDING`",
  status_types: "`hard`, `soft`",
  hostgroup_names: "groups of the host, or of the host of a service",
  hostgroup_ids: "the same by id",
  servicegroup_names: "groups of the service",
  servicegroup_ids: "the same by id",
  monitoring_server_names: "monitoring servers",
  host_category_names: "no host has one: an empty list",
  service_category_names: "no service has one: an empty list",
  host_severity_names: "no host has one: an empty list",
  service_severity_names: "no service has one: an empty list",
  host_severity_levels: "no host has one: an empty list",
  service_severity_levels: "no service has one: an empty list",
} as const;
type FilterName = keyof typeof RESOURCE_FILTERS;

/** Parameters with one value. */
export const RESOURCE_SWITCHES = {
  only_with_performance_data: "only resources with performance data",
  only_with_opened_tickets: "accepted without effect",
  ticket_provider_id: "accepted without effect",
} as const;

const TYPES = ["host", "service", "metaservice"] as const;
const STATUS_TYPES = ["hard", "soft"] as const;
const STATUS_NAMES = [...new Set([...STATUSES.host, ...STATUSES.service].map(({ name }) => name))];

const COMMON = ["total", "search", "sort_by", "limit", "page"];
const ABSENT_HERE: readonly FilterName[] = [
  "host_category_names",
  "service_category_names",
  "host_severity_names",
  "service_severity_names",
  "host_severity_levels",
  "service_severity_levels",
];

/**
 * Reads the filters; `others`: names of further parameters of the route. Refuses with `array-parameter`,
 * `filter-value-unknown` and `parameter-unknown`.
 */
export function resourceFilterOf(request: FastifyRequest, others: readonly string[] = []): ResourceFilter {
  refuseUnknown(request, others);
  const types = valuesOf(request, "types", TYPES);
  const states = valuesOf(request, "states", STATE_FILTERS);
  const statuses = valuesOf(request, "statuses", STATUS_NAMES);
  const statusTypes = valuesOf(request, "status_types", STATUS_TYPES);
  const hostGroupNames = textsOf(request, "hostgroup_names");
  const hostGroupIds = idsOf(request, "hostgroup_ids");
  const serviceGroupNames = textsOf(request, "servicegroup_names");
  const serviceGroupIds = idsOf(request, "servicegroup_ids");
  const serverNames = textsOf(request, "monitoring_server_names");
  return {
    // There are no meta services.
    ...(types && { types: types.filter((type) => type !== "metaservice") }),
    ...(states && { states }),
    ...(statuses && { statuses }),
    ...(statusTypes && { statusTypes }),
    ...(hostGroupNames && { hostGroupNames }),
    ...(hostGroupIds && { hostGroupIds }),
    ...(serviceGroupNames && { serviceGroupNames }),
    ...(serviceGroupIds && { serviceGroupIds }),
    ...(serverNames && { serverNames }),
    ...(isOn(request, "only_with_performance_data") && { hasPerformanceData: true }),
    ...(ABSENT_HERE.some((name) => valuesIn(request, name) !== undefined) && { hasCategoryOrSeverity: true }),
  };
}

/** Values of a filter; an empty array filters nothing. */
function valuesIn(request: FastifyRequest, name: FilterName): readonly string[] | undefined {
  const values = arrayParameter(request, name);
  return values === undefined || values.length === 0 ? undefined : values;
}

function valuesOf<Value extends string>(
  request: FastifyRequest,
  name: FilterName,
  known: readonly Value[],
): readonly Value[] | undefined {
  const values = valuesIn(request, name);
  const unknown = values?.find((value) => !known.includes(value as Value));
  if (unknown !== undefined) throw unknownValue(name, unknown);
  return values as readonly Value[] | undefined;
}

function textsOf(request: FastifyRequest, name: FilterName): ReadonlySet<string> | undefined {
  const values = valuesIn(request, name);
  return values && new Set(values);
}

function idsOf(request: FastifyRequest, name: FilterName): ReadonlySet<number> | undefined {
  const values = valuesIn(request, name);
  const unknown = values?.find((value) => !/^\d+$/.test(value));
  if (unknown !== undefined) throw unknownValue(name, unknown);
  return values && new Set(values.map(Number));
}

const unknownValue = (name: string, value: string): Refusal =>
  new Refusal(
    "filter-value-unknown",
    `Value provided for ${name} parameter is not supported (was: ${value.slice(0, MAX_QUOTE_LENGTH)})`,
  );

const MAX_QUOTE_LENGTH = 80;

function isOn(request: FastifyRequest, name: keyof typeof RESOURCE_SWITCHES): boolean {
  const value = (request.query as Readonly<Record<string, string | readonly string[] | undefined>>)[name];
  const text = typeof value === "object" ? value.at(-1) : value;
  return text === "true" || text === "1";
}

function refuseUnknown(request: FastifyRequest, others: readonly string[]): void {
  const single = new Set([...COMMON, ...Object.keys(RESOURCE_SWITCHES), ...others]);
  const arrays = Object.keys(RESOURCE_FILTERS);
  for (const key of Object.keys(request.query as object)) {
    if (single.has(key) || key.startsWith("filter[")) continue;
    if ([...arrays, ...others].some((name) => isNameOf(key, name))) continue;
    throw new Refusal("parameter-unknown", "Request parameter provided not handled");
  }
}
