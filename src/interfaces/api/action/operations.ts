import type { FastifyRequest } from "fastify";
import { askedIn } from "../answered-requests.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { MAX_RESOURCES } from "../resource-references.ts";
import { actorOf, callerOf } from "../rights.ts";
import { errorAnswer, invalidAnswer } from "../schema-types.ts";
import type { ActionContext } from "./action-kind.ts";
import { actionAnswer } from "./answer-schema.ts";
import { runAction } from "./run-action.ts";
import { viewOwnerOf } from "../live/parameters.ts";
import { previewAction } from "./preview-action.ts";
import { previewAnswer } from "./answer-schema.ts";
import { actionBody } from "./schema.ts";

/** Every action of an operator, on one resource or on many. */
export const actionOperations: readonly Operation[] = [
  {
    id: "act",
    namesViews: true,
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
      404: errorAnswer("The view is another caller's."),
      409: errorAnswer("The `request_id` belongs to another action."),
      410: errorAnswer("The view has ended."),
    },
    handle(request, parts) {
      const body = actionBody.read(request.body);
      const context = contextOf(request, parts);
      const { request_id: requestId, ...wanted } = body;
      if (requestId === undefined) return runAction(body, context);
      const { contactId } = context.caller;
      return parts.answeredRequests.answer(
        contactId,
        requestId,
        request.hop?.asked ?? askedIn(wanted),
        (mark, done) => runAction(body, { ...context, actor: { ...context.actor, request: mark } }, done),
        (answer) => answer.done.length + answer.skipped.length,
      );
    },
  },
  {
    id: "preview-action",
    namesViews: true,
    surface: "vigie",
    method: "POST",
    changesNothing: true,
    paths: ["/actions/preview"],
    right: "api-access",
    tag: "Console",
    summary: "What an action would be on",
    description: "Takes the body of an action, and does nothing.",
    body: actionBody,
    answers: {
      200: previewAnswer,
      ...invalidAnswer,
      404: errorAnswer("The view is another caller's."),
      410: errorAnswer("The view has ended."),
    },
    handle: (request, parts) => previewAction(actionBody.read(request.body), contextOf(request, parts)),
  },
];

const contextOf = (request: FastifyRequest, parts: ApiParts): ActionContext => ({
  caller: callerOf(request),
  actor: actorOf(request),
  now: parts.clock.now(),
  parts,
  viewOwner: viewOwnerOf(request),
});
