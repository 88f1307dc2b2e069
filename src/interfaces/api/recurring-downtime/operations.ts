import { isDeepStrictEqual } from "node:util";
import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { Caller } from "../../../access/caller.ts";
import type { RecurringDowntime, RecurringDowntimeRequest } from "../../../model/recurring-downtime.ts";
import { SERVER_KEY } from "../../../model/resource-key.ts";
import type { Actor } from "../../../operations/audit/actor.ts";
import { kindsOfTargets } from "../../../operations/downtime/recurring-targets.ts";
import { Refusal } from "../../../model/refusal.ts";
import { askedIn } from "../answered-requests.ts";
import { listQueryOf } from "../listing.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf, requireRole } from "../rights.ts";
import { errorAnswer, invalidAnswer, missingAnswer } from "../schema-types.ts";
import { previewBody, previewOf, recurringDowntimeBody, recurringDowntimeOf } from "./body.ts";
import { isShownTo } from "./is-shown-to.ts";
import { nextOccurrences, presentRecurringDowntime } from "./present.ts";
import { previewAnswer, recurringDowntime, recurringDowntimeList } from "./schema.ts";

const PATH = "/recurring-downtimes";
const ONE = `${PATH}/:recurring_downtime_id(\\d+)`;
const parameters = { recurring_downtime_id: Type.Integer({ description: "Recurring downtime" }) };
const invalid = {
  ...invalidAnswer,
  409: errorAnswer("There are too many, or the `request_id` belongs to another request."),
};
const RIGHTS_OF_TARGETS =
  "Needs the downtime roles for the kinds of its targets: `host_schedule_downtime`, `service_schedule_downtime`.";

/**
 * Operations on recurring downtimes, which the contract does not have. The contract's listings show their downtimes as
 * ordinary ones.
 */
export const recurringDowntimeOperations: readonly Operation[] = [
  {
    id: "list-recurring-downtimes",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: [PATH],
    right: "api-access",
    tag: "Downtimes",
    summary: "List recurring downtimes",
    description: "A contact that does not see everything gets only its own.",
    query: {
      limit: Type.Optional(Type.Integer({ minimum: 1, default: 10 })),
      page: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
    },
    answers: { 200: recurringDowntimeList },
    handle: (request, parts) => {
      const { page, limit } = listQueryOf(request);
      const shown = parts.recurringDowntimes.all().filter((recurring) => isShownTo(recurring, callerOf(request)));
      return {
        result: shown.slice((page - 1) * limit, page * limit).map((recurring) => present(recurring, parts)),
        meta: { page, limit, total: shown.length },
      };
    },
  },
  {
    id: "get-recurring-downtime",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: [ONE],
    right: "api-access",
    tag: "Downtimes",
    summary: "Get a recurring downtime",
    parameters,
    answers: { 200: recurringDowntime, ...missingAnswer },
    handle: (request, parts) => present(shownOne(request, parts), parts),
  },
  {
    id: "add-recurring-downtime",
    surface: "vigie",
    method: "POST",
    paths: [PATH],
    right: "role-of-downtime",
    tag: "Downtimes",
    summary: "Add a recurring downtime",
    description: `The downtimes of the next occurrences are created before the answer is sent. ${RIGHTS_OF_TARGETS}`,
    body: recurringDowntimeBody,
    answers: { 201: recurringDowntime, ...invalid },
    handle: async (request, parts) => {
      requireDowntimeRole(callerOf(request));
      const { request_id: requestId, ...wanted } = recurringDowntimeBody.read(request.body);
      const actor = actorOf(request);
      const asked = readRequest(request, parts);
      const add = async (by: Actor) => present(await parts.operations.addRecurringDowntime(asked, by), parts);
      if (requestId === undefined) return add(actor);
      const { contactId } = callerOf(request);
      return parts.answeredRequests.answer(
        contactId,
        requestId,
        askedIn({ recurring: wanted }),
        async (mark, done) => {
          const added = done.has(SERVER_KEY) ? addedBefore(asked, actor, parts) : undefined;
          return added === undefined ? add({ ...actor, request: mark }) : present(added, parts);
        },
        () => 0,
      );
    },
  },
  {
    id: "replace-recurring-downtime",
    surface: "vigie",
    method: "PUT",
    paths: [ONE],
    right: "role-of-downtime",
    tag: "Downtimes",
    summary: "Replace a recurring downtime",
    description:
      "Downtimes that no longer match are removed, running ones included; " +
      "individually cancelled ones stay cancelled. " +
      RIGHTS_OF_TARGETS,
    parameters,
    body: recurringDowntimeBody,
    answers: { 200: recurringDowntime, ...invalid, ...missingAnswer },
    handle: async (request, parts) => {
      requireRolesOf(shownOne(request, parts), request, parts);
      const asked = readRequest(request, parts);
      return present(await parts.operations.replaceRecurringDowntime(idOf(request), asked, actorOf(request)), parts);
    },
  },
  {
    id: "delete-recurring-downtime",
    surface: "vigie",
    method: "DELETE",
    paths: [ONE],
    right: "role-of-downtime",
    tag: "Downtimes",
    summary: "Delete a recurring downtime",
    description: `Also removes its downtimes, running ones included. ${RIGHTS_OF_TARGETS}`,
    parameters,
    answers: {
      204: Type.Unsafe<string>({ type: "null", description: "Deleted together with its downtimes. Empty body." }),
      ...missingAnswer,
    },
    handle: async (request, parts) => {
      requireRolesOf(shownOne(request, parts), request, parts);
      await parts.operations.removeRecurringDowntime(idOf(request), actorOf(request));
    },
  },
  {
    id: "preview-recurring-downtime",
    surface: "vigie",
    method: "POST",
    changesNothing: true,
    paths: [`${PATH}/preview`],
    right: "api-access",
    tag: "Downtimes",
    summary: "Next occurrences of a rule",
    description: "Nothing is stored.",
    body: previewBody,
    answers: { 200: previewAnswer, ...invalid },
    handle: (request, { clock }) => {
      const { count, ...recurring } = previewOf(request.body);
      return { result: nextOccurrences(recurring, clock.now(), count) };
    },
  },
];

