import type { FastifyRequest } from "fastify";
import type { ApiParts, Operation } from "../operation.ts";
import { MAX_RESOURCES } from "../resource-references.ts";
import { actorOf, callerOf } from "../rights.ts";
import { errorAnswer, invalidAnswer } from "../schema-types.ts";
import type { ActionContext } from "./action-kind.ts";
import { actionAnswer } from "./answer-schema.ts";
import { runAction } from "./run-action.ts";
import { actionBody } from "./schema.ts";

/** Every action of an operator, on one resource or on many. */
export const actionOperations: readonly Operation[] = [
  {
    id: "act",
    surface: "vigie",
    method: "POST",
    paths: ["/actions"],
    right: "api-access",
    tag: "Console",
    summary: "Act on one resource or on many",
    description:
      `At most ${MAX_RESOURCES.toLocaleString("en")}, in commits of 500. The role is tested for each resource. The answer ` +
      "says on which it was done, and for each of the others why not.",
    body: actionBody,
    answers: {
      200: actionAnswer,
      ...invalidAnswer,
      409: errorAnswer("The `request_id` belongs to another action."),
    },
    handle(request, parts) {
      const body = actionBody.read(request.body);
      const context = contextOf(request, parts);
      const act = () => runAction(body, context);
      const { request_id: requestId, ...wanted } = body;
      if (requestId === undefined) return act();
      return parts.answeredActions.answer(context.caller.contactId, requestId, wanted, act);
    },
  },
];

const contextOf = (request: FastifyRequest, parts: ApiParts): ActionContext => ({
  caller: callerOf(request),
  actor: actorOf(request),
  now: parts.clock.now(),
  parts,
});
