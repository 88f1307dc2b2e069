import type { RangeFunction, RangeWindow } from "./range-window.ts";

export const rate: RangeFunction = (window) => extrapolate(window, "counter", (window.endMs - window.startMs) / 1000);

export const increase: RangeFunction = (window) => extrapolate(window, "counter", 1);

export const delta: RangeFunction = (window) => extrapolate(window, "gauge", 1);

/**
 * Difference of the last and first value, resets of a counter added, extended to the limits of the range: up to a limit
 * if the next point could be there, half an interval otherwise, and not to before a counter was zero. The order of the
 * operations is that of Prometheus, so that the last bit is the same.
 */
function extrapolate(window: RangeWindow, kind: "counter" | "gauge", divisor: number): number | null {
  const { timesMs, values, from, to } = window;
  if (to - from < 2) return null;
  const firstValue = values[from]!;
  const difference = kind === "counter" ? increaseOf(window) : values[to - 1]! - firstValue;
  const seconds = (fromMs: number, toMs: number): number => (toMs - fromMs) / 1000;
  const sampled = seconds(timesMs[from]!, timesMs[to - 1]!);
  const average = sampled / (to - from - 1);
  let toStart = seconds(window.startMs, timesMs[from]!);
  if (kind === "counter" && difference > 0 && firstValue >= 0) {
    toStart = Math.min(toStart, sampled * (firstValue / difference));
  }
  const toEnd = seconds(timesMs[to - 1]!, window.endMs);
  const extended = (distance: number): number => (distance < average * 1.1 ? distance : average / 2);
  return difference * ((sampled + extended(toStart) + extended(toEnd)) / sampled / divisor);
}

/** Difference of the last and first value, and what the counter had reached at its resets. */
function increaseOf({ values, from, to }: RangeWindow): number {
  let sum = values[to - 1]! - values[from]!;
  for (let index = from + 1; index < to; index++) {
    if (values[index]! < values[index - 1]!) sum += values[index - 1]!;
  }
  return sum;
}

export const irate: RangeFunction = (window) => {
  const { timesMs, values, from, to } = window;
  if (to - from < 2) return null;
  const [before, last] = [values[to - 2]!, values[to - 1]!];
  const difference = last < before ? last : last - before;
  return difference / ((timesMs[to - 1]! - timesMs[to - 2]!) / 1000);
};

export const idelta: RangeFunction = ({ values, from, to }) =>
  to - from < 2 ? null : values[to - 1]! - values[to - 2]!;

export const resets: RangeFunction = ({ values, from, to }) =>
  countPairs(values, from, to, (before, value) => value < before);

export const changes: RangeFunction = ({ values, from, to }) =>
  countPairs(values, from, to, (before, value) => value !== before && !(Number.isNaN(value) && Number.isNaN(before)));

function countPairs(
  values: Float64Array,
  from: number,
  to: number,
  isCounted: (before: number, value: number) => boolean,
): number {
  let count = 0;
  for (let index = from + 1; index < to; index++) {
    if (isCounted(values[index - 1]!, values[index]!)) count++;
  }
  return count;
}
