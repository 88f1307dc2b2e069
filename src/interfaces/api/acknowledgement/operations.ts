import { Refusal } from "../../../model/refusal.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer } from "../schema-types.ts";
import { type TargetKind, TARGETS, targetOf } from "../target.ts";
import { additionByPath, additionOfMany } from "./addition-by-path.ts";
import { ACKNOWLEDGEMENT_BODIES, acknowledgementRequest } from "./body.ts";
import { expiringAcknowledgement } from "./expiring.ts";
import { cancellation } from "./cancellation.ts";
import { acknowledgementsOf, allAcknowledgements, latestAcknowledgements } from "./listings.ts";
import { resourceAcknowledgements } from "./many.ts";
import { SHAPES } from "./shapes.ts";

const KINDS = ["host", "service"] as const;

/**
 * Operations of contract §7.4 and later versions §7 and §8.1, and acknowledgements that expire, which the contract does
 * not have.
 */
export const acknowledgementOperations: readonly Operation[] = [
  ...allAcknowledgements,
  ...KINDS.flatMap((kind) => [
    ...SHAPES.flatMap((shape) => [latestAcknowledgements(kind, shape), cancellation(kind, shape)]),
    acknowledgementsOf(kind),
    addition(kind),
    additionByPath(kind),
    additionOfMany(kind),
    expiringAcknowledgement(kind),
  ]),
  ...resourceAcknowledgements,
];

/** Acknowledgement in its original form: the body names the resource. */
function addition(kind: TargetKind): Operation {
  const { noun, plural } = TARGETS[kind];
  return {
    id: `add-${kind}-acknowledgement`,
    surface: "centreon",
    method: "POST",
    paths: [`/acknowledgments/${plural}`, `/acknowledgements/${plural}`],
    right: `${kind}_acknowledgement`,
    tag: "Acknowledgements",
    summary: `Acknowledge the problem of a ${kind}`,
    description: `A ${kind} without a problem is accepted and left unchanged.`,
    body: ACKNOWLEDGEMENT_BODIES[kind],
    answers: doneAnswer,
    handle: async (request, { realtime, operations }) => {
      const { visibility } = callerOf(request);
      const body =
        kind === "host"
          ? { ...ACKNOWLEDGEMENT_BODIES.host.read(request.body), service_id: 0 }
          : ACKNOWLEDGEMENT_BODIES.service.read(request.body);
      const target = targetOf(realtime, kind, body.host_id, body.service_id, visibility);
      if (target === undefined)
        throw new Refusal("acknowledgement-target-not-found", `${noun} of acknowledgement not found`);
      await operations.acknowledge([target.resource.key], acknowledgementRequest(body), actorOf(request));
    },
  };
}
