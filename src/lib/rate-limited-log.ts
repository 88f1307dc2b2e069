import type { CancelTimer, Clock } from "./clock.ts";
import type { Log } from "./log.ts";

/** Logs an error that may come a thousand times a second: the first at once, those that follow as one line each ten seconds. */
export interface RateLimitedLog {
  error(error: unknown): void;
  /** Logs what was counted and not told yet. */
  stop(): void;
}

const PAUSE_SECONDS = 10;

export function createRateLimitedLog(log: Log, clock: Clock, message: string): RateLimitedLog {
  let cancel: CancelTimer | undefined;
  let unreported = 0;
  let last: unknown;

  const tell = (): void => {
    if (unreported > 0) log.error({ err: last, times: unreported }, message);
    cancel = unreported > 0 ? clock.runAt(clock.now() + PAUSE_SECONDS, tell) : undefined;
    unreported = 0;
  };

  return {
    error(error) {
      unreported++;
      last = error;
      if (cancel === undefined) tell();
    },
    stop() {
      cancel?.();
      tell();
      cancel?.();
    },
  };
}
