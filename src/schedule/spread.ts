import type { UnixSeconds } from '../lib/clock.ts'

// Slow enough that a start does not overrun the machine, fast enough that a small installation is known within seconds.
const SECONDS_PER_CHECK = 0.02
const SHORTEST_WINDOW_SECONDS = 5

/**
 * When the checks of a start, or those missed in a pause, are due: evenly over a window that grows with their number. For each check its
 * own longest time bounds it: its interval, and max_host_check_spread or max_service_check_spread.
 */
export function spread(count: number, from: UnixSeconds): (index: number, longestSeconds: number) => UnixSeconds {
  const window = Math.max(SHORTEST_WINDOW_SECONDS, count * SECONDS_PER_CHECK)
  return (index, longestSeconds) => from + (Math.min(window, longestSeconds) * index) / Math.max(1, count)
}
