import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { Hypothesis } from "../../../alerting/rules/simulate.ts";
import { lastValue } from "../../../data/realtime/search/list-query.ts";
import { knownSecrets } from "../../../model/known-secrets.ts";
import type { StateCode } from "../../../model/resource-state.ts";
import { refuseField } from "../body-refusal.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer, missingAnswer } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOf, targetOfPath } from "../target.ts";
import { timeIn } from "../time-field.ts";
import { presentDecision, presentOutcome, presentSimulated } from "./present.ts";
import {
  decisionList,
  MAX_DECISIONS,
  simulationAnswer,
  simulationRequest,
  STATE_NAMES,
  DEFAULT_DECISIONS,
} from "./schema.ts";

const simulationBody = bodyOf(simulationRequest);

/** Operations that show who was notified, who was not and why, and who would be. The contract has no equivalent. */
export const decisionOperations: readonly Operation[] = [
  listing("host"),
  listing("service"),
  {
    id: "simulate-decisions",
    surface: "vigie",
    method: "POST",
    changesNothing: true,
    paths: ["/decisions/simulate"],
    right: "api-access",
    tag: "Decisions",
    summary: "Who would be notified when, if a host or service had a problem",
    description:
      "Evaluates the rules of the running server. Everything else keeps its present state, " +
      "and downtimes start and end as planned.",
    body: simulationBody,
    answers: { 200: simulationAnswer, ...invalidAnswer, ...missingAnswer },
    handle: (request, { realtime, decisions, clock, inventory }) => {
      const { host_id: hostId, service_id: serviceId, state, at, hours = 24 } = simulationBody.read(request.body);
      const kind: TargetKind = serviceId === undefined ? "host" : "service";
      const now = clock.now();
      const since = Math.floor(at === undefined ? now : timeIn("at", at, now));
      const hypothesis = { state: stateCode(kind, state), at: since, hours } satisfies Hypothesis;
      const { visibility } = callerOf(request);
      const { resource } = foundTarget(targetOf(realtime, kind, hostId, serviceId ?? 0, visibility), kind);
      const { decisions: simulated, isComplete } = decisions.simulate(resource, hypothesis);
      return {
        result: simulated.map((one) => presentSimulated(one, { visibility, inventory: inventory() })),
        is_complete: isComplete,
        zone: decisions.zoneOf(resource),
      };
    },
  },
];

function listing(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `list-${kind}-decisions`,
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: [`${path}/decisions`],
    right: "api-access",
    tag: "Decisions",
    summary: `Who was notified about a ${kind}, and why others were not`,
    parameters,
    query: {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_DECISIONS, default: DEFAULT_DECISIONS })),
    },
    answers: { 200: decisionList, ...invalidAnswer, ...missingAnswer },
    handle: async (request, { realtime, decisions, inventory }) => {
      const caller = callerOf(request);
      const { resource } = foundTarget(targetOfPath(realtime, kind, request, caller.visibility), kind);
      const secrets = knownSecrets(resource, inventory());
      const limit = limitOf(request);
      const sight = { visibility: caller.visibility, inventory: inventory() };
      return {
        result: (await decisions.history(resource, limit)).map((one) =>
          presentDecision(one, secrets, caller, inventory()),
        ),
        present: decisions.present(resource).map((one) => presentOutcome(one, sight)),
        meta: { limit, zone: decisions.zoneOf(resource) },
      };
    },
  };
}

/** Reads `limit` from the query. Refuses with `invalid-body`. */
function limitOf(request: FastifyRequest): number {
  const text = lastValue((request.query as Readonly<Record<string, string | string[]>>)["limit"]);
  if (text === undefined) return DEFAULT_DECISIONS;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > MAX_DECISIONS) {
    refuseField("limit", `This should be a whole number from 1 to ${MAX_DECISIONS}.`);
  }
  return limit;
}

/** State code of a state name. Refuses with `invalid-body`. */
function stateCode(kind: TargetKind, name: string): StateCode {
  const names: readonly string[] = STATE_NAMES[kind];
  if (!names.includes(name)) refuseField("state", `Of a ${kind} this should be one of ${names.join(", ")}.`);
  return (names.indexOf(name) + 1) as StateCode;
}
