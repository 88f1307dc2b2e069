/** A point in time in Unix seconds. Everything inside counts seconds; fractions occur in check times only. */
export type UnixSeconds = number;

/** Cancels the timer it was given for; harmless when the timer has run. */
export type CancelTimer = () => void;

/** The one source of time. Tests pass a clock they move by hand. */
export interface Clock {
  /** Now, in Unix seconds with a fraction. */
  now(): UnixSeconds;
  /** Runs `task` once, as soon as the clock reaches `at` (at once, but not synchronously, when `at` is past). */
  runAt(at: UnixSeconds, task: () => void): CancelTimer;
}

// setTimeout counts time that passed, not the time of day: a long wait is cut into pieces, so that a clock set forward is noticed.
const LONGEST_TIMER_SECONDS = 30;

export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  runAt: (at, task) => {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const wait = at - Date.now() / 1000;
      timer =
        wait > LONGEST_TIMER_SECONDS
          ? setTimeout(arm, LONGEST_TIMER_SECONDS * 1000)
          : setTimeout(task, Math.max(0, Math.ceil(wait * 1000)));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
