import type { Operation } from "../operation.ts";
import { actedOn, forEachOf, hasRoleOn, inParts, MAX_RESOURCES } from "../resource-references.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer } from "../schema-types.ts";
import { type TargetKind, TARGETS } from "../target.ts";
import { type DowntimeOfItem, downtimesBody, resourceDowntimesBody } from "./body.ts";

/** The same downtime of several resources (later versions §7.1). */
export const downtimesOfResources: Operation = {
  id: "add-resource-downtimes",
  surface: "centreon",
  method: "POST",
  paths: ["/monitoring/resources/downtime"],
  right: "api-access",
  tag: "Downtimes",
  summary: "Schedule the same downtime of several resources",
  description:
    `At most ${MAX_RESOURCES.toLocaleString("en")}. Resources that do not exist, are not visible, or lack the role are ` +
    "skipped.",
  body: resourceDowntimesBody,
  answers: doneAnswer,
  handle: async (request, { realtime, operations }) => {
    const caller = callerOf(request);
    const { resources, request: wanted, withServices } = resourceDowntimesBody.read(request.body);
    const found = actedOn(realtime, resources, caller, hasRoleOn(caller, "schedule_downtime"), withServices);
    const keys = found.map(({ key }) => key);
    await inParts(keys, (part) => operations.scheduleDowntime(part, wanted, actorOf(request)));
  },
};

/** Downtimes of several resources of one kind, each with its own times (later versions §7.3). */
export function downtimesOfKind(kind: TargetKind): Operation {
  const { plural } = TARGETS[kind];
  const body = downtimesBody(kind);
  return {
    id: `add-${kind}-downtimes`,
    surface: "centreon",
    method: "POST",
    paths: [`/monitoring/${plural}/downtimes`],
    right: `${kind}_schedule_downtime`,
    tag: "Downtimes",
    summary: `Schedule downtimes of several ${plural}`,
    description: `At most ${MAX_RESOURCES.toLocaleString("en")}. A ${kind} that does not exist or is not visible is skipped.`,
    body,
    answers: doneAnswer,
    handle: async (request, { realtime, operations }) => {
      const caller = callerOf(request);
      const mayAct = hasRoleOn(caller, "schedule_downtime");
      const schedule = async ({ reference, request: wanted, withServices }: DowntimeOfItem): Promise<void> => {
        const keys = actedOn(realtime, [reference], caller, mayAct, withServices).map(({ key }) => key);
        if (keys.length > 0) await operations.scheduleDowntime(keys, wanted, actorOf(request));
      };
      await forEachOf(body.read(request.body), schedule);
    },
  };
}
