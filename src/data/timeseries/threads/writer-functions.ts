import type { Block } from "../block/block.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { SeriesReport } from "../write/series-report.ts";
import type { MeasuredBatch } from "../measured-batch.ts";
import type { Metric } from "../metric.ts";
import type { SeriesSettings } from "../series-settings.ts";
import type { SeriesCounts, SeriesStatus } from "../series-status.ts";

export interface WriterThreadOptions {
  readonly folder: string;
  readonly now: number;
  readonly settings: SeriesSettings;
  readonly keepLogFrom: number;
}

/** A resource with its metrics, and its results that are not in a file yet. */
export interface ResourceSeries {
  readonly key: ResourceKey;
  readonly slot: number;
  readonly metrics: readonly Metric[];
  readonly head: Block | null;
}

export interface LabelsAnswer {
  readonly labels: readonly string[];
  readonly metricIds: readonly number[];
}

/** What the thread that writes does for others. */
export type WriterFunctions = {
  take(batch: MeasuredBatch): void;
  /** Sets the time, by which days are sealed and dropped. */
  setTime(now: number): void;
  configure(settings: SeriesSettings): void;
  keepLogFrom(segment: number): void;
  /** Of these resources, or of all, metrics with one of these labels, or all; without resources that have none. */
  series(of: {
    readonly keys: readonly ResourceKey[] | Float64Array | null;
    readonly labels: ReadonlySet<string> | null;
    readonly withHeads: boolean;
    /** Metrics after so many are left out. */
    readonly most: number;
  }): readonly ResourceSeries[];
  /** Labels of the metrics of these resources, each once, with its first metric. */
  labels(keys: Float64Array): LabelsAnswer;
  /** For each of these resources 1 if it has a metric with one of the labels, else 0. */
  measuring(of: { readonly keys: Float64Array; readonly labels: ReadonlySet<string> }): Uint8Array;
  /** Time of the newest result of every resource. */
  newest(nothing: null): { readonly keys: Float64Array; readonly times: Float64Array };
  faultOf(key: ResourceKey): string | null;
  status(nothing: null): SeriesStatus;
  counts(nothing: null): SeriesCounts;
  close(nothing: null): void;
};

export interface ThreadReport extends SeriesReport {
  /** A day of raw values that was deleted, since all files together were too large. */
  tooLarge(path: string): void;
}

/** Reports of the thread, by the name of the function and its arguments. */
export type ReportMessage = {
  [Name in keyof ThreadReport]: { readonly report: Name; readonly arguments: Parameters<ThreadReport[Name]> };
}[keyof ThreadReport];
