/** A counter that rises from above this share of its range to below the rest of it has wrapped. */
const WRAP_SHARE = 0.9;
const RANGES = [2 ** 32, 2 ** 64];

/** Beyond this many intervals without a value nothing is derived. */
export const MAX_INTERVALS_BETWEEN = 5;

/**
 * Increase of a counter between two values. A fall is a wrap at 2^32 or 2^64 if it goes from above 0.9 of that to below
 * 0.1 of it, else a restart from 0.
 */
export function increaseBetween(before: number, after: number): number {
  if (after >= before) return after - before;
  const range = RANGES.find((each) => before < each && before > WRAP_SHARE * each && after < (1 - WRAP_SHARE) * each);
  return range === undefined ? after : range - before + after;
}

/** Middle one of the differences between times, in seconds; null for fewer than two times. */
export function medianInterval(times: Uint32Array): number | null {
  if (times.length < 2) return null;
  const steps = new Uint32Array(times.length - 1);
  for (let index = 1; index < times.length; index++) steps[index - 1] = times[index]! - times[index - 1]!;
  return steps.sort()[steps.length >>> 1]!;
}
