import Type from "typebox";
import type { Query } from "../../../data/realtime/query/query.ts";
import type { AcknowledgementRow } from "../../../data/realtime/realtime.ts";
import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { isProblem } from "../../../model/state-code.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { firstLine } from "../live/present-row.ts";
import { queryOf, queryParameter } from "../live/parameters.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer, nullableDate, nullableInteger, nullableString } from "../schema-types.ts";
import { presentResource, resourceMembers } from "./present-resource.ts";

const acknowledgement = Type.Object(
  {
    id: Type.Integer(),
    ...resourceMembers,
    output: Type.String({ description: "First line" }),
    problem_since: nullableDate("Since when the resource has its state"),
    author: nullableString("Login name"),
    comment: nullableString("Comment"),
    since: nullableDate("When it was acknowledged"),
    expires_at: nullableDate("When it expires; null: with the problem"),
    stable_seconds: nullableInteger("It outlives recoveries, and ends this long after the last one"),
    sticky: Type.Boolean({ description: "Stays when the problem gets another state" }),
    services: nullableInteger("Number of visible services of the host with a problem; null for a service"),
  },
  { title: "AcknowledgementInEffect" },
);

export const acknowledgementsInEffect: Operation = {
  id: "list-acknowledgements-in-effect",
  surface: "vigie",
  method: "GET",
  paths: ["/acknowledgements"],
  right: "api-access",
  tag: "Console",
  summary: "Acknowledgements in effect, of hosts and services",
  description: "The newest first.",
  query: queryParameter,
  answers: {
    200: Type.Object(
      { result: Type.Array(acknowledgement), meta: Type.Object({ total: Type.Integer() }) },
      { title: "AcknowledgementsInEffect" },
    ),
    ...invalidAnswer,
  },
  handle(request, { realtime, live }) {
    const { visibility } = callerOf(request);
    const rows = live.list(acknowledgedIn(queryOf(request)), [], visibility);
    const found = rows.flatMap((row) => {
      const record = realtime.acknowledgementInEffect("service" in row ? row.service.key : row.host.key);
      return record === undefined ? [] : [record];
    });
    const newestFirst = found.toSorted((one, other) => other.acknowledgement.id - one.acknowledgement.id);
    return { result: newestFirst.map((row) => present(row, visibility)), meta: { total: newestFirst.length } };
  },
};

const acknowledgedIn = ({ terms }: Query): Query => ({
  terms: [...terms, { isNegated: false, condition: { kind: "is", flags: ["acknowledged"] }, span: { from: 0, to: 0 } }],
});

function present({ acknowledgement: record, ...objects }: AcknowledgementRow, visibility: Visibility) {
  const { host, service } = objects;
  const { check, handling } = (service ?? host)!.state;
  return {
    id: record.id,
    ...presentResource(record.key, objects),
    output: firstLine(check.output),
    problem_since: dateOrNull(check.lastStateChange),
    author: record.author,
    comment: record.comment,
    since: dateOrNull(record.entryTime),
    expires_at: dateOrNull(record.expiresAt),
    stable_seconds: record.stableSeconds,
    sticky: handling.acknowledgement === "sticky",
    services:
      host === undefined || service !== undefined
        ? null
        : visibleServices(host, visibility).filter(({ state }) => isProblem(state.check.state)).length,
  };
}
