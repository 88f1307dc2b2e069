import type { FastifyRequest } from "fastify";
import Type, { type TSchema } from "typebox";
import {
  lastValue,
  type ListQuery,
  parseListQuery,
  type QueryParameters,
} from "../../data/realtime/search/list-query.ts";
import { readSort } from "../../data/realtime/search/sort-parameter.ts";
import type { Page } from "../../data/realtime/realtime.ts";
import { type ApiVersion, versionOf } from "./versions.ts";

/**
 * Envelope of every listing (contract §4.1). With `hasPagination`, the members of `meta` are also in `meta.pagination`
 * (later versions §1.2).
 */
export function listAnswer<Row, Item>(
  query: ListQuery,
  page: Page<Row>,
  present: (row: Row) => Item,
  hasPagination = false,
) {
  const flat = {
    page: query.page,
    limit: query.limit,
    search: query.search,
    sort_by: Object.fromEntries(query.sortBy.map(({ field, order }) => [field, order])),
    total: page.total,
  };
  return { result: page.rows.map(present), meta: hasPagination ? { ...flat, pagination: flat } : flat };
}

/** `order`: the shapes that the sort follows; on the routes of later versions those of `laterVersionOf`. */
export const listQueryOf = (request: FastifyRequest, order: ApiVersion = versionOf(request)): ListQuery => ({
  ...parseListQuery(queryOf(request), versionOf(request).unreadablePage),
  areNullsLast: order.areNullsLast,
});

/** Refuses a malformed `sort_by` with `sort-format`, before authentication (contract §2.2, order of checks). */
export function refuseMalformedSort(request: FastifyRequest): void {
  readSort(lastValue(queryOf(request)["sort_by"]));
}

/** Reads a switch of the query string: on for `true` and `1` in any case (contract §4.6). */
export function isSwitchedOn(request: FastifyRequest, name: string): boolean {
  const value = lastValue(queryOf(request)[name])?.toLowerCase();
  return value === "true" || value === "1";
}

/** With `hasPagination`, `meta` may have a copy of itself in `pagination`. */
export function listAnswers(item: TSchema, hasPagination = false) {
  return {
    200: Type.Object(
      { result: Type.Array(item), meta: hasPagination ? paginatedMeta : meta },
      { description: "One page, and the total number of items." },
    ),
  };
}

export function listQuerySchema(fields: readonly string[], switches: Readonly<Record<string, string>> = {}) {
  const names = fields.map((field) => `\`${field}\``).join(", ");
  const text = fields.find((field) => /name|comment/.test(field));
  return {
    search: Type.Optional(
      Type.String({
        description:
          `JSON. Operators: $eq $neq $lt $le $gt $ge $lk $nk $in $ni $rg, aggregates: $and $or. ` +
          `Without it \`filter[field]=a|b\` is a simple search. Fields: ${names}.`,
        examples: [`{"${text}":{"$lk":"a%"}}`],
      }),
    ),
    sort_by: Type.Optional(
      Type.String({
        description: "JSON object of fields and ASC or DESC, or the name of one field. Unknown fields are ignored.",
        examples: [`{"${fields[0]}":"DESC"}`],
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 0, default: 10, description: "Items per page." })),
    page: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
    ...Object.fromEntries(
      Object.entries(switches).map(([name, description]) => [
        name,
        Type.Optional(Type.Boolean({ default: false, description })),
      ]),
    ),
  };
}

const metaMembers = {
  page: Type.Integer(),
  limit: Type.Integer(),
  search: Type.Unsafe<object>({ description: "The search as parsed; {} if none." }),
  sort_by: Type.Unsafe<object>({ description: "The sort in effect; {} if none." }),
  total: Type.Integer({ description: "Matching items on all pages." }),
};
const meta = Type.Object(metaMembers, { title: "Meta" });
const paginatedMeta = Type.Object(
  {
    ...metaMembers,
    pagination: Type.Optional(
      Type.Object(metaMembers, {
        description: "The same; in lists of the configuration, elsewhere only from `v20.04` until `v21.04`",
      }),
    ),
  },
  { title: "PaginatedMeta" },
);

const queryOf = (request: FastifyRequest): QueryParameters => request.query as QueryParameters;
