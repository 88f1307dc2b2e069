import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { hashOfSecret } from "../../../access/secret.ts";
import { parseQuery } from "../../../data/realtime/query/parse-query.ts";
import type { Query } from "../../../data/realtime/query/query.ts";
import { textIn } from "../query-parameters.ts";
import { callerOf, credentialsOf } from "../rights.ts";

export const queryParameter = {
  q: Type.Optional(
    Type.String({
      description: "Search (docs/api.md); empty: everything visible",
      examples: ["is:unhandled group:linux -host:web-*"],
    }),
  ),
};

/** Search of a request; of one without, `otherwise`. Throws a `QueryMistake`. */
export const queryOf = (request: FastifyRequest, otherwise = ""): Query =>
  parseQuery(textIn(request, "q") ?? otherwise);

/** Web session or token of a request: who owns the views that it opens. */
export function viewOwnerOf(request: FastifyRequest): string {
  const { contactId } = callerOf(request);
  if (request.isLocal) return `${contactId} local`;
  const { token, sessionId } = credentialsOf(request);
  return `${contactId} ${hashOfSecret(token ?? sessionId ?? "")}`;
}
