import type { CancelTimer, Clock } from "./clock.ts";
import type { Log } from "./log.ts";

/** Logs an error that may come a thousand times a second: the first at once, those that follow as one line each ten seconds. */
export interface SparingLog {
  error(error: unknown): void;
  /** Logs what was counted and not told yet. */
  stop(): void;
}

const PAUSE_SECONDS = 10;

export function createSparingLog(log: Log, clock: Clock, message: string): SparingLog {
  let cancel: CancelTimer | undefined;
  let untold = 0;
  let last: unknown;

  const tell = (): void => {
    if (untold > 0) log.error({ err: last, times: untold }, message);
    cancel = untold > 0 ? clock.runAt(clock.now() + PAUSE_SECONDS, tell) : undefined;
    untold = 0;
  };

  return {
    error(error) {
      untold++;
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
