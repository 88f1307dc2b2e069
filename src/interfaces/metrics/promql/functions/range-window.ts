/** Points of one series within a range: those from `from` to before `to`, at least one. */
export interface RangeWindow {
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
  readonly from: number;
  readonly to: number;
  /** Limits of the range, both included. */
  readonly startMs: number;
  readonly endMs: number;
  /** The time of the step. */
  readonly atMs: number;
}

/** Value of a window; null: no result for this series. The parameter is that of `quantile_over_time` and `predict_linear`. */
export type RangeFunction = (window: RangeWindow, parameter: number) => number | null;
