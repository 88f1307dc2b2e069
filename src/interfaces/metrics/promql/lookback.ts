/** How old the newest point of a series may be: 2.5 times its interval, at least five minutes (as in Prometheus). */
export const lookbackMs = (intervalSeconds: number | null): number =>
  Math.max(FIVE_MINUTES_MS, 2_500 * (intervalSeconds ?? 0));

const FIVE_MINUTES_MS = 300_000;
