import type { FastifyRequest } from "fastify";
import { Refusal } from "../../../model/refusal.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { Actor } from "../../../operations/audit/actor.ts";
import { requestChecks } from "../check/request-checks.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import {
  actedOn,
  forEachOf,
  hasRoleOn,
  inParts,
  MAX_RESOURCES,
  type ResourceReference,
} from "../resource-references.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer } from "../schema-types.ts";
import { referencesBody, resourceAcknowledgementsBody, resourceCancellationsBody } from "./many-body.ts";

const LIMIT = `At most ${MAX_RESOURCES.toLocaleString("en")}. `;

const acknowledgement: Operation = {
  id: "acknowledge-resources",
  surface: "centreon",
  method: "POST",
  paths: ["/monitoring/resources/acknowledge"],
  right: "api-access",
  tag: "Acknowledgements",
  summary: "Acknowledge the problems of several resources",
  description: `${LIMIT}Resources without a problem, that do not exist, are not visible, or lack the role are skipped.`,
  body: resourceAcknowledgementsBody,
  answers: doneAnswer,
  handle: async (request, parts) => {
    const caller = callerOf(request);
    const actor = actorOf(request);
    const { resources, acknowledgement: asked } = resourceAcknowledgementsBody.read(request.body);
    const mayAct = hasRoleOn(caller, "acknowledgement");
    const found = actedOn(parts.realtime, resources, caller, mayAct, asked.with_services);
    const wanted = {
      comment: asked.comment ?? `Acknowledged by ${caller.alias}`,
      isSticky: asked.is_sticky ?? true,
      isNotifyContacts: asked.is_notify_contacts ?? true,
      isPersistentComment: asked.is_persistent_comment ?? true,
    };
    const keys = found.map(({ key }) => key);
    await inParts(keys, (part) => parts.operations.acknowledge(part, wanted, actor));
    if (asked.force_active_checks === false) return;
    const checks = found.map((resource) => ({ resource, isForced: true }));
    await requestChecks(checks, caller, actor, parts);
  },
};

const cancellation: Operation = {
  id: "cancel-resource-acknowledgements",
  surface: "centreon",
  method: "DELETE",
  paths: ["/monitoring/resources/acknowledgements"],
  right: "api-access",
  tag: "Acknowledgements",
  summary: "Cancel the acknowledgements of several resources",
  description: `${LIMIT}Resources that are not acknowledged, do not exist, are not visible, or lack the role are skipped.`,
  body: resourceCancellationsBody,
  answers: doneAnswer,
  handle: (request, parts) => {
    const { resources, disacknowledgement } = resourceCancellationsBody.read(request.body);
    return cancelAll(request, parts, resources, disacknowledgement.with_services);
  },
};

const cancellationIn2004: Operation = {
  ...cancellation,
  since: "20.04",
  method: "POST",
  paths: ["/monitoring/resources/disacknowledge"],
  body: referencesBody,
  handle: (request, parts) => cancelAll(request, parts, referencesBody.read(request.body)),
};

/** Acknowledgements of several resources and their cancellation (later versions §7.1). */
export const resourceAcknowledgements: readonly Operation[] = [acknowledgement, cancellation, cancellationIn2004];

async function cancelAll(
  request: FastifyRequest,
  { realtime, operations }: ApiParts,
  references: readonly ResourceReference[],
  withServices = false,
): Promise<void> {
  const caller = callerOf(request);
  const mayAct = hasRoleOn(caller, "disacknowledgement");
  const keys = actedOn(realtime, references, caller, mayAct, withServices).map(({ key }) => key);
  await forEachOf(keys, (key) => cancelIfActive(operations, key, actorOf(request)));
}

async function cancelIfActive(operations: ApiParts["operations"], key: ResourceKey, actor: Actor): Promise<void> {
  try {
    await operations.cancelAcknowledgement(key, actor);
  } catch (error) {
    if (!(error instanceof Refusal) || !NOTHING_TO_CANCEL.has(error.code)) throw error;
  }
}

const NOTHING_TO_CANCEL: ReadonlySet<string> = new Set([
  "acknowledgement-not-found",
  "acknowledgement-already-cancelled",
] satisfies Refusal["code"][]);
