import { problemText } from "../../../config/objects/summary.ts";
import { Refusal } from "../../../model/refusal.ts";
import { actorWords } from "../../../operations/audit/actor.ts";
import { started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { actorOf } from "../rights.ts";
import { errorAnswer } from "../schema-types.ts";
import { refusedAnswer, reloadAnswer } from "./schema.ts";

/** Mistakes of vigie.yaml; other errors are thrown again. */
function badSettings(error: unknown): Pick<Refusal, "code" | "message" | "mistakes"> {
  if (error instanceof Refusal && error.mistakes !== undefined) return error;
  throw error;
}

export const reloadOperations: readonly Operation[] = [
  {
    id: "reload",
    surface: "vigie",
    method: "POST",
    paths: ["/reload"],
    right: "administrator",
    tag: "Server",
    summary: "Reload the configuration",
    description: "For administrators.",
    answers: { 200: reloadAnswer, 422: refusedAnswer, 503: errorAnswer("The server is still starting.") },
    handle: async (request, { reload }, reply) => {
      const run = started(reload());
      const outcome = await run(actorWords(actorOf(request))).catch(badSettings);
      if ("mistakes" in outcome) {
        const { code, message, mistakes: errors } = outcome;
        return reply.code(422).send({ code, message, errors });
      }
      if (!outcome.isAccepted) {
        const { errors } = outcome;
        return reply.code(422).send({ code: "bad-configuration", message: errors.map(problemText).join("\n"), errors });
      }
      const { hosts, services, seconds, warnings, needsRestart } = outcome;
      return { hosts, services, seconds, warnings, needs_restart: needsRestart };
    },
  },
];
