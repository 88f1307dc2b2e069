import type { CancelTimer, Clock } from "./clock.ts";

export interface LineLimitOptions {
  readonly clock: Clock;
  readonly lines: number;
  /** Lines about one cause; default: as many as in all. */
  readonly linesOfCause?: number;
  readonly seconds: number;
  /** Called at the end of a window with the number of what was left out. */
  readonly onLeftOut: (count: number) => void;
}

/** Limits the lines of the log about one matter. */
export interface LineLimit {
  /**
   * True if the line may be logged. `times`: how many lines it stands for, for the count of those left out. `cause`:
   * such as the address it comes from, so that one cause does not leave out the lines about others.
   */
  take(times?: number, cause?: string): boolean;
  /** Reports what was left out. */
  stop(): void;
}

export function createLineLimit({
  clock,
  lines,
  linesOfCause = lines,
  seconds,
  onLeftOut,
}: LineLimitOptions): LineLimit {
  const loggedOf = new Map<string, number>();
  let logged = 0;
  let leftOut = 0;
  let cancel: CancelTimer | undefined;

  const close = (): void => {
    cancel = undefined;
    if (leftOut > 0) onLeftOut(leftOut);
    logged = 0;
    leftOut = 0;
    loggedOf.clear();
  };

  return {
    take(times = 1, cause = "") {
      cancel ??= clock.runAt(clock.now() + seconds, close);
      const ofCause = loggedOf.get(cause) ?? 0;
      if (logged < lines && ofCause < linesOfCause) {
        logged++;
        loggedOf.set(cause, ofCause + 1);
        return true;
      }
      leftOut += times;
      return false;
    },
    stop() {
      cancel?.();
      close();
    },
  };
}
