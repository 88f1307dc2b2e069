import type { ResourceKey } from "../../../model/resource-key.ts";
import type { LimitsSince, Metric } from "../metric.ts";
import { MAX_WIDTH, NO_STATE, type MetricAnswer, type ResourceAnswer } from "../read/request.ts";
import { stepOf } from "../read/step.ts";
import type { RequestHeaders } from "../remote-write/remote-target.ts";
import { HOST_STATE, PERFDATA, SERVICE_STATE } from "../remote-write/series-names.ts";
import { increaseBetween, MAX_INTERVALS_BETWEEN } from "../rollup/increase.ts";
import type { BucketAnswer, BucketRequest, MeasuredResource } from "../time-series.ts";
import { queryRange, TIMEOUT_SECONDS, type RangeSeries } from "./query-range.ts";
import type { RemoteSource } from "./remote-source.ts";

type Labels = Readonly<Record<string, string>>;

export interface RemoteReadOptions {
  readonly source: RemoteSource;
  /** Labels that say which resource it is; null: it is not configured. */
  readonly labelsOf: (key: ResourceKey) => Labels | null;
  /** Expected seconds between two results. */
  readonly intervalOf: (key: ResourceKey) => number;
  readonly limitsOf: (
    metricIds: readonly number[],
    from: number,
    to: number,
  ) => Promise<ReadonlyMap<number, readonly LimitsSince[]>>;
}

/** Requests at a time. */
const AT_ONCE = 4;
/** Values of one answer, about: taking one apart blocks for some milliseconds. */
const VALUES_OF_ANSWER = 20_000;
const FUNCTIONS = ["average", "min", "max", "last", "count"] as const;
type FunctionName = (typeof FUNCTIONS)[number];
const PROMQL: Readonly<Record<FunctionName, string>> = {
  average: "avg_over_time",
  min: "min_over_time",
  max: "max_over_time",
  last: "last_over_time",
  count: "count_over_time",
};
/** Label by which the series of one answer are told apart. */
const VALUE_LABEL = "vigie_value";

/** A millisecond: results have whole seconds, so that the buckets are `[from, from + step)` whatever ends count. */
const BEFORE_NEXT = 0.001;

/** Reads the same buckets as `readBuckets` from another server. Refuses with `metrics-source-failed`. */
export async function readRemoteBuckets(
  resources: readonly MeasuredResource[],
  { from, to, width }: Omit<BucketRequest, "of">,
  { source, labelsOf, intervalOf, limitsOf }: RemoteReadOptions,
): Promise<BucketAnswer> {
  const step = stepOf(
    from,
    to,
    Math.min(width, MAX_WIDTH),
    Math.max(1, ...resources.map(({ key }) => intervalOf(key))),
  );
  const start = Math.floor(from / step) * step;
  const count = Math.max(0, Math.ceil((to - start) / step));
  const ids = resources.flatMap(({ metrics }) => metrics.map(({ id }) => id));
  const [headers, limits] = await Promise.all([source.headers(), limitsOf(ids, from, to)]);
  const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1_000);
  // One bucket before the first, from which a counter increases.
  const range = { start: start - BEFORE_NEXT, end: start + count * step - BEFORE_NEXT, stepSeconds: step };
  const ask = (query: string): Promise<readonly RangeSeries[]> =>
    count === 0
      ? Promise.resolve([])
      : queryRange(source, headers satisfies RequestHeaders, { query, ...range }, signal);

  const perAnswer = Math.max(1, Math.floor(VALUES_OF_ANSWER / (FUNCTIONS.length * (count + 1))));
  const tasks: (() => Promise<void>)[] = [];
  const states = new Map<ResourceKey, Uint8Array>();
  const found = new Map<number, MetricAnswer>();
  for (const { key, metrics } of resources) {
    const labels = labelsOf(key);
    if (labels === null) continue;
    const whole: Labels = { service_description: "", ...labels, ...source.labels };
    tasks.push(async () => {
      const name = "service_description" in labels ? SERVICE_STATE : HOST_STATE;
      const [series] = await ask(`max_over_time(${selector(name, whole)}[${step}s])`);
      if (series !== undefined) states.set(key, statesOf(series.values.subarray(1)));
    });
    for (let first = 0; first < metrics.length; first += perAnswer) {
      const some = metrics.slice(first, first + perAnswer);
      tasks.push(async () => {
        const series = await ask(queryOf(selector(PERFDATA, whole, some), step));
        const gap = Math.ceil((MAX_INTERVALS_BETWEEN * Math.max(step, intervalOf(key))) / step);
        for (const metric of some)
          found.set(metric.id, answerOf(metric, series, { count, step, gapBuckets: gap }, limits.get(metric.id) ?? []));
      });
    }
  }
  await inTurns(tasks);
  const none = (metric: Metric): MetricAnswer =>
    answerOf(metric, [], { count, step, gapBuckets: 0 }, limits.get(metric.id) ?? []);
  return {
    from: start,
    step,
    count,
    level: "remote",
    resources,
    series: resources.map(({ key, slot, metrics }): ResourceAnswer => ({
      slot,
      states: states.get(key) ?? new Uint8Array(count).fill(NO_STATE),
      metrics: metrics.map((metric) => found.get(metric.id) ?? none(metric)),
    })),
  };
}

