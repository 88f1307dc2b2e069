import type { FastifyRequest } from "fastify";
import type { PassiveResult } from "../../../operations/result/passive-result.ts";
import type { Resource } from "../../../model/objects.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import { findHost, idOf, started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, notFoundMessage } from "../schema-types.ts";
import { MAX_RESOURCES, resourceOf } from "../resource-references.ts";
import { type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { versionOf } from "../versions.ts";
import { resultBody, resultsBody, type ResultBody } from "./body.ts";

const IGNORED = "It is a passive result: where passive checks are off it changes nothing.";

function resultOfOne(kind: TargetKind): Operation {
  const body = resultBody(kind);
  return {
    id: `submit-${kind}-result`,
    surface: "centreon",
    method: "POST",
    paths: [`/monitoring${TARGETS[kind].path}/submit`],
    right: `${kind}_submit_result`,
    tag: "Results",
    summary: `Submit a check result of a ${kind}`,
    description: IGNORED,
    parameters: TARGETS[kind].parameters,
    body,
    answers: { ...doneAnswer, ...notFoundMessage },
    handle: async (request, { realtime, passiveResults }) => {
      const result = body.read(request.body, versionOf(request));
      const resource = resourceOfPath(realtime, kind, request);
      await started(passiveResults()).submitResult(resource, passiveResultOf(result), actorOf(request));
    },
  };
}

const resultsOfMany: Operation = {
  id: "submit-results",
  surface: "centreon",
  method: "POST",
  paths: ["/monitoring/resources/submit"],
  right: ["host_submit_result", "service_submit_result"],
  tag: "Results",
  summary: "Submit check results of several resources",
  description:
    `At most ${MAX_RESOURCES.toLocaleString("en")}; several of one resource are processed in order. ` +
    `${IGNORED} Results of resources that do not exist, are not visible, or lack the role are skipped.`,
  body: resultsBody,
  answers: doneAnswer,
  handle: async (request, { realtime, passiveResults }) => {
    const results = resultsBody.read(request.body);
    const door = started(passiveResults());
    const caller = callerOf(request);
    const submitted = results.flatMap((result) => {
      const resource = resourceOf(realtime, result, caller);
      return resource !== undefined && caller.hasRole(`${resource.kind}_submit_result`)
        ? [{ resource, result: passiveResultOf(result) }]
        : [];
    });
    await door.submitResults(submitted, actorOf(request));
  },
};

/** Submission of check results (later versions §7.1, §7.3), with the effect of passive results from the command file. */
export const resultOperations: readonly Operation[] = [resultOfOne("host"), resultOfOne("service"), resultsOfMany];

/** Joins output and performance data. The reference writes the bar even without performance data. */
const passiveResultOf = ({ status, output, performance_data: perfdata }: ResultBody): PassiveResult => ({
  returnCode: status,
  output: `${output ?? ""}|${perfdata ?? ""}`,
  at: null,
});

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
