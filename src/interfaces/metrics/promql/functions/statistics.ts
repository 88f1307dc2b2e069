import { ExactSum } from "./exact-sum.ts";

type Numbers = ArrayLike<number>;

export function sumOf(values: Numbers): number {
  const sum = new ExactSum();
  for (let index = 0; index < values.length; index++) sum.add(values[index]!);
  return sum.total;
}

export function averageOf(values: Numbers): number {
  const sum = sumOf(values);
  if (Number.isFinite(sum) || hasNonFinite(values)) return sum / values.length;
  // The sum of large values overflows, their average does not.
  const parts = new ExactSum();
  for (let index = 0; index < values.length; index++) parts.add(values[index]! / values.length);
  return parts.total;
}

function hasNonFinite(values: Numbers): boolean {
  for (let index = 0; index < values.length; index++) if (!Number.isFinite(values[index])) return true;
  return false;
}

/** NaN only if all values are. */
export function minimumOf(values: Numbers): number {
  let least = values[0]!;
  for (let index = 1; index < values.length; index++) {
    if (values[index]! < least || Number.isNaN(least)) least = values[index]!;
  }
  return least;
}

/** NaN only if all values are. */
export function maximumOf(values: Numbers): number {
  let most = values[0]!;
  for (let index = 1; index < values.length; index++) {
    if (values[index]! > most || Number.isNaN(most)) most = values[index]!;
  }
  return most;
}

/** Population variance. */
export function varianceOf(values: Numbers): number {
  const mean = averageOf(values);
  const squares = new ExactSum();
  for (let index = 0; index < values.length; index++) squares.add((values[index]! - mean) ** 2);
  return squares.total / values.length;
}

export const deviationOf = (values: Numbers): number => Math.sqrt(varianceOf(values));

/** Quantile with linear interpolation between the two nearest values; NaN counts as the least value. */
export function quantileOf(quantile: number, values: Numbers): number {
  if (Number.isNaN(quantile) || values.length === 0) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  const sorted = Array.from(values).sort(nanFirst);
  const rank = quantile * (sorted.length - 1);
  const lower = Math.floor(rank);
  const weight = rank - lower;
  return sorted[lower]! * (1 - weight) + sorted[Math.min(sorted.length - 1, lower + 1)]! * weight;
}

/** Order of numbers with NaN before all others. */
export function nanFirst(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b || 0;
}
