/** Rows in one window of a frozen order. */
export const WINDOW_SIZE = 100;
/** Windows kept: 3,000 rows. */
export const MAX_WINDOWS = 30;
/** Windows loaded before they are seen. */
const AHEAD = 1;

export const windowOf = (index: number): number => Math.floor(index / WINDOW_SIZE);

/** Windows that rows `first` to `last` need, those in sight before those beside them. */
export function neededWindows(first: number, last: number, total: number): readonly number[] {
  if (total === 0) return [];
  const end = windowOf(total - 1);
  const from = windowOf(clamp(first, 0, total - 1));
  const to = windowOf(clamp(last, 0, total - 1));
  const seen = range(from, to);
  const beside = [...range(to + 1, to + AHEAD), ...range(from - AHEAD, from - 1).reverse()];
  return [...seen, ...beside.filter((one) => one >= 0 && one <= end)];
}

/** Windows to forget so that at most `MAX_WINDOWS` stay: those farthest from what is seen. */
export function surplusWindows(loaded: readonly number[], needed: readonly number[]): readonly number[] {
  if (loaded.length <= MAX_WINDOWS) return [];
  const middle = needed.length === 0 ? 0 : (Math.min(...needed) + Math.max(...needed)) / 2;
  const isNeeded = new Set(needed);
  const others = loaded.filter((one) => !isNeeded.has(one));
  others.sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
  return others.slice(0, loaded.length - MAX_WINDOWS);
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
