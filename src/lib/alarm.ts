import type { CancelTimer, Clock, UnixSeconds } from "./clock.ts";

/** One timer of the clock, kept at the time it was last set to. */
export interface Alarm {
  /** Moves the timer; null cancels it. Setting the time it already has costs nothing. */
  set(at: UnixSeconds | null): void;
  /** Time at which it rings; null when it is not set. */
  readonly at: UnixSeconds | null;
}

/** `ring` gets the time it was set to. The alarm is not set while `ring` runs. */
export function createAlarm(clock: Clock, ring: (setFor: UnixSeconds) => void): Alarm {
  let at: UnixSeconds | null = null;
  let cancelTimer: CancelTimer = () => {};
  return {
    set(next) {
      if (next === at) return;
      cancelTimer();
      at = next;
      if (next === null) return;
      cancelTimer = clock.runAt(next, () => {
        at = null;
        ring(next);
      });
    },
    get at() {
      return at;
    },
  };
}
