/** Unix time in seconds. Only check times have fractions. */
export type UnixSeconds = number;

/** Cancels the timer; does nothing once the timer has run. */
export type CancelTimer = () => void;

/** The only source of time. Tests use one that they advance by hand. */
export interface Clock {
  now(): UnixSeconds;
  /** Seconds of a clock that nobody sets: only differences mean something. It stops while the machine is suspended. */
  monotonic(): number;
  /** Runs `task` once when the clock reaches `at`; if `at` has passed, immediately but asynchronously. */
  runAt(at: UnixSeconds, task: () => void): CancelTimer;
}

// setTimeout measures elapsed time, not the time of day. Long waits are split so that a clock set forward is noticed.
const MAX_TIMER_SECONDS = 30;

export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  monotonic: () => performance.now() / 1000,
  runAt: (at, task) => {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const wait = at - Date.now() / 1000;
      timer =
        wait > MAX_TIMER_SECONDS
          ? setTimeout(arm, MAX_TIMER_SECONDS * 1000)
          : setTimeout(task, Math.max(0, Math.ceil(wait * 1000)));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
