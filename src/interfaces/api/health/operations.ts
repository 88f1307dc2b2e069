import type { Operation } from "../operation.ts";
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
    answers: { 200: healthAnswer, 503: healthAnswer },
    handle(_request, { health }, reply) {
      const answer = health();
      if (answer.status !== "ok") reply.code(503);
      return answer;
    },
  },
];
