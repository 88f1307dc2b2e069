import type { UnixSeconds } from '../lib/clock.ts'

// Slow enough that a start does not overrun the machine, fast enough that a small installation is known within seconds.
const SECONDS_PER_CHECK = 0.02
const SHORTEST_WINDOW_SECONDS = 5

/**
 * When the checks of a start, or those missed in a pause, are due: evenly over a window that grows with their number.
 * `longestSeconds` (max_service_check_spread) bounds it, and for each check its own interval does.
 */
export function spread(count: number, from: UnixSeconds, longestSeconds: number): (index: number, intervalSeconds: number) => UnixSeconds {
  const window = Math.min(longestSeconds, Math.max(SHORTEST_WINDOW_SECONDS, count * SECONDS_PER_CHECK))
  return (index, intervalSeconds) => from + (Math.min(window, intervalSeconds) * index) / Math.max(1, count)
}
