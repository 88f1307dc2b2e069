import type { Metric } from "../../../data/timeseries/metric.ts";
import type { MeasuredResource, TimeSeries } from "../../../data/timeseries/time-series.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { DateRange } from "../date-parameter.ts";
import { drawnValues } from "../performance/read-graph.ts";

/** One metric with what is drawn of it: NaN is no value. */
export interface SourceSeries {
  readonly key: ResourceKey;
  readonly metric: Metric;
  /** Another metric of the resource has the same label. */
  readonly isAmbiguous: boolean;
  /** Unix seconds of the first value, and between two. */
  readonly from: number;
  readonly step: number;
  readonly values: Float64Array;
}

/** Further series are left out. */
export const MAX_SERIES = 1_000;
/** Points of one series. */
const WIDTH = 1_000;
/** Of all series together; the more there are, the fewer points has each. */
const MAX_POINTS = 300_000;
/** Read at once: others that read wait for no longer than one of these takes. */
const METRICS_AT_ONCE = 50;
const TIME_LIMIT_MS = 20_000;

/** Refuses with `series-take-too-long` and `metrics-source-failed`. */
export async function readSeries(
  timeSeries: TimeSeries,
  resources: readonly MeasuredResource[],
  { from, to }: DateRange,
  isGone: () => boolean,
): Promise<readonly SourceSeries[]> {
  const count = resources.reduce((sum, { metrics }) => sum + metrics.length, 0);
  const width = Math.min(WIDTH, Math.floor(MAX_POINTS / Math.max(1, count)));
  const latest = performance.now() + TIME_LIMIT_MS;
  const found: SourceSeries[] = [];
  for (const some of inParts(resources)) {
    if (isGone()) return [];
    if (performance.now() > latest)
      throw new Refusal(
        "series-take-too-long",
        "Reading these series takes too long. Ask for fewer, or a shorter time.",
      );
    const of = some.map(({ key, metrics }) => ({ key, metricIds: metrics.map(({ id }) => id) }));
    const answer = await timeSeries.readBuckets({ of, from, to, width });
    for (const [index, { key, metrics }] of answer.resources.entries()) {
      for (const [place, metric] of metrics.entries()) {
        const isAmbiguous = metrics.some(({ id, label }) => label === metric.label && id !== metric.id);
        const values = drawnValues(answer.series[index]!.metrics[place]!);
        found.push({ key, metric, isAmbiguous, from: answer.from, step: answer.step, values });
      }
    }
  }
  return found;
}

function* inParts(resources: readonly MeasuredResource[]): Generator<readonly MeasuredResource[]> {
  let part: MeasuredResource[] = [];
  let metrics = 0;
  for (const resource of resources) {
    if (metrics + resource.metrics.length > METRICS_AT_ONCE && part.length > 0) {
      yield part;
      [part, metrics] = [[], 0];
    }
    part.push(resource);
    metrics += resource.metrics.length;
  }
  if (part.length > 0) yield part;
}
