import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { refuseField } from "../body-refusal.ts";
import { started } from "../lookup.ts";
import { presentLimits, presentRange } from "../metric/present.ts";
import type { Operation } from "../operation.ts";
import { readGraph, timeOf, type Graph, type GraphMetric } from "../performance/read-graph.ts";
import { numberIn, timeIn } from "../query-parameters.ts";
import { errorAnswer, invalidAnswer, missingAnswer, nullableDate, nullableNumber } from "../schema-types.ts";
import { resourceOfRow, rowOfPath } from "./row-of-path.ts";
import { liveKeyParameter, rangeOrNull, stateSteps } from "./schema.ts";
import { statesBetween } from "./states-between.ts";

const DEFAULT_POINTS = 400;
const MAX_POINTS = 1_000;
const DAY_SECONDS = 86_400;
const LONGEST_SECONDS = 11 * 366 * DAY_SECONDS;

const limits = {
  warning: rangeOrNull("Warning threshold"),
  critical: rangeOrNull("Critical threshold"),
  min: nullableNumber("Least possible value"),
  max: nullableNumber("Greatest possible value"),
};

/** `GET /api/resources/{key}/metrics`. */
export const liveMetricsOperation: Operation = {
  id: "read-live-resource-metrics",
  surface: "vigie",
  method: "GET",
  answeredBy: "leader",
  paths: ["/resources/:key/metrics"],
  right: "api-access",
  tag: "Console",
  summary: "Performance data, states and downtimes of a host or a service over time",
  description:
    "Values are gathered in buckets of `step` seconds, none shorter than the interval of the results; a bucket without a " +
    "value is left out, and so is a metric without any; nothing is interpolated. Times in arrays are Unix seconds.",
  parameters: liveKeyParameter,
  query: {
    from: Type.Optional(Type.String({ description: "RFC 3339 or Unix seconds. Default: a day before `to`" })),
    to: Type.Optional(Type.String({ description: "Default: now" })),
    points: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_POINTS, default: DEFAULT_POINTS, description: "Most of each metric" }),
    ),
  },
  answers: {
    200: Type.Object(
      {
        from: Type.Integer({ description: "Unix seconds" }),
        to: Type.Integer({ description: "Unix seconds" }),
        step: Type.Integer({ description: "Seconds of a bucket" }),
        metrics: Type.Array(
          Type.Object({
            label: Type.String(),
            unit: Type.String({ description: "Of a counter with `/s`" }),
            ...limits,
            thresholds: Type.Array(Type.Object({ since: nullableDate("First result with these"), ...limits }), {
              description: "As they changed over time, oldest first; the newest ones are also beside the label",
            }),
            points: Type.Array(Type.Array(Type.Number()), {
              description: "`[[Unix seconds, least, average, greatest]…]`; of a counter its increase a second",
            }),
          }),
        ),
        downtimes: Type.Array(Type.Array(Type.Number()), {
          description: "`[[from, to]…]` in Unix seconds, of the resource or its host",
        }),
        states: stateSteps("Hard states"),
      },
      { title: "LiveMetrics" },
    ),
    502: errorAnswer("The server that `read_from` names failed."),
    ...invalidAnswer,
    ...missingAnswer,
  },
  isPresentedExactly: true,
  handle: async (request, parts) => {
    const row = rowOfPath(request, parts.realtime);
    const range = rangeOf(request, parts.clock.now());
    const points = numberIn(request, "points", [1, MAX_POINTS]) ?? DEFAULT_POINTS;
    const [graph, history] = await Promise.all([
      readGraph(started(parts.timeSeries()), resourceOfRow(row).key, range, points),
      statesBetween(row, range, parts),
    ]);
    return {
      ...range,
      step: graph.step,
      metrics: graph.metrics
        .map((metric) => presentMetric(metric, graph))
        .filter(({ points: found }) => found.length > 0),
      ...history,
    };
  },
};

/** Refuses with `invalid-body`. */
function rangeOf(request: FastifyRequest, now: UnixSeconds) {
  const to = Math.ceil(timeIn(request, "to") ?? now);
  const from = Math.floor(timeIn(request, "from") ?? to - DAY_SECONDS);
  if (from < 0 || to > 2 ** 32 - 1) refuseField("from", "Times should be from 1970 to 2105.");
  if (from >= to) refuseField("from", "This should be before `to`.");
  if (to - from > LONGEST_SECONDS) refuseField("from", "This should be at most eleven years before `to`.");
  return { from, to };
}

function presentMetric({ metric, read }: GraphMetric, graph: Graph) {
  const { min, max, average, perSecond, counts } = read;
  const points: number[][] = [];
  for (let bucket = 0; bucket < graph.count; bucket++) {
    const middle = (perSecond ?? average)[bucket]!;
    if (counts[bucket] === 0 || !Number.isFinite(middle)) continue;
    const [least, greatest] = perSecond === null ? [min[bucket]!, max[bucket]!] : [middle, middle];
    points.push([timeOf(graph, bucket), short(least), short(middle), short(greatest)]);
  }
  const newest = read.limits.at(-1);
  return {
    label: metric.label,
    unit: perSecond === null ? metric.unit : `${metric.unit === "c" ? "" : metric.unit}/s`,
    warning: presentRange(newest?.warning ?? null),
    critical: presentRange(newest?.critical ?? null),
    min: newest?.min ?? null,
    max: newest?.max ?? null,
    thresholds: read.limits.map(presentLimits),
    points,
  };
}

/** Seven digits are more than a screen shows, and halve the answer. */
const short = (value: number): number => Number(value.toPrecision(7));
