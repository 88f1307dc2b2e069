import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LIBRARY = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/faketime/libfaketime.so.1",
].find((path) => existsSync(path));

/**
 * Seconds by which both engines' clocks are ahead of the machine's in a step: every tenth step sets them forward, so
 * that long intervals and downtimes end. 0 without libfaketime (Debian: `faketime`), the only way to set the clock of
 * Nagios.
 */
export const aheadBy = (step: number): number => (LIBRARY === undefined ? 0 : Math.floor(step / STEPS_BETWEEN) * 30);

const STEPS_BETWEEN = 10;

/** True if the clock is set at the beginning of this step. */
export const isClockStep = (step: number): boolean => step > 0 && step % STEPS_BETWEEN === 0;

/** True if the clock is set after the first step and up to the second. */
export const isClockSetBetween = (step: number, later: number): boolean =>
  Math.floor(step / STEPS_BETWEEN) !== Math.floor(later / STEPS_BETWEEN);

/** Clock of a process started with `environment`. */
export interface SteppedClock {
  readonly environment: NodeJS.ProcessEnv;
  set(aheadSeconds: number): void;
  /** Unix seconds, with fraction. */
  now(): number;
}

export function createSteppedClock(folder: string): SteppedClock {
  const file = join(folder, "clock");
  let ahead = 0;
  writeFileSync(file, "+0\n");
  return {
    environment:
      LIBRARY === undefined
        ? {}
        : {
            LD_PRELOAD: LIBRARY,
            FAKETIME_TIMESTAMP_FILE: file,
            FAKETIME_NO_CACHE: "1",
            FAKETIME_DONT_FAKE_MONOTONIC: "1",
          },
    set(aheadSeconds) {
      if (aheadSeconds === ahead) return;
      ahead = aheadSeconds;
      writeFileSync(`${file}.new`, `+${ahead}\n`);
      renameSync(`${file}.new`, file);
    },
    now: () => Date.now() / 1000 + ahead,
  };
}
