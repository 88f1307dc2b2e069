import type { FastifyRequest } from "fastify";
import type { AcknowledgementRequest } from "../../../model/acknowledgement.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../model/refusal.ts";
import { isProblem } from "../../../model/state-code.ts";
import { refuseField } from "../body-refusal.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { timeIn } from "../time-field.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer, invalidAnswer, missingAnswer } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { expiringAcknowledgementRequest } from "./expiring-schema.ts";

const expiringBody = bodyOf(expiringAcknowledgementRequest);

/**
 * Acknowledgement with an expiry, which the contract cannot express. The contract's listings show it as an ordinary
 * one.
 */
export function expiringAcknowledgement(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `acknowledge-${kind}`,
    surface: "vigie",
    method: "POST",
    paths: [`${path}/acknowledgement`],
    right: `${kind}_acknowledgement`,
    tag: "Acknowledgements",
    summary: `Acknowledge the problem of a ${kind}, until a time or until it is stable`,
    description: "It can be cancelled like any other acknowledgement.",
    parameters,
    body: expiringBody,
    answers: {
      ...doneAnswer,
      ...invalidAnswer,
      ...missingAnswer,
      409: errorAnswer("There is no problem to acknowledge."),
    },
    handle: async (request, { realtime, operations, clock }) => {
      const { visibility } = callerOf(request);
      const { resource, state } = foundTarget(targetOfPath(realtime, kind, request, visibility), kind);
      const asked = readRequest(request, clock.now());
      if (!isProblem(state.check.state)) throw new Refusal("no-problem", `The ${kind} has no problem to acknowledge`);
      await operations.acknowledge([resource.key], asked, actorOf(request));
    },
  };
}

/** Reads the body. Refuses with `invalid-body`. */
function readRequest({ body }: FastifyRequest, now: UnixSeconds): AcknowledgementRequest {
  const asked = expiringBody.read(body);
  const { comment, sticky = true, notify = false, persistent = false, until, stable_minutes: stableMinutes } = asked;
  const expiresAt = until === undefined ? null : timeIn("until", until, now);
  if (expiresAt !== null && expiresAt <= now) refuseField("until", "This should be in the future.");
  return {
    comment,
    isSticky: sticky,
    isNotifyContacts: notify,
    isPersistentComment: persistent,
    expiresAt,
    stableSeconds: stableMinutes === undefined ? null : stableMinutes * 60,
  };
}
