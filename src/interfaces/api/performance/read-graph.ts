import type { MetricAnswer } from "../../../data/timeseries/read/request.ts";
import type { Metric } from "../../../data/timeseries/metric.ts";
import type { BucketAnswer, TimeSeries } from "../../../data/timeseries/time-series.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { DateRange } from "../date-parameter.ts";

export interface GraphMetric {
  readonly metric: Metric;
  readonly read: MetricAnswer;
}

/** Buckets of one service. */
export interface Graph extends Pick<BucketAnswer, "from" | "step" | "count"> {
  /** Number of the service in the files; 0 for one without performance data. */
  readonly slot: number;
  readonly metrics: readonly GraphMetric[];
  /** Worst state of each bucket; null for a service without performance data. */
  readonly states: Uint8Array | null;
}

/** Values of one answer: a service with very many metrics gets fewer buckets. */
const MAX_VALUES = 400_000;

export async function readGraph(
  series: TimeSeries,
  key: ResourceKey,
  { from, to }: DateRange,
  width: number,
): Promise<Graph> {
  const [found] = await series.metrics([key]);
  const most = Math.floor(MAX_VALUES / Math.max(1, found?.metrics.length ?? 1));
  const answer = await series.readBuckets({ of: [{ key }], from, to, width: Math.min(width, most) });
  const [resource] = answer.resources;
  const [read] = answer.series;
  return {
    from: answer.from,
    step: answer.step,
    count: answer.count,
    slot: resource?.slot ?? 0,
    metrics: (resource?.metrics ?? []).map((metric, index) => ({ metric, read: read!.metrics[index]! })),
    states: read?.states ?? null,
  };
}

export const timeOf = ({ from, step }: Pick<Graph, "from" | "step">, bucket: number): number => from + bucket * step;

/**
 * What is drawn: averages, and the last values of a counter, which Centreon draws as stored, too, since it takes a
 * metric for a counter only if its label says so.
 */
export const drawnValues = ({ perSecond, average, last }: MetricAnswer): Float64Array =>
  perSecond === null ? average : last;

export const valueOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
