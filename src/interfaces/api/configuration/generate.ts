import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { problemText } from "../../../config/objects/summary.ts";
import type { ConfigError } from "../../../model/configuration-errors.ts";
import { pollersOf } from "../../../model/poller.ts";
import { Refusal } from "../../../model/refusal.ts";
import { actorWords } from "../../../operations/audit/actor.ts";
import { found, idOf, started } from "../lookup.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer, notFoundMessage } from "../schema-types.ts";

type Action = "generate" | "reload" | "generate-and-reload";

const SUMMARIES: Readonly<Record<Action, string>> = {
  generate: "Check the files of the configuration",
  reload: "Put the files of the configuration into effect",
  "generate-and-reload": "Check the files of the configuration and put them into effect",
};

/** Later versions §13.4: the configuration is live, so that there is nothing to generate. */
export const generateOperations: readonly Operation[] = (Object.keys(SUMMARIES) as Action[]).flatMap((action) => [
  operationFor(action, false),
  operationFor(action, true),
]);

function operationFor(action: Action, isOfOneServer: boolean): Operation {
  return {
    id: isOfOneServer ? `${action}-server` : `${action}-servers`,
    surface: "centreon",
    method: "GET",
    answeredBy: "leader",
    paths: [`/configuration/monitoring-servers${isOfOneServer ? "/:id(\\d+)" : ""}/${action}`],
    right: "api-access",
    tag: "Configuration",
    summary: `${SUMMARIES[action]}${isOfOneServer ? ", of one server" : ""}`,
    description: "With the role generate_cfg. A mistake in the files is answered with its place.",
    ...(isOfOneServer && { parameters: { id: Type.Integer({ description: "Monitoring server" }) } }),
    answers: {
      ...doneAnswer,
      ...(isOfOneServer && notFoundMessage),
      503: errorAnswer("The server is still starting, or the files cannot be read now."),
    },
    handle: async (request, parts) => {
      permit(request);
      if (isOfOneServer) {
        const id = idOf(request, "id");
        found(
          pollersOf(parts.inventory()).find((poller) => poller.id === id),
          "Monitoring server",
        );
      }
      refuseErrors(await errorsOf(action, request, parts));
    },
  };
}

function permit(request: FastifyRequest): void {
  if (!callerOf(request).hasRole("generate_cfg"))
    throw new Refusal("configuration-not-permitted", "You are not allowed to generate the configuration");
}

async function errorsOf(action: Action, request: FastifyRequest, parts: ApiParts): Promise<readonly ConfigError[]> {
  try {
    if (action === "generate") return await started(parts.checkConfiguration())();
    const outcome = await started(parts.reload())(actorWords(actorOf(request)));
    return outcome.isAccepted ? [] : outcome.errors;
  } catch (error) {
    if (error instanceof Refusal && error.code === "bad-setting")
      throw new Refusal("configuration-not-valid", error.message);
    throw error;
  }
}

function refuseErrors([first]: readonly ConfigError[]): void {
  if (first !== undefined) throw new Refusal("configuration-not-valid", problemText(first));
}
