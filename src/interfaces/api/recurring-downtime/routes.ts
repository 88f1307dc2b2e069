import type { FastifyInstance, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Caller } from "../../../access/caller.ts";
import type { RecurringDowntime } from "../../../model/recurring-downtime.ts";
import { kindsOfTargets } from "../../../operations/downtime/recurring-targets.ts";
import { Refusal } from "../../../lib/refusal.ts";
import { listQueryOf } from "../listing.ts";
import type { ApiParts } from "../operation.ts";
import { invalidAnswer, missingAnswer, vigieRoute, errorAnswer } from "../vigie-route.ts";
import { callerOf, requireRole } from "../rights.ts";
import { readPreview, readRecurringDowntime } from "./body.ts";
import { nextOccurrences, presentRecurringDowntime } from "./present.ts";
import {
  previewAnswer,
  previewRequest,
  recurringDowntime,
  recurringDowntimeList,
  recurringDowntimeRequest,
} from "./schema.ts";

const TAG = "Downtimes";
const PATH = "/api/recurring-downtimes";
const ONE = `${PATH}/:recurring_downtime_id(\\d+)`;

/** Beside the contract, which has no place for them; the downtimes they make are in its lists as ordinary ones. */
export function registerRecurringDowntimes(
  app: FastifyInstance,
  { recurringDowntimes, access, clock, inventory }: ApiParts,
): void {
  const present = (recurring: RecurringDowntime) =>
    presentRecurringDowntime(recurring, recurringDowntimes.targetsOf(recurring), access, clock.now());

  app.get(
    PATH,
    vigieRoute("list-recurring-downtimes", {
      tag: TAG,
      summary: "List recurring downtimes",
      description: "A contact that does not see everything sees its own.",
      query: {
        limit: Type.Optional(Type.Integer({ minimum: 1, default: 10 })),
        page: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
      },
      answers: { 200: recurringDowntimeList },
    }),
    (request) => {
      const { page, limit } = listQueryOf(request);
      const shown = recurringDowntimes.all().filter((recurring) => isShown(recurring, callerOf(request)));
      return {
        result: shown.slice((page - 1) * limit, page * limit).map(present),
        meta: { page, limit, total: shown.length },
      };
    },
  );

  app.get(
    ONE,
    vigieRoute("get-recurring-downtime", {
      tag: TAG,
      summary: "Get a recurring downtime",
      parameters,
      answers: { 200: recurringDowntime, ...missingAnswer },
    }),
    (request) => present(shownOne(request)),
  );

  app.post(
    PATH,
    vigieRoute("add-recurring-downtime", {
      tag: TAG,
      summary: "Add a recurring downtime",
      description: `The downtimes of the next occurrences are made before the answer. ${RIGHTS_OF_TARGETS}`,
      body: recurringDowntimeRequest,
      answers: { 201: recurringDowntime, ...invalid },
    }),
    async (request, reply) => {
      const asked = readRequest(request);
      return reply.code(201).send(present(await recurringDowntimes.add(asked, callerOf(request).alias)));
    },
  );

  app.put(
    ONE,
    vigieRoute("replace-recurring-downtime", {
      tag: TAG,
      summary: "Replace a recurring downtime",
      description:
        "Downtimes that it made and no longer asks for are taken back, also those that run; single ones that were cancelled stay so. " +
        RIGHTS_OF_TARGETS,
      parameters,
      body: recurringDowntimeRequest,
      answers: { 200: recurringDowntime, ...invalid, ...missingAnswer },
    }),
    async (request, reply) => {
      requireRolesOf(shownOne(request), callerOf(request));
      return reply.send(present(await recurringDowntimes.replace(idOf(request), readRequest(request))));
    },
  );

  app.delete(
    ONE,
    vigieRoute("delete-recurring-downtime", {
      tag: TAG,
      summary: "Delete a recurring downtime",
      description: `With it end the downtimes it made, also those that run. ${RIGHTS_OF_TARGETS}`,
      parameters,
      answers: {
        204: Type.Unsafe<string>({ type: "null", description: "Deleted, and its downtimes taken back. Empty body." }),
        ...missingAnswer,
      },
    }),
    async (request, reply) => {
      requireRolesOf(shownOne(request), callerOf(request));
      await recurringDowntimes.remove(idOf(request));
      return reply.code(204).send();
    },
  );

  app.post(
    `${PATH}/preview`,
    vigieRoute("preview-recurring-downtime", {
      tag: TAG,
      summary: "The next occurrences of a rule",
      description: "Nothing is stored.",
      body: previewRequest,
      answers: { 200: previewAnswer, ...invalid },
    }),
    (request) => {
      const { count, ...recurring } = readPreview(request.body);
      return { result: nextOccurrences(recurring, clock.now(), count) };
    },
  );

  function readRequest(request: FastifyRequest) {
    const caller = callerOf(request);
    if (!caller.hasRole("host_schedule_downtime")) requireRole(caller, "service_schedule_downtime");
    const { request: asked, keys } = readRecurringDowntime(request.body, inventory(), caller.visibility, clock.now());
    requireRoles(kindsOfTargets(asked.targets, keys), caller);
    return asked;
  }

  /** Refuses with `recurring-downtime-not-found`, hidden or missing. */
  function shownOne(request: FastifyRequest): RecurringDowntime {
    const found = recurringDowntimes.get(idOf(request));
    if (found !== undefined && isShown(found, callerOf(request))) return found;
    throw new Refusal("recurring-downtime-not-found", `There is no recurring downtime ${idOf(request)}`);
  }

  function requireRolesOf(recurring: RecurringDowntime, caller: Caller): void {
    requireRoles(kindsOfTargets(recurring.targets, recurringDowntimes.targetsOf(recurring)), caller);
  }
}

const RIGHTS_OF_TARGETS =
  "Needs the roles of downtimes for what the targets are: `host_schedule_downtime`, `service_schedule_downtime`.";

const isShown = ({ author }: RecurringDowntime, { visibility, alias }: Caller): boolean =>
  visibility.seesAll || author.toLowerCase() === alias.toLowerCase();

function requireRoles(
  { hosts, services }: { readonly hosts: boolean; readonly services: boolean },
  caller: Caller,
): void {
  if (hosts) requireRole(caller, "host_schedule_downtime");
  if (services) requireRole(caller, "service_schedule_downtime");
}

const idOf = (request: FastifyRequest): number =>
  Number((request.params as { readonly recurring_downtime_id: string }).recurring_downtime_id);

const parameters = { recurring_downtime_id: Type.Integer({ description: "Recurring downtime" }) };
const invalid = { ...invalidAnswer, 409: errorAnswer("There are too many.") };
