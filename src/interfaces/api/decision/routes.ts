import type { FastifyInstance, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Hypothesis } from "../../../alerting/rules/simulate.ts";
import { lastValue } from "../../../data/realtime/search/list-query.ts";
import type { StateCode } from "../../../model/resource-state.ts";
import { refuseField } from "../body-refusal.ts";
import type { ApiParts } from "../operation.ts";
import { readOwnBody, timeIn } from "../vigie-body.ts";
import { invalidAnswer, missingAnswer, vigieRoute } from "../vigie-route.ts";
import { callerOf } from "../rights.ts";
import { foundTarget, type TargetKind, TARGETS, targetOf, targetOfPath } from "../target.ts";
import { presentDecision, presentNow, presentSimulated } from "./present.ts";
import {
  decisionList,
  MOST_DECISIONS,
  simulationAnswer,
  simulationRequest,
  STATE_NAMES,
  USUAL_DECISIONS,
} from "./schema.ts";

/** Who was told, who was not, and why; and who would be. Beside the contract, which has no place for it. */
export function registerDecisions(app: FastifyInstance, { realtime, decisions, clock }: ApiParts): void {
  for (const kind of ["host", "service"] as const) {
    const { path, parameters } = TARGETS[kind];
    app.get(
      `/api${path}/decisions`,
      vigieRoute(`list-${kind}-decisions`, {
        tag: "Decisions",
        summary: `Who was notified about a ${kind}, and why others were not`,
        parameters,
        query: {
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_DECISIONS, default: USUAL_DECISIONS })),
        },
        answers: { 200: decisionList, ...invalidAnswer, ...missingAnswer },
      }),
      async (request) => {
        const { resource } = foundTarget(targetOfPath(realtime, kind, request, callerOf(request).visibility), kind);
        const limit = limitOf(request);
        return {
          result: (await decisions.history(resource, limit)).map(presentDecision),
          present: decisions.present(resource).map(presentNow),
          meta: { limit },
        };
      },
    );
  }

  app.post(
    "/api/decisions/simulate",
    vigieRoute("simulate-decisions", {
      tag: "Decisions",
      summary: "Who would be notified when, if a host or service had a problem",
      description:
        "The rules of the running server are asked; what is not supposed stays as it is, and downtimes begin and end as planned.",
      body: simulationRequest,
      answers: { 200: simulationAnswer, ...invalidAnswer, ...missingAnswer },
    }),
    (request) => {
      const {
        host_id: hostId,
        service_id: serviceId,
        state,
        at,
        hours = 24,
      } = readOwnBody(simulationRequest, request.body);
      const kind: TargetKind = serviceId === undefined ? "host" : "service";
      const now = clock.now();
      const since = Math.floor(at === undefined ? now : timeIn("at", at, now));
      const hypothesis = { state: stateCode(kind, state), at: since, hours } satisfies Hypothesis;
      const { resource } = foundTarget(
        targetOf(realtime, kind, hostId, serviceId ?? 0, callerOf(request).visibility),
        kind,
      );
      const { decisions: simulated, isComplete } = decisions.simulate(resource, hypothesis);
      return { result: simulated.map(presentSimulated), is_complete: isComplete };
    },
  );
}

/** Refuses with `invalid-body`. */
function limitOf(request: FastifyRequest): number {
  const text = lastValue((request.query as Readonly<Record<string, string | string[]>>)["limit"]);
  if (text === undefined) return USUAL_DECISIONS;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > MOST_DECISIONS) {
    refuseField("limit", `This should be a whole number from 1 to ${MOST_DECISIONS}.`);
  }
  return limit;
}

/** The code of a state's name. Refuses with `invalid-body`. */
function stateCode(kind: TargetKind, name: string): StateCode {
  const names: readonly string[] = STATE_NAMES[kind];
  if (!names.includes(name)) refuseField("state", `Of a ${kind} this should be one of ${names.join(", ")}.`);
  return (names.indexOf(name) + 1) as StateCode;
}
