import { ExactSum } from "./exact-sum.ts";
import type { RangeFunction, RangeWindow } from "./range-window.ts";

/** Slope a second. */
export const deriv: RangeFunction = (window) => lineThrough(window, window.timesMs[window.from]!)?.slope ?? null;

/** Value of the line so many seconds after the time of the step. */
export const predictLinear: RangeFunction = (window, seconds) => {
  const line = lineThrough(window, window.atMs);
  return line === null ? null : line.slope * seconds + line.intercept;
};

/** Least squares; the intercept is at `originMs`. */
function lineThrough(
  { timesMs, values, from, to }: RangeWindow,
  originMs: number,
): { slope: number; intercept: number } | null {
  const count = to - from;
  if (count < 2) return null;
  const first = values[from]!;
  if (values.subarray(from, to).every((value) => value === first)) {
    return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: NaN, intercept: NaN };
  }
  const [sumX, sumY, sumXY, sumXX] = [new ExactSum(), new ExactSum(), new ExactSum(), new ExactSum()];
  for (let index = from; index < to; index++) {
    const x = (timesMs[index]! - originMs) / 1000;
    const y = values[index]!;
    sumX.add(x);
    sumY.add(y);
    sumXY.add(x * y);
    sumXX.add(x * x);
  }
  const covariance = sumXY.total - (sumX.total * sumY.total) / count;
  const variance = sumXX.total - (sumX.total * sumX.total) / count;
  const slope = covariance / variance;
  return { slope, intercept: sumY.total / count - (slope * sumX.total) / count };
}
