import Type from "typebox";
import { hostIdOf, isHostKey } from "../../../model/resource-key.ts";
import { Refusal } from "../../../lib/refusal.ts";
import { findHost, found, idOf } from "../lookup.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { callerOf, requireRole } from "../rights.ts";
import { commandAnswers, commonAnswers, notFoundAnswer } from "../schema-types.ts";
import { servicesOfTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { readDowntime } from "./body.ts";
import { downtimeListings } from "./listings.ts";
import { presentDowntime } from "./present.ts";
import { downtime, downtimeRequest } from "./schema.ts";

const ONE_PATH = "/monitoring/downtimes/:downtime_id(\\d+)";
const downtimeIdParameter = { downtime_id: Type.Integer({ description: "Downtime" }) };

/** Contract §7.5. */
export function downtimeOperations(parts: ApiParts): readonly Operation[] {
  return [
    ...downtimeListings(parts),
    one(parts),
    addition(parts, "host"),
    addition(parts, "service"),
    cancellation(parts),
  ];
}

function one({ realtime }: ApiParts): Operation {
  return {
    id: "get-downtime",
    method: "GET",
    paths: [ONE_PATH],
    tag: "Downtimes",
    summary: "One downtime",
    parameters: downtimeIdParameter,
    answers: { 200: downtime, ...notFoundAnswer, ...commonAnswers },
    handle: (request) =>
      presentDowntime(found(realtime.downtime(idOf(request, "downtime_id"), callerOf(request).visibility))),
  };
}

function addition({ realtime, commands }: ApiParts, kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `add-${kind}-downtime`,
    method: "POST",
    paths: [`/monitoring${path}/downtimes`],
    tag: "Downtimes",
    summary: `Schedule a downtime of a ${kind}`,
    description:
      "A downtime that could never run (start not before end, over already, flexible without a duration) is accepted and dropped.",
    parameters,
    body: downtimeRequest,
    answers: { ...commandAnswers, ...notFoundAnswer },
    handle: async (request, reply) => {
      const { visibility, alias } = callerOf(request);
      const { request: wanted, withServices } = readDowntime(request.body);
      const { key } = found(targetOfPath(realtime, kind, request, visibility)).resource;
      const services = kind === "host" && withServices ? servicesOfTarget(realtime, hostIdOf(key), visibility) : [];
      await commands.scheduleDowntime([key, ...services], wanted, alias);
      return reply.code(204).send();
    },
  };
}

function cancellation({ realtime, commands }: ApiParts): Operation {
  return {
    id: "cancel-downtime",
    method: "DELETE",
    paths: [ONE_PATH],
    tag: "Downtimes",
    summary: "Cancel a downtime",
    parameters: downtimeIdParameter,
    answers: { ...commandAnswers, ...notFoundAnswer },
    handle: async (request, reply) => {
      const caller = callerOf(request);
      // A missing downtime or host is told before a missing role (contract §6.3).
      const row = found(realtime.downtime(idOf(request, "downtime_id"), caller.visibility));
      found(findHost(realtime, hostIdOf(row.downtime.key), caller.visibility));
      const kind: TargetKind = isHostKey(row.downtime.key) ? "host" : "service";
      requireRole(caller, `${kind}_schedule_downtime`);
      const already = new Refusal("downtime-already-cancelled", `Downtime already cancelled for this ${kind}`);
      if (row.downtime.deletionTime !== null) throw already;
      await commands.cancelDowntime(row.downtime.id, caller.alias).catch((error) => {
        // Another request came first, and its commit is not to be seen yet.
        throw error instanceof Refusal && error.code === already.code ? already : error;
      });
      return reply.code(204).send();
    },
  };
}
