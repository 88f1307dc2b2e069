import type { FastifyRequest } from "fastify";
import { PERFDATA } from "../../../data/timeseries/remote-write/series-names.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { evaluateQuery, type QueryTime } from "../../metrics/promql/evaluate-query.ts";
import { prometheusData, prometheusError, type PrometheusData } from "../../metrics/promql/prometheus-answer.ts";
import { PromqlError } from "../../metrics/promql/promql-error.ts";
import { QUERY_LIMITS } from "../../metrics/promql/query-limits.ts";
import { METRIC_NAME, type LabelMatcher } from "../../metrics/promql/syntax/label-matcher.ts";
import { parseQuery } from "../../metrics/promql/syntax/parse-query.ts";
import { started } from "../lookup.ts";
import type { LeaderOperation, Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { LABELS, measuredSeries, type LabeledMetric, type MeasuredSeries } from "./measured-series.ts";
import { Parameters } from "./parameters.ts";
import {
  buildAnswer,
  formOf,
  instantParameters,
  labelParameter,
  matchParameters,
  metadataAnswer,
  namesAnswer,
  queryAnswer,
  queryErrors,
  rangeParameters,
  seriesAnswer,
} from "./schema.ts";

/** Version of Prometheus whose API this is: Grafana chooses its requests by it. */
const PROMETHEUS_VERSION = "2.42.0";

/** A request as the endpoints see it. */
interface Question {
  readonly series: MeasuredSeries;
  readonly parameters: Parameters;
  readonly request: FastifyRequest;
  readonly now: UnixSeconds;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** Returns `data` of the answer. */
type Answer = (question: Question) => unknown;

/** The read API of Prometheus over performance data, for Grafana and other clients. */
export const prometheusOperations: readonly Operation[] = [
  ...both({
    id: "prometheus-query",
    path: "query",
    summary: "PromQL at one time",
    parameters: instantParameters,
    answer: queryAnswer,
    handle: (question) => run(question, { timeMs: question.parameters.timeMs("time", question.now) }),
  }),
  ...both({
    id: "prometheus-query-range",
    path: "query_range",
    summary: "PromQL over a range",
    parameters: rangeParameters,
    answer: queryAnswer,
    handle(question) {
      const { parameters } = question;
      return run(question, {
        startMs: parameters.timeMs("start"),
        endMs: parameters.timeMs("end"),
        stepMs: parameters.durationMs("step"),
      });
    },
  }),
  ...both({
    id: "prometheus-series",
    path: "series",
    summary: "Series that fulfil the selectors",
    parameters: matchParameters,
    answer: seriesAnswer,
    handle: async (question) => {
      const selectors = selectorsOf(question);
      if (selectors.length === 0) throw new PromqlError("syntax", "no match[] parameter provided");
      return (await matching(question, selectors)).map(({ labels }) => labels);
    },
  }),
  ...both({
    id: "prometheus-labels",
    path: "labels",
    summary: "Names of labels",
    parameters: matchParameters,
    answer: namesAnswer,
    handle: async (question) => {
      const selectors = selectorsOf(question);
      return selectors.length === 0 ? LABELS : names(question, selectors, Object.keys);
    },
  }),
  {
    ...operation({
      id: "prometheus-label-values",
      path: "label/:label/values",
      summary: "Values of a label",
      parameters: matchParameters,
      answer: namesAnswer,
      async handle(question) {
        const { label } = question.request.params as { readonly label: string };
        if (label === METRIC_NAME) return [PERFDATA];
        const selectors = selectorsOf(question);
        const valueOf = (labels: LabeledMetric["labels"]): readonly string[] =>
          Object.hasOwn(labels, label) ? [labels[label]!] : [];
        return names(question, selectors.length === 0 ? [[]] : selectors, valueOf);
      },
    }),
    parameters: labelParameter,
  },
  operation({
    id: "prometheus-metadata",
    path: "metadata",
    summary: "What the series are",
    parameters: {},
    answer: metadataAnswer,
    handle: () => ({
      [PERFDATA]: [{ type: "gauge", help: "Value of performance data, in its unit", unit: "" }],
    }),
  }),
  operation({
    id: "prometheus-build",
    path: "status/buildinfo",
    summary: "Version of Prometheus whose API this is",
    parameters: {},
    answer: buildAnswer,
    handle: () => ({ version: PROMETHEUS_VERSION, application: "Vigie" }),
  }),
];

interface Endpoint {
  readonly id: string;
  /** Below `/api/prometheus/api/v1/`. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: NonNullable<Operation["query"]>;
  readonly answer: Operation["answers"][number];
  readonly handle: Answer;
}

function operation({ id, path, summary, parameters, answer, handle }: Endpoint) {
  return {
    id,
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: [`/prometheus/api/v1/${path}`],
    right: "api-access",
    tag: "Prometheus",
    summary,
    query: parameters,
    answers: { 200: answer, ...queryErrors },
    isPresentedExactly: true,
    handle: handlerOf(handle),
  } satisfies Operation;
}

/** GET, and POST with a form, which Grafana sends. */
function both(endpoint: Endpoint): readonly Operation[] {
  const byGet = operation(endpoint);
  const { query, answeredBy: _, ...rest } = byGet;
  return [
    byGet,
    { ...rest, id: `${endpoint.id}-form`, method: "POST", changesNothing: true, body: formOf(query ?? {}) },
  ];
}

function handlerOf(answer: Answer): LeaderOperation["handle"] {
  return async (request, { realtime, clock, ...parts }, reply) => {
    const { visibility } = callerOf(request);
    const timeSeries = started(parts.timeSeries());
    const gone = new AbortController();
    const onClose = (): void => gone.abort();
    request.raw.socket.once("close", onClose);
    try {
      const data = await answer({
        series: measuredSeries({
          timeSeries,
          realtime,
          inventory: parts.inventory(),
          visibility,
          limits: QUERY_LIMITS,
        }),
        parameters: new Parameters(request),
        request,
        now: clock.now(),
        signal: gone.signal,
      });
      return { status: "success", data };
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      const { httpStatus, body } = prometheusError(error);
      reply.code(httpStatus);
      return body;
    } finally {
      request.raw.socket.off("close", onClose);
    }
  };
}

async function run({ series, parameters, signal }: Question, time: QueryTime): Promise<PrometheusData> {
  return prometheusData(await evaluateQuery(parameters.text("query"), time, series, QUERY_LIMITS, signal));
}

const selectorsOf = ({ parameters }: Question): readonly (readonly LabelMatcher[])[] =>
  parameters.texts("match[]").map(matchersOf);

/** Metrics of the selectors, each once. */
async function matching(
  { series }: Question,
  selectors: readonly (readonly LabelMatcher[])[],
): Promise<readonly LabeledMetric[]> {
  const found = new Map<number, LabeledMetric>();
  for (const matchers of selectors) for (const metric of await series.find(matchers)) found.set(metric.id, metric);
  return [...found.values()];
}

/** What `of` gives for the labels of the series, each once and in order: there may be few of many series. */
async function names(
  { series }: Question,
  selectors: readonly (readonly LabelMatcher[])[],
  of: (labels: LabeledMetric["labels"]) => readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const matchers of selectors)
    await series.visit(matchers, ({ labels }) => {
      for (const name of of(labels)) found.add(name);
    });
  return [...found].sort();
}

function matchersOf(text: string): readonly LabelMatcher[] {
  const expression = parseQuery(text);
  if (expression.kind !== "selector" || expression.rangeMs !== null)
    throw new PromqlError("syntax", `${JSON.stringify(text)} is no selector such as {host_name="web"}`);
  return expression.matchers;
}
