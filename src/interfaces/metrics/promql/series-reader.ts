import type { LabelMatcher } from "./syntax/label-matcher.ts";

/** Points of one series. */
export interface SampledSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Unix milliseconds, rising. */
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
  /** Expected distance of two points; null if unknown. */
  readonly intervalSeconds: number | null;
}

/** Source of the series of a query. */
export interface SeriesReader {
  /**
   * Series that fulfil all matchers (`compileMatchers`), with their points from `fromMs - lookbackMs(intervalSeconds)`
   * to `toMs`, both included; more points before are allowed. No two series have the same labels. Rejects with the
   * signal's reason when it aborts.
   */
  select(
    matchers: readonly LabelMatcher[],
    fromMs: number,
    toMs: number,
    signal: AbortSignal,
  ): Promise<readonly SampledSeries[]>;
}
