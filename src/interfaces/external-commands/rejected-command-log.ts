import type { CancelTimer, Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";

/** Logs lines of the command file that were refused: each with its reason, but no more than a log can bear. */
export interface BadLineLog {
  tell(line: string, reason: string, times?: number): void;
  /** Logs how many were left out. */
  stop(): void;
}

const MOST_IN_A_WINDOW = 50;
const WINDOW_SECONDS = 10;
const LONGEST_SHOWN = 300;

export function createBadLineLog(log: Log, clock: Clock): BadLineLog {
  let logged = 0;
  let unreported = 0;
  let cancel: CancelTimer | undefined;

  const close = (): void => {
    cancel = undefined;
    if (unreported > 0) log.warn({ lines: unreported }, "more external commands were refused than are logged");
    logged = 0;
    unreported = 0;
  };

  return {
    tell(line, reason, times = 1) {
      cancel ??= clock.runAt(clock.now() + WINDOW_SECONDS, close);
      if (++logged <= MOST_IN_A_WINDOW)
        log.warn(
          { line: line.slice(0, LONGEST_SHOWN), reason, ...(times > 1 ? { times } : {}) },
          "an external command was refused",
        );
      else unreported += times;
    },
    stop() {
      cancel?.();
      close();
    },
  };
}
