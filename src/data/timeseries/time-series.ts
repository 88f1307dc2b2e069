import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { LimitsSince, Metric } from "./metric.ts";
import type { ReadAnswer } from "./read/request.ts";
import type { SampledResource } from "./read/read-samples.ts";
import type { LabelsAnswer } from "./threads/writer-functions.ts";
import type { SeriesSettings } from "./series-settings.ts";
import type { SeriesCounts, SeriesStatus } from "./series-status.ts";

/** Performance data over time. No check, commit or notification waits for it. */
export interface TimeSeries {
  /** Takes the performance data of a state after a result. Never waits and never throws. */
  accept(key: ResourceKey, state: ResourceState): void;
  /**
   * Metrics of these resources, or of all, with one of these labels, or any, at most `most`; resources without such are
   * left out.
   */
  metrics(
    keys: readonly ResourceKey[] | Float64Array | null,
    labels?: ReadonlySet<string> | null,
    most?: number,
  ): Promise<readonly MeasuredResource[]>;
  /** Labels of the metrics of these resources, each once, with its first metric. */
  labels(keys: Float64Array): Promise<LabelsAnswer>;
  /** For each of these resources 1 if it has a metric with one of the labels, else 0. */
  measuring(keys: Float64Array, labels: ReadonlySet<string>): Promise<Uint8Array>;
  /** Values gathered in at most `width` buckets. Metrics that are not known any more are left out. */
  readBuckets(request: BucketRequest): Promise<BucketAnswer>;
  /** Values as stored, at most `maxValues`; null if there are more. */
  readSamples(request: SamplesRequest): Promise<readonly SampledResource[] | null>;
  /** Limits of metrics as they were between two times, oldest first. */
  limitsOf(
    metricIds: readonly number[],
    from: number,
    to: number,
  ): Promise<ReadonlyMap<number, readonly LimitsSince[]>>;
  /** What of the newest performance data of a resource is not understood; null: nothing. */
  faultOf(key: ResourceKey): Promise<string | null>;
  status(): Promise<SeriesStatus>;
  /** A cheap part of `status`. */
  counts(): Promise<SeriesCounts>;
  /** Null while everything taken is kept. */
  problem(): { readonly reason: string; readonly since: UnixSeconds } | null;
  configure(settings: SeriesSettings): void;
  /** Keeps segments of the log from this one on, which others need. */
  keepLogFrom(segment: number): void;
  /** Puts everything taken on disk. */
  close(): Promise<void>;
}

export interface MeasuredResource {
  readonly key: ResourceKey;
  readonly slot: number;
  readonly metrics: readonly Metric[];
}

/** Metrics of a resource; without `metricIds` all. */
export interface SelectedMetrics {
  readonly key: ResourceKey;
  readonly metricIds?: readonly number[];
}

export interface BucketRequest {
  readonly of: readonly SelectedMetrics[];
  /** Unix seconds, included. */
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  readonly width: number;
  /** What is kept here, also if another server is configured to be read from. */
  readonly isLocal?: boolean;
}

export interface SamplesRequest extends Omit<BucketRequest, "width" | "isLocal"> {
  readonly maxValues: number;
}

/** The buckets, and what they measure: resources in the order of `series`, with the metrics in the order of theirs. */
export interface BucketAnswer extends ReadAnswer {
  readonly resources: readonly MeasuredResource[];
}