function selector(name: string, labels: Labels, metrics: readonly Metric[] = []): string {
  const texts = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  const wanted = [...new Set(metrics.map(({ label }) => label.replaceAll(/[\\.+*?()|[\]{}^$]/g, "\\$&")))];
  if (wanted.length > 0) texts.push(`metric=~${JSON.stringify(wanted.join("|"))}`);
  return `${name}{${texts.join(",")}}`;
}

const queryOf = (selected: string, step: number): string =>
  FUNCTIONS.map(
    (name) => `label_replace(${PROMQL[name]}(${selected}[${step}s]),"${VALUE_LABEL}","${name}","","")`,
  ).join(" or ");

function answerOf(
  { id, label, unit, dimension }: Metric,
  series: readonly RangeSeries[],
  { count, step, gapBuckets }: { readonly count: number; readonly step: number; readonly gapBuckets: number },
  limits: readonly LimitsSince[],
): MetricAnswer {
  const valuesOf = (name: FunctionName): Float64Array =>
    series.find(
      ({ labels }) => labels["metric"] === label && (labels["unit"] ?? "") === unit && labels[VALUE_LABEL] === name,
    )?.values ?? new Float64Array(count + 1).fill(NaN);
  const [last, min, counts] = [valuesOf("last"), valuesOf("min"), valuesOf("count")];
  const counter = dimension === "counter" ? increases({ last, min, counts }, gapBuckets) : null;
  return {
    id,
    min: min.slice(1),
    max: valuesOf("max").slice(1),
    average: counter === null ? valuesOf("average").slice(1) : counter.increase,
    last: last.slice(1),
    perSecond: counter === null ? null : counter.increase.map((by, bucket) => by / (counter.buckets[bucket]! * step)),
    counts: counts.slice(1).map((value) => (Number.isNaN(value) ? 0 : value)),
    limits,
  };
}

/**
 * Increases of a counter, and the time of each in buckets: from the last value of a bucket to that of the next with one;
 * within a bucket that has none before, or too long ago, which takes two values.
 */
function increases(
  { last, min, counts }: { readonly last: Float64Array; readonly min: Float64Array; readonly counts: Float64Array },
  gapBuckets: number,
): { readonly increase: Float64Array; readonly buckets: Float64Array } {
  let before = -1;
  const buckets = new Float64Array(last.length).fill(NaN);
  const increase = last.map((value, bucket) => {
    if (Number.isNaN(value)) return NaN;
    const isGap = before < 0 || bucket - before > gapBuckets;
    const count = counts[bucket]!;
    buckets[bucket] = isGap ? (count - 1) / count : bucket - before;
    const by = isGap ? (count > 1 ? value - min[bucket]! : NaN) : increaseBetween(last[before]!, value);
    before = bucket;
    return by;
  });
  return { increase: increase.slice(1), buckets: buckets.slice(1) };
}

const statesOf = (values: Float64Array): Uint8Array =>
  Uint8Array.from(values, (value) => (Number.isNaN(value) ? NO_STATE : value));

async function inTurns(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...tasks];
  const work = async (): Promise<void> => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) await task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
