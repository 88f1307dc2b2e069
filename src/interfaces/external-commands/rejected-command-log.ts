import type { Clock } from "../../lib/clock.ts";
import { createLineLimit } from "../../lib/line-limit.ts";
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
  const limit = createLineLimit({
    clock,
    lines: MAX_LINES_PER_WINDOW,
    seconds: WINDOW_SECONDS,
    onLeftOut: (lines) => log.warn({ lines }, "more external commands were refused than are logged"),
  });
  return {
    report(line, reason, times = 1) {
      if (limit.take(times))
        log.warn(
          { line: line.slice(0, MAX_SHOWN_LENGTH), reason, ...(times > 1 ? { times } : {}) },
          "an external command was refused",
        );
    },
    stop: () => limit.stop(),
  };
}
