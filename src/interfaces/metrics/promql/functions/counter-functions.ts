import type { RangeFunction, RangeWindow } from "./range-window.ts";

export const rate: RangeFunction = (window) => {
  const total = increaseIn(window, true);
  return total === null ? null : total / ((window.endMs - window.startMs) / 1000);
};

export const increase: RangeFunction = (window) => increaseIn(window, true);

export const delta: RangeFunction = (window) => increaseIn(window, false);

/**
 * Difference of the last and first value, resets of a counter added, extended to the limits of the range: up to a limit
 * if the next point could be there, half an interval otherwise, and not to before a counter was zero.
 */
function increaseIn(window: RangeWindow, isCounter: boolean): number | null {
  const { timesMs, values, from, to } = window;
  if (to - from < 2) return null;
  const firstValue = values[from]!;
  const difference = values[to - 1]! - firstValue + (isCounter ? resetsIn(window) : 0);
  const sampledMs = timesMs[to - 1]! - timesMs[from]!;
  const averageMs = sampledMs / (to - from - 1);
  let toStartMs = timesMs[from]! - window.startMs;
  if (isCounter && difference > 0 && firstValue >= 0) {
    toStartMs = Math.min(toStartMs, sampledMs * (firstValue / difference));
  }
  const toEndMs = window.endMs - timesMs[to - 1]!;
  const extended = (distanceMs: number): number => (distanceMs < averageMs * 1.1 ? distanceMs : averageMs / 2);
  return difference * ((sampledMs + extended(toStartMs) + extended(toEndMs)) / sampledMs);
}

/** What a counter had reached at its resets. */
function resetsIn({ values, from, to }: RangeWindow): number {
  let sum = 0;
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
