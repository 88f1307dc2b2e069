import { changes, delta, idelta, increase, irate, rate, resets } from "./counter-functions.ts";
import type { RangeFunction, RangeWindow } from "./range-window.ts";
import { deriv, predictLinear } from "./regression.ts";
import { averageOf, deviationOf, maximumOf, minimumOf, quantileOf, sumOf, varianceOf } from "./statistics.ts";

const ofValues =
  (reduce: (values: Float64Array) => number): RangeFunction =>
  (window) =>
    reduce(valuesIn(window));

const valuesIn = ({ values, from, to }: RangeWindow): Float64Array => values.subarray(from, to);

/** Functions of a range vector. */
export const RANGE_FUNCTIONS = {
  avg_over_time: ofValues(averageOf),
  changes,
  count_over_time: ({ from, to }) => to - from,
  delta,
  deriv,
  idelta,
  increase,
  irate,
  last_over_time: ({ values, to }) => values[to - 1]!,
  max_over_time: ofValues(maximumOf),
  min_over_time: ofValues(minimumOf),
  predict_linear: predictLinear,
  present_over_time: () => 1,
  quantile_over_time: (window, quantile) => quantileOf(quantile, valuesIn(window)),
  rate,
  resets,
  stddev_over_time: ofValues(deviationOf),
  stdvar_over_time: ofValues(varianceOf),
  sum_over_time: ofValues(sumOf),
} as const satisfies Record<string, RangeFunction>;

export type RangeFunctionName = keyof typeof RANGE_FUNCTIONS;
