import Type from "typebox";
import { completeQuery } from "../../../data/realtime/query/complete-query.ts";
import type { Operation } from "../operation.ts";
import { numberIn, textIn } from "../query-parameters.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer } from "../schema-types.ts";
import { completions } from "./schema.ts";
import { MAX_QUERY_LENGTH } from "../../../data/realtime/query/parse-query.ts";
import { refuseField } from "../body-refusal.ts";

export const completeOperation: Operation = {
  id: "complete-search",
  surface: "vigie",
  method: "GET",
  paths: ["/resources/complete"],
  right: "api-access",
  tag: "Console",
  summary: "What could stand at a place of a search",
  description: "At most 20: fields, their values, and names of what the caller sees.",
  query: {
    q: Type.Optional(Type.String({ examples: ["is:unhandled host:we"] })),
    at: Type.Optional(Type.Integer({ description: "Position of the cursor, from 0; default: the end" })),
  },
  answers: { 200: completions, ...invalidAnswer },
  isPresentedExactly: true,
  handle: (request, { realtime, inventory }) => {
    const q = textIn(request, "q") ?? "";
    if (q.length > MAX_QUERY_LENGTH) refuseField("q", `This may have at most ${MAX_QUERY_LENGTH} characters.`);
    const at = Math.min(numberIn(request, "at", [0, MAX_QUERY_LENGTH]) ?? q.length, q.length);
    return completeQuery(q, at, realtime.index(), { visibility: callerOf(request).visibility, inventory: inventory() });
  },
};
