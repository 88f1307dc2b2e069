import Type from "typebox";
import { writeQuery } from "../../../data/realtime/query/write-query.ts";
import { refuseField } from "../body-refusal.ts";
import type { Operation } from "../operation.ts";
import { textIn } from "../query-parameters.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer } from "../schema-types.ts";
import { queryOf, queryParameter } from "./parameters.ts";
import { groupList } from "./schema.ts";

export const groupsOperation: Operation = {
  id: "list-live-groups",
  surface: "vigie",
  method: "GET",
  paths: ["/groups"],
  right: "api-access",
  tag: "Console",
  summary: "Groups with the states of their visible members, the worst unhandled ones first",
  description:
    "A host group counts its hosts and their services, as `group:NAME` of a search finds them; a service group its " +
    "services, as `servicegroup:NAME`. With `q` only members that match are counted. Groups of none are left out.",
  query: { kind: Type.Optional(Type.Enum(["host", "service"] as const, { default: "host" })), ...queryParameter },
  answers: { 200: groupList, ...invalidAnswer },
  isPresentedExactly: true,
  handle: (request, parts) => {
    const kind = textIn(request, "kind") ?? "host";
    if (kind !== "host" && kind !== "service") return refuseField("kind", "This should be host or service.");
    const query = queryOf(request);
    const groups = parts.live.groups(kind, query, callerOf(request).visibility);
    return {
      result: groups.map(({ id, name, alias, size, unhandled, states, worst, worstUnhandled }) => ({
        key: `${kind === "host" ? "hg" : "sg"}${id}`,
        kind,
        id,
        name,
        alias,
        worst,
        worst_unhandled: worstUnhandled,
        unhandled,
        counts: states,
        size,
      })),
      meta: { total: groups.length, as_of: parts.stream.head(), q: writeQuery(query) },
    };
  },
};
