import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isAcknowledged, type ResourceState } from "../../../model/resource-state.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import type { ResourceFilter, StateFilter } from "../../../data/realtime/resource-filter.ts";
import { parseListQuery, type ListQuery } from "../../../data/realtime/search/list-query.ts";
import type { HostRow, Realtime, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { arrayParameter } from "../array-parameter.ts";
import { inChunks } from "../exposition/in-chunks.ts";
import { textIn } from "../query-parameters.ts";
import { hostPresenter, servicePresenter } from "./fields.ts";

const DEFAULT_LIMIT = 30;
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Sort fields of the old names; the others of a list are in its order without `sortType`. */
const SORTED_BY: Readonly<Record<string, string>> = {
  name: "name",
  host_name: "parent_name",
  service_description: "name",
  address: "fqdn",
  state: "status_code",
  current_state: "status_code",
  last_state_change: "last_status_change",
  last_check: "last_check",
  check_attempt: "tries",
  current_attempt: "tries",
  output: "information",
};

/** `action=list` of `centreon_realtime_hosts` or `centreon_realtime_services`: an array without an envelope. */
export function listOld(
  kind: "host" | "service",
  realtime: Realtime,
  visibility: Visibility,
  request: FastifyRequest,
  reply: FastifyReply,
): object {
  const fields = textIn(request, "fields");
  const present = (kind === "host" ? hostPresenter(fields) : servicePresenter(fields)) as (row: Row) => object;
  reply.type("application/json");
  return Readable.from(inChunks(textsOf(rowsOf(kind, realtime, visibility, request), present)), { objectMode: false });
}

type Row = HostRow | ServiceRow;

function rowsOf(kind: "host" | "service", realtime: Realtime, visibility: Visibility, request: FastifyRequest) {
  const view = textIn(request, "viewType") ?? "all";
  const limit = wholeNumber(textIn(request, "limit")) ?? DEFAULT_LIMIT;
  const first = (wholeNumber(textIn(request, "number")) ?? 0) * limit;
  const list = (query: ListQuery): readonly Row[] =>
    realtime.listResources(filterOf(kind, view, request), query, visibility).rows;
  const query = queryOf(kind, request);
  if (!view.startsWith("unhandled")) return list({ ...query, limit, page: first / (limit || 1) + 1 });
  return list({ ...query, limit: EVERYTHING, page: 1 })
    .filter(isUnhandled)
    .slice(first, first + limit);
}

function filterOf(kind: "host" | "service", view: string, request: FastifyRequest): ResourceFilter {
  const hostGroupIds = idsIn(request, "hostgroup");
  const serviceGroupIds = idsIn(request, "servicegroup");
  const statuses = statusesOf(kind, view, textIn(request, "status"));
  const states = statesOf(view);
  return {
    types: [kind],
    ...(statuses && { statuses }),
    ...(states && { states }),
    ...(view.startsWith("unhandled") && { statusTypes: ["hard"] }),
    ...(hostGroupIds && { hostGroupIds }),
    ...(serviceGroupIds && { serviceGroupIds }),
  };
}

function statesOf(view: string): readonly StateFilter[] | undefined {
  if (view.startsWith("unhandled")) return ["unhandled_problems"];
  return view === "problems" ? ["resources_problems"] : undefined;
}

/** Names of statuses; `status` and the end of a view such as `unhandled_critical` must both hold. */
function statusesOf(kind: "host" | "service", view: string, status = "all"): readonly string[] | undefined {
  const known: readonly string[] = STATUSES[kind].map(({ name }) => name);
  const wanted = [status, /^unhandled_(\w+)$/.exec(view)?.[1] ?? "all"]
    .map((name) => name.toUpperCase())
    .filter((name) => known.includes(name));
  if (wanted.length === 0) return undefined;
  return wanted.every((name) => name === wanted[0]) ? [wanted[0]!] : [NO_STATUS];
}

/** Of no resource. */
const NO_STATUS = "";

/** A problem of a service is handled also if its host is acknowledged or in a downtime. */
const isUnhandled = (row: Row): boolean => isOpen(row.state) && ("service" in row ? isOpen(row.host.state) : true);

const isOpen = (state: ResourceState): boolean => !isAcknowledged(state) && state.handling.scheduledDowntimeDepth === 0;

function queryOf(kind: "host" | "service", request: FastifyRequest): ListQuery {
  const contains = (names: readonly string[], text: string | undefined): readonly object[] =>
    text === undefined || text === ""
      ? []
      : [{ $or: names.map((name) => ({ [name]: { $lk: `%${text.replaceAll(/[\\%_]/g, "\\$&")}%` } })) }];
  const ofHost = ["h.name", "h.alias", "h.address"];
  const conditions = [
    ...contains(kind === "host" ? ofHost : ["s.description"], textIn(request, "search")),
    // Technical hosts are no hosts there.
    ...(kind === "service"
      ? contains(ofHost, textIn(request, "searchHost"))
      : [{ "h.name": { $nk: "\\_Module\\_%" } }]),
    ...contains(["information"], textIn(request, "searchOutput")),
  ];
  const order = textIn(request, "order")?.toUpperCase() === "DESC" ? "DESC" : "ASC";
  const wanted = SORTED_BY[textIn(request, "sortType") ?? ""] ?? "name";
  const orderOf = (name: string): string => (name === wanted ? order : "ASC");
  const sort = { [wanted]: order, name: orderOf("name"), parent_name: orderOf("parent_name") };
  return parseListQuery({ search: JSON.stringify({ $and: conditions }), sort_by: JSON.stringify(sort) });
}

/** Ids, as an array or as one number; undefined without any. */
function idsIn(request: FastifyRequest, name: string): ReadonlySet<number> | undefined {
  const single = wholeNumber(textIn(request, name));
  const ids = single === undefined ? (arrayParameter(request, name) ?? []).map(Number) : [single];
  return ids.length === 0 || ids[0] === 0 ? undefined : new Set(ids);
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

function* textsOf(rows: readonly Row[], present: (row: Row) => object): Generator<string> {
  yield "[";
  let separator = "";
  for (const row of rows) {
    yield separator + JSON.stringify(present(row));
    separator = ",";
  }
  yield "]";
}
