import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { runCooperatively } from "../../../lib/cooperative.ts";
import { CONTENT_TYPES, exposition, expositionLines, formatFor } from "../../metrics/exposition.ts";
import { countItems, measuredObjects, objectFamilies } from "../../metrics/object-metrics.ts";
import { refuseField } from "../body-refusal.ts";
import { started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { textsIn } from "../query-parameters.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer } from "../schema-types.ts";
import { inChunks } from "./in-chunks.ts";

/** States and values of one answer. */
const MAX_ITEMS = 500_000;

const text = Type.Unsafe<string>({
  description: "Text format of Prometheus (0.0.4), or OpenMetrics 1.0 if the request accepts it.",
  content: { "text/plain": { schema: { type: "string" } } },
});

const names = (description: string) =>
  Type.Optional(Type.Array(Type.String(), { description: `${description}; may be repeated. Default: all` }));

/** Operations for Prometheus and others that read its text format. */
export const expositionOperations: readonly Operation[] = [
  {
    id: "server-metrics",
    surface: "root",
    method: "GET",
    paths: ["/metrics"],
    right: "server-metrics",
    tag: "Metrics",
    summary: "What the server measures of itself",
    description:
      "Names nothing that is monitored. Who may read it without a token is set by `metrics_access`. A token may also be " +
      "sent as `Authorization: Bearer …`.",
    answers: { 200: text },
    handle: async (request, { serverFamilies }, reply) => {
      const families = await started(serverFamilies());
      return typed(request, reply).send(exposition(families, formatOf(request)));
    },
  },
  {
    id: "object-metrics",
    surface: "root",
    method: "GET",
    paths: ["/metrics/objects"],
    right: "api-access",
    tag: "Metrics",
    summary: "States and newest performance data of the hosts and services that the caller sees",
    description:
      `At most ${MAX_ITEMS} states and values; more are refused. Names are exact. A token may also be sent as ` +
      "`Authorization: Bearer …`.",
    query: {
      host_group: names("Only hosts of this host group, and their services"),
      host: names("Only this host and its services"),
      service: names("Only services with this description"),
      metric: names("Only values with this label"),
    },
    answers: { 200: text, ...invalidAnswer },
    handle: async (request, { realtime, inventory }, reply) => {
      const filter = {
        hostGroups: textsIn(request, "host_group"),
        hosts: textsIn(request, "host"),
        services: textsIn(request, "service"),
        metrics: textsIn(request, "metric"),
      };
      const sources = { realtime, inventory: inventory(), visibility: callerOf(request).visibility };
      const objects = () => measuredObjects(sources, filter);
      const items = await runCooperatively(countItems(objects()));
      if (items > MAX_ITEMS)
        refuseField("host_group", `These have ${items} states and values; at most ${MAX_ITEMS} are given at once.`);
      const lines = expositionLines(objectFamilies(objects, filter), formatOf(request));
      return typed(request, reply).send(Readable.from(inChunks(lines), { objectMode: false }));
    },
  },
];

const formatOf = ({ headers }: FastifyRequest) => formatFor(headers.accept);

const typed = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply.type(CONTENT_TYPES[formatOf(request)]).header("vary", "Origin, Accept");
