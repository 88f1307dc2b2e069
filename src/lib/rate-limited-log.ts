import type { CancelTimer, Clock } from "./clock.ts";
import type { Log } from "./log.ts";

/**
 * Logs errors that may occur a thousand times a second: the first immediately, later ones as one line every ten
 * seconds.
 */
export interface RateLimitedLog {
  /** `fields`: of the line, if this error is the one it shows. */
  error(error: unknown, fields?: object): void;
  /** Logs the errors that were counted but not logged yet. */
  stop(): void;
}

const PAUSE_SECONDS = 10;

export function createRateLimitedLog(log: Log, clock: Clock, message: string): RateLimitedLog {
  let cancel: CancelTimer | undefined;
  let unreported = 0;
  let last = {};

  const flush = (): void => {
    if (unreported > 0) log.error({ ...last, times: unreported }, message);
    cancel = unreported > 0 ? clock.runAt(clock.now() + PAUSE_SECONDS, flush) : undefined;
    unreported = 0;
  };

  return {
    error(error, fields = {}) {
      unreported++;
      last = { err: error, ...fields };
      if (cancel === undefined) flush();
    },
    stop() {
      cancel?.();
      flush();
      cancel?.();
    },
  };
}
