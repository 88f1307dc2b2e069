import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import Type, { type TProperties, type TSchema } from "typebox";
import { MAX_WIDTH } from "../../../data/timeseries/read/request.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import { Refusal } from "../../../model/refusal.ts";
import { dateRangeOf, rangeInQuery, type DateRange } from "../date-parameter.ts";
import { inChunks } from "../exposition/in-chunks.ts";
import { started } from "../lookup.ts";
import { onMetaService } from "../metaservice/on-metaservice.ts";
import type { ApiParts } from "../api-parts.ts";
import type { LeaderOperation, Operation } from "../operation.ts";
import { textIn } from "../query-parameters.ts";
import { notFoundMessage } from "../schema-types.ts";
import { TARGETS } from "../target.ts";
import { currentMetrics } from "./current-metrics.ts";
import { csvOfGraph } from "./graph-csv.ts";
import { serviceOfPath } from "./measured-service.ts";
import { presentGraph } from "./present-graph.ts";
import { presentStatus } from "./present-status.ts";
import { readGraph } from "./read-graph.ts";
import { statesOfGraph, statesOfHistory } from "./states-of-service.ts";
import {
  csvAnswer,
  currentMetric,
  downloadParameters,
  graphAnswer,
  graphInSecondsAnswer,
  metricParameter,
  pathRangeParameters,
  rangeParameters,
  serviceParameters,
  statusAnswer,
} from "./schema.ts";

const SERVICE = `/monitoring${TARGETS.service.path}`;
const IN_PATH = "start/:start/end/:end";
/** Points of a graph. */
const WIDTH = 1_000;

/** Metrics of services (later versions §9). */
export const performanceOperations: readonly Operation[] = [
  ofService({
    id: "list-current-metrics",
    path: "metrics",
    summary: "Metrics of a service with their newest values",
    answer: Type.Array(currentMetric),
    async handle(request, parts) {
      const found = await currentMetrics(serviceOfPath(request, parts), started(parts.timeSeries()));
      if (found.length === 0) throw noMetrics();
      return found;
    },
  }),
  ofService({
    id: "get-current-metric",
    path: "metrics/:metric_name",
    summary: "A metric of a service with its newest value",
    parameters: metricParameter,
    answer: currentMetric,
    async handle(request, parts) {
      const { metric_name: wanted } = request.params as { readonly metric_name: string };
      const found = await currentMetrics(serviceOfPath(request, parts), started(parts.timeSeries()));
      const metric = found.findLast(({ name }) => name === wanted);
      if (metric === undefined) throw noMetrics();
      return metric;
    },
  }),
  ofService({
    id: "get-performance-graph",
    path: "metrics/performance",
    summary: "Graph of the performance data of a service",
    query: rangeParameters,
    answer: graphAnswer,
    handle: (request, parts) => graphOf(request, parts, rangeInQuery(request, parts), formatRfc3339),
  }),
  ofService({
    id: "get-performance-graph-between",
    path: `metrics/${IN_PATH}`,
    summary: "The same graph, with times in Unix seconds",
    parameters: pathRangeParameters,
    answer: graphInSecondsAnswer,
    handle: (request, parts) => graphOf(request, parts, rangeInPath(request, parts), (at) => at),
  }),
  ofService({
    id: "download-performance-graph",
    path: "metrics/performance/download",
    summary: "Performance data of a service as CSV",
    query: downloadParameters,
    answer: csvAnswer,
    async handle(request, parts, reply) {
      const { service } = serviceOfPath(request, parts);
      const range = rangeToDownload(request, parts);
      const graph = await readGraph(started(parts.timeSeries()), service.key, range, MAX_WIDTH);
      const name = `${service.hostName}_${service.description}`.replaceAll(/[^\w.-]/g, "_");
      reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}.csv"`);
      return Readable.from(inChunks(csvOfGraph(graph)), { objectMode: false });
    },
  }),
  ofService({
    id: "get-status-graph",
    path: "metrics/status",
    summary: "States of a service over time",
    query: rangeParameters,
    answer: statusAnswer,
    handle: (request, parts) => statusOf(request, parts, rangeInQuery(request, parts)),
  }),
  ofService({
    id: "get-status-graph-between",
    path: `status/${IN_PATH}`,
    summary: "The same states, between two times of the path",
    parameters: pathRangeParameters,
    answer: statusAnswer,
    handle: (request, parts) => statusOf(request, parts, rangeInPath(request, parts)),
  }),
  ofMetaService("list-meta-service-metrics", "metrics"),
  ofMetaService("get-meta-service-metric", "metrics/:metric_name", metricParameter),
  ofMetaService("get-meta-service-performance-graph", "metrics/performance"),
  ofMetaService("get-meta-service-status-graph", "metrics/status"),
];

interface ServiceOperation extends Pick<Operation, "id" | "summary" | "query">, Pick<LeaderOperation, "handle"> {
  /** Below the path of a service. */
  readonly path: string;
  readonly parameters?: TProperties;
  readonly answer: TSchema;
}

function ofService({ path, parameters, answer, ...operation }: ServiceOperation): Operation {
  return {
    ...operation,
    surface: "centreon",
    method: "GET",
    answeredBy: "leader",
    paths: [`${SERVICE}/${path}`],
    right: "api-access",
    tag: "Metrics",
    parameters: { ...serviceParameters, ...parameters },
    answers: { 200: answer, ...notFoundMessage },
    isPresentedExactly: true,
  };
}

function ofMetaService(id: string, path: string, parameters: TProperties = {}): Operation {
  return onMetaService({
    id,
    path: `/monitoring/metaservices/:meta_id(\\d+)/${path}`,
    tag: "Metrics",
    summary: "Always 404: there are no meta services",
    parameters,
  });
}

const noMetrics = (): Refusal => new Refusal("not-found", "metrics not found");

async function graphOf<Time>(
  request: FastifyRequest,
  parts: ApiParts,
  range: DateRange,
  time: (at: number) => Time,
): Promise<object> {
  const row = serviceOfPath(request, parts);
  const graph = await readGraph(started(parts.timeSeries()), row.service.key, range, WIDTH);
  return presentGraph(row, graph, range, time);
}

async function statusOf(request: FastifyRequest, parts: ApiParts, range: DateRange): Promise<object> {
  const row = serviceOfPath(request, parts);
  const graph = await readGraph(started(parts.timeSeries()), row.service.key, range, WIDTH);
  const states =
    graph.states === null ? await statesOfHistory(row, range, parts, parts.clock.now()) : statesOfGraph(graph);
  return presentStatus(states, range);
}

function rangeInPath(request: FastifyRequest, { clock }: ApiParts): DateRange {
  const { start, end } = request.params as { readonly start: string; readonly end: string };
  return dateRangeOf({ name: "start", text: start }, { name: "end", text: end }, clock.now());
}

function rangeToDownload(request: FastifyRequest, { clock }: ApiParts): DateRange {
  const [start, end] = ["start_date", "end_date"].map((name) => ({ name, text: textIn(request, name) }));
  for (const { name, text } of [start!, end!]) {
    if (text === undefined || text === "")
      throw new Refusal("date-parameter", `Unable to find date parameter ${name} into the http request`);
  }
  return dateRangeOf(start!, end!, clock.now());
}
