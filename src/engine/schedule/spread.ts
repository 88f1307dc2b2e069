import type { UnixSeconds } from "../../lib/clock.ts";

// Slow enough that a start does not overrun the machine, fast enough that a small installation is known within seconds.
const SECONDS_PER_CHECK = 0.02;
const SHORTEST_WINDOW_SECONDS = 5;

/**
 * When the checks of a start, or those missed in a pause, are due: evenly over a window that grows with their number. For each check its
 * own longest time bounds it: its interval, and max_host_check_spread or max_service_check_spread. Neighbours in the list, as the
 * services of one host are, come far from each other, so that no host gets all its checks at once.
 */
export function spread(count: number, from: UnixSeconds): (index: number, longestSeconds: number) => UnixSeconds {
  const window = Math.max(SHORTEST_WINDOW_SECONDS, count * SECONDS_PER_CHECK);
  const stride = window > SHORTEST_WINDOW_SECONDS ? strideOf(count) : 1;
  return (index, longestSeconds) =>
    from + (Math.min(window, longestSeconds) * ((index * stride) % count)) / Math.max(1, count);
}

// Steps of the golden section are the most even ones, however few of them are taken.
const GOLDEN_SECTION = 0.618;

/** Steps of this size visit every place once. */
function strideOf(count: number): number {
  let stride = Math.round(count * GOLDEN_SECTION);
  while (greatestDivisor(stride, count) > 1) stride++;
  return stride;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
