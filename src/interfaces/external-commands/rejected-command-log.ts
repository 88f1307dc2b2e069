import type { CancelTimer, Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";

/** Rate-limited log of refused lines of the command file, each with its reason. */
export interface RejectedCommandLog {
  report(line: string, reason: string, times?: number): void;
  /** Cancels the timer and logs the number of omitted lines. */
  stop(): void;
}

const MAX_LINES_PER_WINDOW = 50;
const WINDOW_SECONDS = 10;
const MAX_SHOWN_LENGTH = 300;

export function createRejectedCommandLog(log: Log, clock: Clock): RejectedCommandLog {
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
    report(line, reason, times = 1) {
      cancel ??= clock.runAt(clock.now() + WINDOW_SECONDS, close);
      if (++logged <= MAX_LINES_PER_WINDOW)
        log.warn(
          { line: line.slice(0, MAX_SHOWN_LENGTH), reason, ...(times > 1 ? { times } : {}) },
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
