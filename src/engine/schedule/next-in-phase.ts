import type { UnixSeconds } from "../../lib/clock.ts";

/** The first time after `now` that is whole intervals away from `at`; null when there is no interval. */
export const nextInPhase = (at: UnixSeconds, intervalSeconds: number, now: UnixSeconds): UnixSeconds | null =>
  intervalSeconds > 0 ? at + (Math.floor((now - at) / intervalSeconds) + 1) * intervalSeconds : null;
