import type { UnixSeconds } from "../../lib/clock.ts";

// Slow enough that a start does not overload the machine, fast enough that a small installation is checked within
// seconds.
const SECONDS_PER_CHECK = 0.02;
const MIN_WINDOW_SECONDS = 5;

/**
 * Spreads checks after a start, or missed ones after a pause, evenly over a window that grows with their number. Each
 * check also has its own maximum: its interval, and max_host_check_spread or max_service_check_spread. Neighbours in
 * the list, such as the services of one host, are placed far apart, so that a host does not get all its checks
 * together.
 */
export function spread(count: number, from: UnixSeconds): (index: number, maxSeconds: number) => UnixSeconds {
  const window = Math.max(MIN_WINDOW_SECONDS, count * SECONDS_PER_CHECK);
  const stride = window > MIN_WINDOW_SECONDS ? strideOf(count) : 1;
  return (index, maxSeconds) => from + (Math.min(window, maxSeconds) * ((index * stride) % count)) / Math.max(1, count);
}

// Steps of the golden section are the most even ones for any number of steps.
const GOLDEN_SECTION = 0.618;

/** Steps of this size visit every place exactly once. */
function strideOf(count: number): number {
  let stride = Math.round(count * GOLDEN_SECTION);
  while (greatestDivisor(stride, count) > 1) stride++;
  return stride;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
