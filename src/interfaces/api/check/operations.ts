import type { Operation } from "../operation.ts";
import { actedOn, MAX_RESOURCES, referenceOf } from "../resource-references.ts";
import { actorOf, callerOf, requireRole } from "../rights.ts";
import { doneAnswer, notFoundMessage } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { versionOf } from "../versions.ts";
import { checkBody, checksBody, resourceChecksBody } from "./body.ts";
import { allowedForm, requestChecks } from "./request-checks.ts";

const EFFECT =
  "A forced check runs now, an ordinary one within the check period. Without the role for forced checks it is done as " +
  "an ordinary one. What cannot be checked actively is left alone.";

const ROLES = {
  host: ["host_schedule_check", "host_schedule_forced_check"],
  service: ["service_schedule_check", "service_schedule_forced_check"],
} as const;

const ofOne = (kind: TargetKind): Operation => ({
  id: `check-${kind}`,
  surface: "centreon",
  method: "POST",
  paths: [`/monitoring${TARGETS[kind].path}/check`],
  right: ROLES[kind],
  tag: "Checks",
  summary: `Check a ${kind}`,
  description: EFFECT,
  parameters: TARGETS[kind].parameters,
  body: checkBody,
  answers: { ...doneAnswer, ...notFoundMessage },
  handle: async (request, parts) => {
    const caller = callerOf(request);
    const { is_forced: isForced = true } = checkBody.read(request.body, versionOf(request));
    if (allowedForm(caller, kind, isForced) === undefined) requireRole(caller, ROLES[kind][0]);
    const { resource } = foundTarget(targetOfPath(parts.realtime, kind, request, caller.visibility), kind);
    await requestChecks([{ resource, isForced }], caller, actorOf(request), parts);
  },
});

function ofKind(kind: TargetKind): Operation {
  const body = checksBody(kind);
  return {
    id: `check-${TARGETS[kind].plural}`,
    surface: "centreon",
    method: "POST",
    paths: [`/monitoring/${TARGETS[kind].plural}/check`],
    right: ROLES[kind],
    tag: "Checks",
    summary: `Check several ${TARGETS[kind].plural}`,
    description: `At most ${MAX_RESOURCES.toLocaleString("en")}. A ${kind} that does not exist or is not visible is skipped. ${EFFECT}`,
    body,
    answers: doneAnswer,
    handle: async (request, parts) => {
      const caller = callerOf(request);
      const wanted = body.read(request.body).flatMap((item) =>
        actedOn(parts.realtime, [referenceOf(kind, item)], caller, () => true).map((resource) => ({
          resource,
          isForced: item.is_forced ?? true,
        })),
      );
      await requestChecks(wanted, caller, actorOf(request), parts);
    },
  };
}

const ofMany: Operation = {
  id: "check-resources",
  surface: "centreon",
  method: "POST",
  paths: ["/monitoring/resources/check"],
  right: "api-access",
  tag: "Checks",
  summary: "Check several resources",
  description:
    `At most ${MAX_RESOURCES.toLocaleString("en")}. Resources that do not exist, are not visible, or lack the role are ` +
    `skipped. ${EFFECT}`,
  body: resourceChecksBody,
  answers: doneAnswer,
  handle: async (request, parts) => {
    const caller = callerOf(request);
    const { resources, check } = resourceChecksBody.read(request.body);
    const isForced = check?.is_forced ?? true;
    const found = actedOn(parts.realtime, resources, caller, () => true);
    await requestChecks(
      found.map((resource) => ({ resource, isForced })),
      caller,
      actorOf(request),
      parts,
    );
  },
};

/** Active checks on request (later versions §7.1, §7.3), with the effect of the external commands. */
export const checkOperations: readonly Operation[] = [
  ofMany,
  ofOne("host"),
  ofOne("service"),
  ofKind("host"),
  ofKind("service"),
];
