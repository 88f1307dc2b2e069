import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { DEFAULT_SORT, parseSort, SORT_FIELDS } from "../../../data/realtime/query/sort-order.ts";
import { writeQuery } from "../../../data/realtime/query/write-query.ts";
import type { FrozenView } from "../../../data/realtime/views/frozen-views.ts";
import { acceptsCsv } from "../exposition/accepts-csv.ts";
import type { Operation } from "../operation.ts";
import type { SharedParts } from "../shared-parts.ts";
import { numberIn, textIn } from "../query-parameters.ts";
import { callerOf } from "../rights.ts";
import { errorAnswer, invalidAnswer } from "../schema-types.ts";
import { completeOperation } from "./complete.ts";
import { exportRows } from "./export-rows.ts";
import { groupsOperation } from "./groups.ts";
import { queryOf, queryParameter, viewOwnerOf } from "./parameters.ts";
import { presentRow } from "./present-row.ts";
import { fieldsOf, withFields } from "./row-fields.ts";
import { resourceList } from "./schema.ts";
import { summaryOperation } from "./summary.ts";

const MAX_LIMIT = 500;
const DEFAULT_LIMIT = 100;
/** What somebody on duty looks at first. */
const DEFAULT_QUERY = "is:unhandled";

const listOperation: Operation = {
  id: "list-live-resources",
  surface: "vigie",
  method: "GET",
  paths: ["/resources"],
  right: "api-access",
  tag: "Console",
  summary: "Hosts and services that match a search, in a frozen order",
  description:
    "The first answer names a `view`: further windows of it have the same order with present states, so that nothing " +
    "is skipped or seen twice. It ends 10 minutes after its last use, with newer views (8 a session) and with another " +
    "configuration. With `Accept: text/csv` or `format=csv`: all rows as CSV.",
  forWalls: "own-view",
  query: {
    q: Type.Optional(Type.String({ ...queryParameter.q, default: DEFAULT_QUERY, description: "Search (docs/api.md)" })),
    sort: Type.Optional(
      Type.String({
        default: DEFAULT_SORT,
        description: `Fields, the first one decides; \`-\` reverses one: ${SORT_FIELDS.join(", ")}`,
      }),
    ),
    offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })),
    view: Type.Optional(Type.String({ description: "View of an earlier answer; `q` and `sort` are those of it" })),
    fields: Type.Optional(
      Type.String({
        description:
          "Members wanted, between commas; `*`: all of the row; also `groups`, `var.NAME` and, of the host, `address`",
        examples: ["state,host,name,var.RACK"],
      }),
    ),
    format: Type.Optional(Type.String({ description: "`csv`: the same as `Accept: text/csv`" })),
  },
  answers: {
    200: resourceList,
    ...invalidAnswer,
    404: errorAnswer("The view is of another caller."),
    410: errorAnswer("The view has ended: ask again without it."),
  },
  isPresentedExactly: true,
  handle: (request, parts, reply) => (acceptsCsv(request) ? csvOf(request, parts, reply) : listOf(request, parts)),
};

function listOf(request: FastifyRequest, parts: SharedParts) {
  const { live, realtime, inventory } = parts;
  const { visibility } = callerOf(request);
  const offset = numberIn(request, "offset", [0, Number.MAX_SAFE_INTEGER]) ?? 0;
  const limit = numberIn(request, "limit", [0, MAX_LIMIT]) ?? DEFAULT_LIMIT;
  const fields = fieldsOf(request, inventory());
  // Read first: a change that comes meanwhile is told again rather than lost.
  const asOf = parts.stream.head();
  const view = viewOf(request, live);
  const { total, unhandled, states } = live.countView(view, visibility);
  return {
    result: live
      .rowsOf(view, visibility, offset, limit)
      .map((row) => withFields(row, presentRow(row, realtime, visibility), fields, visibility, inventory())),
    meta: {
      total,
      total_unhandled: unhandled,
      offset,
      view: view.id,
      as_of: asOf,
      counts: states,
      q: writeQuery(view.query),
    },
  };
}

/** View that a request names, or a new one. */
function viewOf(request: FastifyRequest, live: SharedParts["live"]): FrozenView {
  const [owner, caller] = [viewOwnerOf(request), callerOf(request)];
  const id = textIn(request, "view");
  if (id !== undefined && id !== "") return live.view(id, owner);
  const sort = parseSort(textIn(request, "sort") ?? DEFAULT_SORT);
  return live.openView({ account: caller.contactId, owner }, queryOf(request, DEFAULT_QUERY), sort, caller.visibility);
}

function csvOf(request: FastifyRequest, { live, realtime, inventory }: SharedParts, reply: FastifyReply) {
  const { visibility } = callerOf(request);
  const fields = fieldsOf(request, inventory());
  const id = textIn(request, "view");
  const rows =
    id === undefined || id === ""
      ? live.list(queryOf(request, DEFAULT_QUERY), parseSort(textIn(request, "sort") ?? DEFAULT_SORT), visibility)
      : live.rowsOf(live.view(id, viewOwnerOf(request)), visibility);
  return exportRows(reply, { rows, fields, records: realtime, visibility, inventory: inventory() });
}

/** Searches of the console over hosts and services together, and their counts. */
export const liveOperations: readonly Operation[] = [
  completeOperation,
  listOperation,
  summaryOperation,
  groupsOperation,
];
