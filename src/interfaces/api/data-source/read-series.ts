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
/** Resources read at a time. Each is read by itself, since a step suits the slowest check of what is read together. */
const AT_ONCE = 8;
const TIME_LIMIT_MS = 20_000;

/** Refuses with `series-take-too-long` and `metrics-source-failed`. */
export async function readSeries(
  timeSeries: TimeSeries,
  resources: readonly MeasuredResource[],
  range: DateRange,
  isGone: () => boolean,
): Promise<readonly SourceSeries[]> {
  const count = resources.reduce((sum, { metrics }) => sum + metrics.length, 0);
  const width = Math.min(WIDTH, Math.floor(MAX_POINTS / Math.max(1, count)));
  const latest = performance.now() + TIME_LIMIT_MS;
  const found: SourceSeries[] = [];
  for (let first = 0; first < resources.length; first += AT_ONCE) {
    if (isGone()) return [];
    if (performance.now() > latest)
      throw new Refusal(
        "series-take-too-long",
        "Reading these series takes too long. Ask for fewer, or a shorter time.",
      );
    const some = resources.slice(first, first + AT_ONCE);
    const read = await Promise.all(some.map((resource) => seriesOf(timeSeries, resource, range, width)));
    for (const series of read) found.push(...series);
  }
  return found;
}

async function seriesOf(
  timeSeries: TimeSeries,
  { key, metrics }: MeasuredResource,
  { from, to }: DateRange,
  width: number,
): Promise<readonly SourceSeries[]> {
  const of = [{ key, metricIds: metrics.map(({ id }) => id) }];
  const answer = await timeSeries.readBuckets({ of, from, to, width });
  const [series] = answer.series;
  return (answer.resources[0]?.metrics ?? []).map((metric, place) => ({
    key,
    metric,
    isAmbiguous: metrics.some(({ id, label }) => label === metric.label && id !== metric.id),
    from: answer.from,
    step: answer.step,
    values: drawnValues(series!.metrics[place]!),
  }));
}
