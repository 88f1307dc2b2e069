/** Observed values, counted by size. */
export interface HistogramValues {
  /** Upper ends, rising, each included in its bucket; a last bucket without one takes the rest. */
  readonly bounds: readonly number[];
  /** Of each bucket alone, one more than there are bounds. */
  readonly counts: Readonly<Float64Array>;
  readonly sum: number;
}

/** Size that a share of the values does not exceed. */
export interface Quantile {
  /** Upper end of its bucket; if it `isBeyond` the last one, that. */
  readonly atMost: number;
  readonly isBeyond: boolean;
}

/** Null: nothing was counted. */
export function quantileOf(
  { bounds, counts }: Pick<HistogramValues, "bounds" | "counts">,
  share: number,
): Quantile | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  const bucket = counts.findIndex((count) => (seen += count) >= total * share);
  return { atMost: bounds[bucket] ?? bounds.at(-1)!, isBeyond: bucket >= bounds.length };
}

export interface Histogram extends HistogramValues {
  note(value: number): void;
}

/** Counts values into buckets; a few nanoseconds each, without an allocation. */
export function createHistogram(bounds: readonly number[]): Histogram {
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;
  return {
    bounds,
    counts,
    get sum() {
      return sum;
    },
    note(value) {
      let bucket = 0;
      while (bucket < bounds.length && value > bounds[bucket]!) bucket++;
      counts[bucket]!++;
      sum += value;
    },
  };
}
