import type { Operation } from "../operation.ts";
import { healthAnswer } from "./schema.ts";

/** Health, without credentials. Answers 200 as soon as the API serves requests. */
export const healthOperations: readonly Operation[] = [
  {
    id: "health",
    surface: "vigie",
    method: "GET",
    paths: ["/health"],
    right: "public",
    tag: "Server",
    summary: "Is the server running, and does it keep up with the checks?",
    answers: { 200: healthAnswer },
    handle: (_request, { health }) => health(),
  },
];
