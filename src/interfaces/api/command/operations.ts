import type { FastifyRequest } from "fastify";
import type { ActorOf } from "../../external-commands/command-runs.ts";
import { runCommandLines } from "../../external-commands/run-command-lines.ts";
import { started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { actorOf } from "../rights.ts";
import { errorAnswer, invalidAnswer } from "../schema-types.ts";
import { commandAnswer, commandRequest } from "./schema.ts";

const commandBody = { ...bodyOf(commandRequest), isLarge: true } as const;

/** External commands whose sender waits for the outcome; the command file has no way to report it. */
export const commandOperations: readonly Operation[] = [
  {
    id: "run-commands",
    surface: "vigie",
    method: "POST",
    paths: ["/commands"],
    right: "administrator",
    tag: "Server",
    summary: "Execute external commands of Nagios, and say which were refused and why",
    description:
      "For administrators. The lines are executed in order. Through the local socket, the author that a line names " +
      "counts, as in the command file; otherwise the author is always the caller.",
    body: commandBody,
    answers: { 200: commandAnswer, ...invalidAnswer, 503: errorAnswer("The server is still starting.") },
    handle: async (request, { commands, clock }) => {
      const { lines } = commandBody.read(request.body);
      return { refused: await runCommandLines(lines, { commands: started(commands()), clock, by: senderOf(request) }) };
    },
  },
];

function senderOf(request: FastifyRequest): ActorOf {
  const actor = actorOf(request);
  return (author) => (request.isLocal && author !== undefined ? { ...actor, name: author } : actor);
}
