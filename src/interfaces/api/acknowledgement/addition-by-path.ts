import { hostIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import type { Caller } from "../../../access/caller.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, notFoundMessage } from "../schema-types.ts";
import { forEachOf, hasRoleOn, servicesOf } from "../resource-references.ts";
import { foundTarget, type TargetKind, TARGETS, targetOf, targetOfPath } from "../target.ts";
import { ACKNOWLEDGEMENT_BODIES, acknowledgementRequest } from "./body.ts";

/** Acknowledgement with the resource in the path, from 20.04 (contract §1.5; later versions §7.3). */
export function additionByPath(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `add-${kind}-acknowledgement`,
    surface: "centreon",
    since: "20.04",
    method: "POST",
    paths: [`/monitoring${path}/acknowledgements`],
    right: `${kind}_acknowledgement`,
    tag: "Acknowledgements",
    summary: `Acknowledge the problem of the ${kind} in the path`,
    parameters,
    body: ACKNOWLEDGEMENT_BODIES[`${kind}-20.04`],
    answers: { ...doneAnswer, ...notFoundMessage },
    handle: async (request, { realtime, operations }) => {
      const caller = callerOf(request);
      const body =
        kind === "host"
          ? ACKNOWLEDGEMENT_BODIES["host-20.04"].read(request.body)
          : { ...ACKNOWLEDGEMENT_BODIES["service-20.04"].read(request.body), with_services: false };
      const { key } = foundTarget(targetOfPath(realtime, kind, request, caller.visibility), kind).resource;
      await operations.acknowledge(
        keysOf(realtime, key, body.with_services, caller),
        acknowledgementRequest(body),
        actorOf(request),
      );
    },
  };
}

export function additionOfMany(kind: TargetKind): Operation {
  return {
    id: `add-${kind}-acknowledgements`,
    surface: "centreon",
    since: "20.04",
    method: "POST",
    paths: [`/monitoring/${TARGETS[kind].plural}/acknowledgements`],
    right: `${kind}_acknowledgement`,
    tag: "Acknowledgements",
    summary: `Acknowledge the problems of several ${kind}s`,
    description: `A ${kind} that does not exist or is not visible is skipped.`,
    body: ACKNOWLEDGEMENT_BODIES[`${kind}s-20.04`],
    answers: doneAnswer,
    handle: async (request, { realtime, operations }) => {
      const caller = callerOf(request);
      const items =
        kind === "host"
          ? ACKNOWLEDGEMENT_BODIES["hosts-20.04"].read(request.body).map((item) => ({
              ...item,
              hostId: item.resource_id,
              serviceId: 0,
            }))
          : ACKNOWLEDGEMENT_BODIES["services-20.04"].read(request.body).map((item) => ({
              ...item,
              hostId: item.parent_resource_id,
              serviceId: item.resource_id,
              with_services: false,
            }));
      const acknowledge = async (item: (typeof items)[number]): Promise<void> => {
        const key = targetOf(realtime, kind, item.hostId, item.serviceId, caller.visibility)?.resource.key;
        if (key === undefined) return;
        const keys = keysOf(realtime, key, item.with_services, caller);
        await operations.acknowledge(keys, acknowledgementRequest(item), actorOf(request));
      };
      await forEachOf(items, acknowledge);
    },
  };
}

function keysOf(realtime: Realtime, key: ResourceKey, hasServices: boolean, caller: Caller): readonly ResourceKey[] {
  if (!hasServices) return [key];
  const services = servicesOf(realtime, hostIdOf(key), caller, hasRoleOn(caller, "acknowledgement"));
  return [key, ...services.map((service) => service.key)];
}
