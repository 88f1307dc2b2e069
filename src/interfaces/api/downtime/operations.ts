import Type from "typebox";
import { hostIdOf, isHostKey } from "../../../model/resource-key.ts";
import { Refusal } from "../../../model/refusal.ts";
import { findHost, found, idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf, requireRole } from "../rights.ts";
import { doneAnswer, notFoundAnswer } from "../schema-types.ts";
import { hasRoleOn, servicesOf } from "../resource-references.ts";
import { foundTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { versionOf } from "../versions.ts";
import { downtimeBody } from "./body.ts";
import { downtimeListings } from "./listings.ts";
import { downtimesOfKind, downtimesOfResources } from "./many.ts";
import { presentDowntime } from "./present.ts";
import { downtime } from "./schema.ts";

const ONE_PATH = "/monitoring/downtimes/:downtime_id(\\d+)";
const downtimeIdParameter = { downtime_id: Type.Integer({ description: "Downtime" }) };

const one: Operation = {
  id: "get-downtime",
  surface: "centreon",
  method: "GET",
  paths: [ONE_PATH],
  right: "api-access",
  tag: "Downtimes",
  summary: "One downtime",
  parameters: downtimeIdParameter,
  answers: { 200: downtime, ...notFoundAnswer },
  handle: (request, { realtime }) =>
    presentDowntime(
      found(realtime.downtime(idOf(request, "downtime_id"), callerOf(request).visibility), "Downtime"),
      versionOf(request),
    ),
};

const addition = (kind: TargetKind): Operation => ({
  id: `add-${kind}-downtime`,
  surface: "centreon",
  method: "POST",
  paths: [`/monitoring${TARGETS[kind].path}/downtimes`],
  right: `${kind}_schedule_downtime`,
  tag: "Downtimes",
  summary: `Schedule a downtime of a ${kind}`,
  description:
    "A downtime that can never run (start not before end, already over, flexible without a duration) " +
    "is accepted and dropped.",
  parameters: TARGETS[kind].parameters,
  body: downtimeBody,
  answers: { ...doneAnswer, ...notFoundAnswer },
  handle: async (request, { realtime, operations }) => {
    const caller = callerOf(request);
    const version = versionOf(request);
    const { request: wanted, withServices } = downtimeBody.read(request.body, version);
    const { key } = foundTarget(targetOfPath(realtime, kind, request, caller.visibility), kind).resource;
    const mayAct = version.servicesNeedRole ? hasRoleOn(caller, "schedule_downtime") : () => true;
    const services = kind === "host" && withServices ? servicesOf(realtime, hostIdOf(key), caller, mayAct) : [];
    await operations.scheduleDowntime([key, ...services.map((service) => service.key)], wanted, actorOf(request));
  },
});

const cancellation: Operation = {
  id: "cancel-downtime",
  surface: "centreon",
  method: "DELETE",
  paths: [ONE_PATH],
  right: "role-of-downtime",
  tag: "Downtimes",
  summary: "Cancel a downtime",
  parameters: downtimeIdParameter,
  answers: { ...doneAnswer, ...notFoundAnswer },
  handle: async (request, { realtime, operations }) => {
    const caller = callerOf(request);
    // A missing downtime or host is reported before a missing role (contract §6.3).
    const row = found(realtime.downtime(idOf(request, "downtime_id"), caller.visibility), "Downtime");
    found(findHost(realtime, hostIdOf(row.downtime.key), caller.visibility), "Host");
    const kind: TargetKind = isHostKey(row.downtime.key) ? "host" : "service";
    requireRole(caller, `${kind}_schedule_downtime`);
    const already = new Refusal("downtime-already-cancelled", `Downtime already cancelled for this ${kind}`);
    if (row.downtime.deletionTime !== null) throw already;
    await operations.cancelDowntime(row.downtime.id, actorOf(request)).catch((error) => {
      // Another request has cancelled it, and its commit is not visible yet.
      throw error instanceof Refusal && error.code === already.code ? already : error;
    });
  },
};

/** Operations of contract §7.5 and, for several resources, later versions §7. */
export const downtimeOperations: readonly Operation[] = [
  ...downtimeListings,
  one,
  addition("host"),
  addition("service"),
  downtimesOfResources,
  downtimesOfKind("host"),
  downtimesOfKind("service"),
  cancellation,
];
