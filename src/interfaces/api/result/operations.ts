import type { FastifyRequest } from "fastify";
import type { Caller } from "../../../access/caller.ts";
import type { PassiveResult } from "../../../operations/result/passive-result.ts";
import type { Resource } from "../../../model/objects.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import { findHost, idOf, started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, notFoundMessage } from "../schema-types.ts";
import { type TargetKind, TARGETS, targetOf, targetOfPath } from "../target.ts";
import { RESULT_BODIES, type ResultBody, type ResultOfResource } from "./body.ts";
import { MAX_RESULTS } from "./schema.ts";
import type { Visibility } from "../../../model/visibility.ts";

const IGNORED = "It is a passive result: where passive checks are off it changes nothing.";

const resultOfOne = (kind: TargetKind): Operation => ({
  id: `submit-${kind}-result`,
  surface: "centreon",
  method: "POST",
  paths: [`/monitoring${TARGETS[kind].path}/submit`],
  right: `${kind}_submit_result`,
  tag: "Results",
  summary: `Submit a check result of a ${kind}`,
  description: IGNORED,
  parameters: TARGETS[kind].parameters,
  body: RESULT_BODIES[kind],
  answers: { ...doneAnswer, ...notFoundMessage },
  handle: async (request, { realtime, passiveResults, clock }) => {
    const body = RESULT_BODIES[kind].read(request.body);
    const resource = resourceOfPath(realtime, kind, request);
    await started(passiveResults()).submitResult(resource, passiveResultOf(body, clock.now()), actorOf(request));
  },
});

const resultsOfMany: Operation = {
  id: "submit-results",
  surface: "centreon",
  method: "POST",
  paths: ["/monitoring/resources/submit"],
  right: "role-of-a-result",
  tag: "Results",
  summary: "Submit check results of several resources",
  description:
    `At most ${MAX_RESULTS.toLocaleString("en")}; several of one resource are processed in order. ` +
    `${IGNORED} Results of resources that do not exist, are not visible, or lack the role are skipped. ` +
    "Needs one of the roles `host_submit_result` and `service_submit_result`.",
  body: RESULT_BODIES.many,
  answers: doneAnswer,
  handle: async (request, { realtime, passiveResults, clock }) => {
    const results = RESULT_BODIES.many.read(request.body);
    const door = started(passiveResults());
    const caller = callerOf(request);
    const now = clock.now();
    const submitted = results.flatMap((result) => {
      const resource = mayBeSubmitted(result, caller) ? resourceOf(realtime, result, caller.visibility) : undefined;
      return resource === undefined ? [] : [{ resource, result: passiveResultOf(result, now) }];
    });
    await door.submitResults(submitted, actorOf(request));
  },
};

/**
 * Submission of check results (later versions §5.3, §5.4, §6), with the effect of passive results from the command
 * file.
 */
export const resultOperations: readonly Operation[] = [resultOfOne("host"), resultOfOne("service"), resultsOfMany];

/** Joins output and performance data. The reference writes the bar even without performance data. */
const passiveResultOf = (
  { status, output, performance_data: perfdata }: ResultBody,
  at: UnixSeconds,
): PassiveResult => ({ returnCode: status, output: `${output ?? ""}|${perfdata ?? ""}`, at });

/** Resource named by the path. Refuses with `not-found` if it is missing or hidden. */
function resourceOfPath(realtime: Realtime, kind: TargetKind, request: FastifyRequest): Resource {
  const { visibility } = callerOf(request);
  const target = targetOfPath(realtime, kind, request, visibility);
  if (target !== undefined) return target.resource;
  const hostId = idOf(request, "host_id");
  const isHostMissing = kind === "host" || findHost(realtime, hostId, visibility) === undefined;
  return isHostMissing ? missing("Host", hostId) : missing("Service", idOf(request, "service_id"));
}

const missing = (noun: string, id: number): never => {
  throw new Refusal("not-found", `${noun} ${id} not found`);
};

const mayBeSubmitted = ({ type }: ResultOfResource, caller: Caller): boolean =>
  caller.hasRole(type === "host" ? "host_submit_result" : "service_submit_result");

/** Resource of a result. A meta service cannot be found by its own id: in Vigie it is a service of a technical host. */
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
