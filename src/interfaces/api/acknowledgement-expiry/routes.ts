import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AcknowledgementRequest } from "../../../model/acknowledgement.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../lib/refusal.ts";
import { isProblem } from "../../../model/state-code.ts";
import { refuseField } from "../body-refusal.ts";
import type { ApiParts } from "../operation.ts";
import { readOwnBody, timeIn } from "../vigie-body.ts";
import { invalidAnswer, missingAnswer, vigieRoute, errorAnswer } from "../vigie-route.ts";
import { callerOf } from "../rights.ts";
import { commandAnswers } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { expiringAcknowledgementRequest } from "./schema.ts";

/** Beside the contract, which cannot say when an acknowledgement ends; in its lists it is an ordinary one. */
export function registerExpiringAcknowledgements(app: FastifyInstance, parts: ApiParts): void {
  for (const kind of ["host", "service"] as const) registerFor(app, kind, parts);
}

function registerFor(app: FastifyInstance, kind: TargetKind, { realtime, commands, clock }: ApiParts): void {
  const { path, parameters } = TARGETS[kind];
  app.post(
    `/api${path}/acknowledgement`,
    vigieRoute(`acknowledge-${kind}`, {
      tag: "Acknowledgements",
      summary: `Acknowledge the problem of a ${kind}, until a time or until it is stable`,
      description: `Needs the role \`${kind}_acknowledgement\`. It is cancelled as any other acknowledgement.`,
      parameters,
      body: expiringAcknowledgementRequest,
      answers: {
        ...commandAnswers,
        ...invalidAnswer,
        ...missingAnswer,
        409: errorAnswer("There is no problem to acknowledge."),
      },
    }),
    async (request, reply) => {
      const { visibility, alias } = callerOf(request);
      const { resource, state } = foundTarget(targetOfPath(realtime, kind, request, visibility), kind);
      const asked = readRequest(request, clock.now());
      if (!isProblem(state.check.state)) throw new Refusal("no-problem", `The ${kind} has no problem to acknowledge`);
      await commands.acknowledge([resource.key], asked, alias);
      return reply.code(204).send();
    },
  );
}

/** Refuses with `invalid-body`. */
function readRequest({ body }: FastifyRequest, now: UnixSeconds): AcknowledgementRequest {
  const asked = readOwnBody(expiringAcknowledgementRequest, body);
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
