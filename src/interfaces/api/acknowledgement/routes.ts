import { Refusal } from "../../../lib/refusal.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { commandAnswers } from "../schema-types.ts";
import { type TargetKind, TARGETS, targetOf } from "../target.ts";
import { acknowledgementRequest, readAcknowledgement } from "./body.ts";
import { hostAcknowledgement, hostRequest, serviceAcknowledgement, serviceRequest } from "./schema.ts";
import { cancellation, latestAcknowledgements } from "./shared-operations.ts";

/** The original operations (contract §7.4), in both spellings. */
export function acknowledgementOperations(parts: ApiParts): readonly Operation[] {
  return (["host", "service"] as const).flatMap((kind) => {
    const { plural, path } = TARGETS[kind];
    return [
      latestAcknowledgements(
        parts,
        kind,
        `list-${kind}-acknowledgements`,
        [`/acknowledgments/${plural}`, `/acknowledgements/${plural}`],
        kind === "host" ? hostAcknowledgement : serviceAcknowledgement,
      ),
      addition(parts, kind),
      cancellation(
        parts,
        kind,
        `cancel-${kind}-acknowledgement`,
        [`/acknowledgments${path}`, `/acknowledgements${path}`],
        "not-found",
      ),
    ];
  });
}

function addition({ realtime, commands }: ApiParts, kind: TargetKind): Operation {
  const { noun, plural } = TARGETS[kind];
  return {
    id: `add-${kind}-acknowledgement`,
    method: "POST",
    paths: [`/acknowledgments/${plural}`, `/acknowledgements/${plural}`],
    tag: "Acknowledgements",
    summary: `Acknowledge the problem of a ${kind}`,
    description: `A ${kind} without a problem is accepted and left as it is.`,
    body: kind === "host" ? hostRequest : serviceRequest,
    answers: commandAnswers,
    handle: async (request, reply) => {
      const { visibility, alias } = callerOf(request);
      const body =
        kind === "host"
          ? { ...readAcknowledgement(request.body, "host"), service_id: 0 }
          : readAcknowledgement(request.body, "service");
      const target = targetOf(realtime, kind, body.host_id, body.service_id, visibility);
      if (target === undefined)
        throw new Refusal("acknowledgement-target-not-found", `${noun} of acknowledgement not found`);
      await commands.acknowledge([target.resource.key], acknowledgementRequest(body), alias);
      return reply.code(204).send();
    },
  };
}
