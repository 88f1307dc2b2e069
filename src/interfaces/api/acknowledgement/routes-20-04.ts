import { hostIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { commandAnswers, notFoundMessage } from "../schema-types.ts";
import { foundTarget, servicesOfTarget, type TargetKind, TARGETS, targetOf, targetOfPath } from "../target.ts";
import { acknowledgementRequest, readAcknowledgement, readAcknowledgements } from "./body.ts";
import {
  hostAcknowledgement2004,
  hostRequest2004,
  hostRequests2004,
  serviceAcknowledgement2004,
  serviceRequest2004,
  serviceRequests2004,
} from "./schema.ts";
import { cancellation, latestAcknowledgements } from "./shared-operations.ts";
import type { Visibility } from "../../../model/visibility.ts";

/** The spellings under `/monitoring` that releases from 20.04 use, with the bodies of those (contract §1.5; later versions §5.5). */
export function acknowledgementOperations2004(parts: ApiParts): readonly Operation[] {
  const operations = (["host", "service"] as const).flatMap((kind) => {
    const { plural, path } = TARGETS[kind];
    return [
      latestAcknowledgements(
        parts,
        kind,
        `list-${kind}-acknowledgements-20.04`,
        [`/monitoring/${plural}/acknowledgements`],
        kind === "host" ? hostAcknowledgement2004 : serviceAcknowledgement2004,
      ),
      additionToOne(parts, kind),
      additionToMany(parts, kind),
      cancellation(
        parts,
        kind,
        `cancel-${kind}-acknowledgement-20.04`,
        [`/monitoring${path}/acknowledgements`],
        "command-target-not-found",
      ),
    ];
  });
  return operations.map((operation) => ({ ...operation, tag: "Acknowledgements from 20.04" }));
}

function additionToOne({ realtime, commands }: ApiParts, kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `add-${kind}-acknowledgement-20.04`,
    method: "POST",
    paths: [`/monitoring${path}/acknowledgements`],
    tag: "Acknowledgements",
    summary: `Acknowledge the problem of the ${kind} in the path`,
    parameters,
    body: kind === "host" ? hostRequest2004 : serviceRequest2004,
    answers: { ...commandAnswers, ...notFoundMessage },
    handle: async (request, reply) => {
      const { visibility, alias } = callerOf(request);
      const body =
        kind === "host"
          ? readAcknowledgement(request.body, "host-20.04")
          : { ...readAcknowledgement(request.body, "service-20.04"), with_services: false };
      const { key } = foundTarget(targetOfPath(realtime, kind, request, visibility), kind).resource;
      await commands.acknowledge(
        keysOf(realtime, key, body.with_services, visibility),
        acknowledgementRequest(body),
        alias,
      );
      return reply.code(204).send();
    },
  };
}

function additionToMany({ realtime, commands }: ApiParts, kind: TargetKind): Operation {
  return {
    id: `add-${kind}-acknowledgements-20.04`,
    method: "POST",
    paths: [`/monitoring/${TARGETS[kind].plural}/acknowledgements`],
    tag: "Acknowledgements",
    summary: `Acknowledge the problems of several ${kind}s`,
    description: `A ${kind} that does not exist or is not visible is skipped.`,
    body: kind === "host" ? hostRequests2004 : serviceRequests2004,
    answers: commandAnswers,
    handle: async (request, reply) => {
      const { visibility, alias } = callerOf(request);
      const items =
        kind === "host"
          ? readAcknowledgements(request.body, "hosts-20.04").map((item) => ({
              ...item,
              hostId: item.resource_id,
              serviceId: 0,
            }))
          : readAcknowledgements(request.body, "services-20.04").map((item) => ({
              ...item,
              hostId: item.parent_resource_id,
              serviceId: item.resource_id,
              with_services: false,
            }));
      for (const item of items) {
        const key = targetOf(realtime, kind, item.hostId, item.serviceId, visibility)?.resource.key;
        if (key !== undefined)
          await commands.acknowledge(
            keysOf(realtime, key, item.with_services, visibility),
            acknowledgementRequest(item),
            alias,
          );
      }
      return reply.code(204).send();
    },
  };
}

function keysOf(
  realtime: Realtime,
  key: ResourceKey,
  hasServices: boolean,
  visibility: Visibility,
): readonly ResourceKey[] {
  return hasServices ? [key, ...servicesOfTarget(realtime, hostIdOf(key), visibility)] : [key];
}
