import type { Block } from "../block/block.ts";
import type { LimitsSince } from "../metric.ts";

/** Metrics of one resource to be read. */
export interface SeriesRequest {
  readonly slot: number;
  readonly metrics: readonly {
    readonly id: number;
    readonly number: number;
    readonly isCounter: boolean;
  }[];
  /** Results that are not in a file yet. */
  readonly head: Block | null;
}

export interface ReadRequest {
  readonly series: readonly SeriesRequest[];
  /** Unix seconds, included. */
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  /** Most buckets of the answer. */
  readonly width: number;
}

export type Level = "raw" | "hours" | "days";

export interface ReadAnswer {
  /** Start of the first bucket, Unix seconds. */
  readonly from: number;
  /** Seconds of a bucket. */
  readonly step: number;
  readonly count: number;
  /** Coarsest level that a part of the answer comes from; `remote`: all of it comes from another server. */
  readonly level: Level | "remote";
  readonly series: readonly ResourceAnswer[];
}

export interface ResourceAnswer {
  readonly slot: number;
  /** Worst state in each bucket; 255: no result. */
  readonly states: Uint8Array;
  readonly metrics: readonly MetricAnswer[];
}

/** Values by bucket; NaN: none. */
export interface MetricAnswer {
  readonly id: number;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Of a counter: its increase. */
  readonly average: Float64Array;
  readonly last: Float64Array;
  /** Of a counter: its increase a second, of the time in which it is known. */
  readonly perSecond: Float64Array | null;
  readonly counts: Float64Array;
  readonly limits: readonly LimitsSince[];
}

export const NO_STATE = 255;
export const MAX_WIDTH = 4_000;
