import type { FastifyRequest } from "fastify";
import type { Caller } from "../../../access/caller.ts";
import type { PassiveResults } from "../../../intake/passive-results.ts";
import type { Resource } from "../../../model/objects.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../lib/refusal.ts";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import { findHost, idOf, started } from "../lookup.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { commandAnswers, notFoundMessage } from "../schema-types.ts";
import { type TargetKind, TARGETS, targetOf, targetOfPath } from "../target.ts";
import { readResult, readResults, type ResultBody, type ResultOfResource, UNDECODABLE } from "./body.ts";
import { hostResultRequest, MOST_RESULTS, resultsRequest, serviceResultRequest } from "./schema.ts";
import type { Visibility } from "../../../model/visibility.ts";

/** Check results from outside (later versions §5.3, §5.4, §6): they have the effect of the passive results of the command file. */
export function resultOperations(parts: ApiParts): readonly Operation[] {
  return [resultOfOne(parts, "host"), resultOfOne(parts, "service"), resultsOfMany(parts)];
}

function resultOfOne({ realtime, passiveResults, clock }: ApiParts, kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `submit-${kind}-result`,
    method: "POST",
    paths: [`/monitoring${path}/submit`],
    tag: "Results",
    summary: `Submit a check result of a ${kind}`,
    description: IGNORED,
    parameters,
    body: kind === "host" ? hostResultRequest : serviceResultRequest,
    malformedBody: UNDECODABLE,
    answers: { ...commandAnswers, ...notFoundMessage },
    handle: async (request, reply) => {
      const body = readResult(request.body, kind);
      const resource = resourceOfPath(realtime, kind, request);
      await accept(started(passiveResults()), resource, body, clock.now());
      return reply.code(204).send();
    },
  };
}

function resultsOfMany({ realtime, passiveResults, clock }: ApiParts): Operation {
  return {
    id: "submit-results",
    method: "POST",
    paths: ["/monitoring/resources/submit"],
    tag: "Results",
    summary: "Submit check results of several resources",
    description:
      `At most ${MOST_RESULTS.toLocaleString("en")}; several of one resource count in their order. ${IGNORED} One of a resource that does not exist, ` +
      "that is not visible, or for which the role is missing, is skipped. Needs one of the roles `host_submit_result` and `service_submit_result`.",
    body: resultsRequest,
    malformedBody: UNDECODABLE,
    answers: commandAnswers,
    handle: async (request, reply) => {
      const results = readResults(request.body);
      const door = started(passiveResults());
      const caller = callerOf(request);
      const now = clock.now();
      await Promise.all(
        results.map((result) => {
          const resource = mayBeSubmitted(result, caller) ? resourceOf(realtime, result, caller.visibility) : undefined;
          return resource === undefined ? undefined : accept(door, resource, result, now);
        }),
      );
      return reply.code(204).send();
    },
  };
}

const IGNORED = "It is a passive result: where passive checks are off it changes nothing.";

/** The bar is there also without performance data, as the reference writes it. */
async function accept(
  door: PassiveResults,
  resource: Resource,
  { status, output, performance_data: perfdata }: ResultBody,
  at: UnixSeconds,
): Promise<void> {
  await door.accept(resource, { returnCode: status, output: `${output ?? ""}|${perfdata ?? ""}`, at }, "at-once");
}

/** Refuses with `command-target-not-found`, missing or hidden. */
function resourceOfPath(realtime: Realtime, kind: TargetKind, request: FastifyRequest): Resource {
  const { visibility } = callerOf(request);
  const target = targetOfPath(realtime, kind, request, visibility);
  if (target !== undefined) return target.resource;
  const hostId = idOf(request, "host_id");
  const isHostMissing = kind === "host" || findHost(realtime, hostId, visibility) === undefined;
  return isHostMissing ? missing("Host", hostId) : missing("Service", idOf(request, "service_id"));
}

const missing = (noun: string, id: number): never => {
  throw new Refusal("command-target-not-found", `${noun} ${id} not found`);
};

const mayBeSubmitted = ({ type }: ResultOfResource, caller: Caller): boolean =>
  caller.hasRole(type === "host" ? "host_submit_result" : "service_submit_result");

/** A meta service is a service of a technical host to Vigie: by its own id alone it is not known. */
function resourceOf(
  realtime: Realtime,
  { type, id, parent }: ResultOfResource,
  visibility: Visibility,
): Resource | undefined {
  if (type === "host") return targetOf(realtime, type, id, 0, visibility)?.resource;
  return type === "service" && parent !== null
    ? targetOf(realtime, type, parent.id, id, visibility)?.resource
    : undefined;
}
