import { isDeepStrictEqual } from "node:util";
import type { PrometheusData } from "../../src/interfaces/metrics/promql/prometheus-answer.ts";
import type { Answer } from "./prometheus.ts";

const TOLERANCE = 1e-9;

/** First difference of two answers, in words; null if they are equal within 1e-9. */
export function differenceOf(query: string, expected: Answer, answer: Answer): string | null {
  if (expected.status === "error" || answer.status === "error") {
    const [ours, theirs] = [outcomeOf(answer), outcomeOf(expected)];
    return ours.type === theirs.type ? null : `${theirs.text} in Prometheus, ${ours.text} in Vigie`;
  }
  const [theirs, ours] = [tabulate(query, expected.data), tabulate(query, answer.data)];
  if (!isDeepStrictEqual([...ours.keys()], [...theirs.keys()])) {
    return `series [${[...theirs.keys()].join(" ")}] in Prometheus, [${[...ours.keys()].join(" ")}] in Vigie`;
  }
  for (const [series, points] of theirs) {
    const others = ours.get(series)!;
    const differing = points.findIndex((point, index) => !arePointsEqual(point, others[index]));
    if (points.length !== others.length || differing !== -1) {
      const at = differing === -1 ? Math.min(points.length, others.length) : differing;
      return `${series}: ${JSON.stringify(points[at])} in Prometheus, ${JSON.stringify(others[at])} in Vigie`;
    }
  }
  return null;
}

const outcomeOf = (answer: Answer): { readonly type: string; readonly text: string } =>
  answer.status === "error"
    ? { type: answer.errorType, text: `${answer.errorType} (${answer.error})` }
    : { type: "success", text: "a result" };

type Points = readonly (readonly [seconds: number, value: string])[];

/** Points by labels. Prometheus gives the series of a vector in any order, unless they are sorted. */
function tabulate(query: string, data: PrometheusData): ReadonlyMap<string, Points> {
  switch (data.resultType) {
    case "matrix":
      return new Map(data.result.map(({ metric, values }) => [keyOf(metric), values]));
    case "vector": {
      const rows = data.result.map(({ metric, value }) => [keyOf(metric), [value]] as const);
      return new Map(SORTED.test(query) ? rows : rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
    }
    case "scalar":
    case "string":
      return new Map([[data.resultType, [data.result]]]);
  }
}

// A call that is the whole query, of a metric without equal values.
const SORTED = /^sort(_desc)?\(temperature[^()]*\)$/;

const keyOf = (metric: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(metric).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function arePointsEqual(point: Points[number], other: Points[number] | undefined): boolean {
  return other !== undefined && point[0] === other[0] && (point[1] === other[1] || areClose(point[1], other[1]));
}

function areClose(text: string, other: string): boolean {
  const [a, b] = [Number(text.replace("Inf", "Infinity")), Number(other.replace("Inf", "Infinity"))];
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}
