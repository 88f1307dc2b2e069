import Type from "typebox";
import type { Operation } from "../operation.ts";
import { textIn } from "../query-parameters.ts";
import { healthAnswer } from "./schema.ts";

/** Health, without credentials. Answers 200 while everything works, otherwise 503 with the same fields. */
export const healthOperations: readonly Operation[] = [
  {
    id: "health",
    surface: "vigie",
    method: "GET",
    paths: ["/health"],
    right: "public",
    tag: "Server",
    summary: "Does every part of the server work, and does it keep up with the checks?",
    query: {
      standby: Type.Optional(Type.Literal("ok", { description: "A standby that works is answered with 200, too" })),
    },
    answers: { 200: healthAnswer, 503: healthAnswer },
    handle(request, { health }, reply) {
      const answer = health();
      const isGoodStandby =
        textIn(request, "standby") === "ok" && answer.status === "standby" && answer.problems.length === 0;
      if (answer.status !== "ok" && !isGoodStandby) reply.code(503);
      return answer;
    },
  },
];
