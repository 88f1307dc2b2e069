import type { UnixSeconds } from "../../lib/clock.ts";

/** First time after `now` that is a whole number of intervals away from `at`; null if there is no interval. */
export const nextInPhase = (at: UnixSeconds, intervalSeconds: number, now: UnixSeconds): UnixSeconds | null =>
  intervalSeconds > 0 ? at + (Math.floor((now - at) / intervalSeconds) + 1) * intervalSeconds : null;
