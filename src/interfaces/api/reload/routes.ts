import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { problemText } from "../../../config/objects/summary.ts";
import { started } from "../lookup.ts";
import { vigieRoute, errorAnswer } from "../vigie-route.ts";
import { errorBody } from "../schema-types.ts";
import type { Reload } from "../../../config/reload-outcome.ts";

const counts = Type.Object({
  total: Type.Integer(),
  added: Type.Integer(),
  removed: Type.Integer(),
  changed: Type.Integer(),
});
const problem = Type.Object({
  file: Type.String(),
  line: Type.Integer({ description: "0 when the whole file is meant" }),
  directive: Type.Union([Type.String(), Type.Null()]),
  message: Type.String(),
});
const reloadAnswer = Type.Object(
  {
    hosts: counts,
    services: counts,
    seconds: Type.Number({ description: "How long it took" }),
    warnings: Type.Array(problem),
    needs_restart: Type.Array(Type.String(), {
      description: "Settings that were changed and hold from the next start only",
    }),
  },
  { title: "Reload", description: "The new configuration holds." },
);
const refusedAnswer = Type.Object(
  { ...errorBody.properties, errors: Type.Array(problem) },
  {
    title: "RefusedReload",
    description: "The configuration has errors; the one before goes on.",
  },
);

/** `POST /api/reload`: reads the configuration anew. `reload` gives undefined while the server starts. */
export function registerReload(app: FastifyInstance, reload: () => Reload | undefined): void {
  app.post(
    "/api/reload",
    vigieRoute("reload", {
      tag: "Server",
      summary: "Read the configuration anew",
      description: "For administrators.",
      answers: { 200: reloadAnswer, 422: refusedAnswer, 503: errorAnswer("The server is still starting.") },
    }),
    async (_request, reply) => {
      const run = started(reload());
      const outcome = await run();
      if (!outcome.isAccepted) {
        const { errors } = outcome;
        return reply.code(422).send({ code: 422, message: errors.map(problemText).join("\n"), errors });
      }
      const { hosts, services, seconds, warnings, needsRestart } = outcome;
      return { hosts, services, seconds, warnings, needs_restart: needsRestart };
    },
  );
}
