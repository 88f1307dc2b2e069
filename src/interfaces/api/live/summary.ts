import { writeQuery } from "../../../data/realtime/query/write-query.ts";
import type { Query } from "../../../data/realtime/query/query.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer } from "../schema-types.ts";
import { queryOf, queryParameter } from "./parameters.ts";
import { summary } from "./schema.ts";

export const summaryOperation: Operation = {
  id: "get-summary",
  surface: "vigie",
  method: "GET",
  paths: ["/summary"],
  right: "api-access",
  tag: "Console",
  summary: "How many hosts and services are in which state, and how many of them nobody has handled",
  forWalls: "own-view",
  query: queryParameter,
  answers: { 200: summary, ...invalidAnswer },
  isPresentedExactly: true,
  handle: (request, parts) =>
    presentSummary(queryOf(request), callerOf(request).visibility, { live: parts.live, asOf: parts.stream.head() }),
};

/** Body of `GET /api/summary`; the live stream tells the same. */
export function presentSummary(
  query: Query,
  visibility: Visibility,
  { live, asOf }: { readonly live: Pick<ApiParts["live"], "summary">; readonly asOf: number },
) {
  const { host, service, total, totalUnhandled, unhandled, worst, worstUnhandled } = live.summary(query, visibility);
  return {
    host,
    service,
    total,
    total_unhandled: totalUnhandled,
    unhandled,
    worst,
    worst_unhandled: worstUnhandled,
    as_of: asOf,
    q: writeQuery(query),
  };
}
