import type { CancelTimer, Clock } from "./clock.ts";

export interface LineLimitOptions {
  readonly clock: Clock;
  readonly lines: number;
  readonly seconds: number;
  /** Called at the end of a window with the number of what was left out. */
  readonly onLeftOut: (count: number) => void;
}

/** Limits the lines of the log about one matter. */
export interface LineLimit {
  /** True if the line may be logged. `times`: how many lines it stands for, for the count of those left out. */
  take(times?: number): boolean;
  /** Reports what was left out. */
  stop(): void;
}

export function createLineLimit({ clock, lines, seconds, onLeftOut }: LineLimitOptions): LineLimit {
  let logged = 0;
  let leftOut = 0;
  let cancel: CancelTimer | undefined;

  const close = (): void => {
    cancel = undefined;
    if (leftOut > 0) onLeftOut(leftOut);
    logged = 0;
    leftOut = 0;
  };

  return {
    take(times = 1) {
      cancel ??= clock.runAt(clock.now() + seconds, close);
      if (++logged <= lines) return true;
      leftOut += times;
      return false;
    },
    stop() {
      cancel?.();
      close();
    },
  };
}