const present = (recurring: RecurringDowntime, { recurringDowntimes, access, clock }: ApiParts) =>
  presentRecurringDowntime(recurring, recurringDowntimes.targetsOf(recurring), access, clock.now());

/** That of hosts or of services: who has neither is refused before the body is read. */
function requireDowntimeRole(caller: Caller): void {
  if (!caller.hasRole("host_schedule_downtime")) requireRole(caller, "service_schedule_downtime");
}

function readRequest(request: FastifyRequest, { inventory, clock }: ApiParts) {
  const caller = callerOf(request);
  requireDowntimeRole(caller);
  const { request: asked, keys } = recurringDowntimeOf(request.body, inventory(), caller.visibility, clock.now());
  requireRoles(kindsOfTargets(asked.targets, keys), caller);
  return asked;
}

/** Recurring downtime shown to the caller. Refuses with `recurring-downtime-not-found` if it is hidden or missing. */
function shownOne(request: FastifyRequest, { recurringDowntimes }: ApiParts): RecurringDowntime {
  const found = recurringDowntimes.get(idOf(request));
  if (found !== undefined && isShownTo(found, callerOf(request))) return found;
  throw new Refusal("recurring-downtime-not-found", `There is no recurring downtime ${idOf(request)}`);
}

function requireRolesOf(recurring: RecurringDowntime, request: FastifyRequest, { recurringDowntimes }: ApiParts): void {
  requireRoles(kindsOfTargets(recurring.targets, recurringDowntimes.targetsOf(recurring)), callerOf(request));
}

function requireRoles(
  { hosts, services }: { readonly hosts: boolean; readonly services: boolean },
  caller: Caller,
): void {
  if (hosts) requireRole(caller, "host_schedule_downtime");
  if (services) requireRole(caller, "service_schedule_downtime");
}

const idOf = (request: FastifyRequest): number =>
  Number((request.params as { readonly recurring_downtime_id: string }).recurring_downtime_id);

/** The newest one that somebody asked for so. */
const addedBefore = (asked: RecurringDowntimeRequest, { name }: Actor, { recurringDowntimes }: ApiParts) =>
  recurringDowntimes
    .all()
    .findLast(
      ({ id: _id, entryTime: _time, author, ...definition }) => author === name && isDeepStrictEqual(definition, asked),
    );
