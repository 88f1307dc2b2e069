import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Preloaded library that gives Nagios its clock (Debian: `faketime`); undefined if it is not installed. */
export const FAKETIME = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/faketime/libfaketime.so.1",
].find((path) => existsSync(path));

/** Monday, 2 March 2026, 10:00:00 UTC: both engines start here, whatever the time is. */
export const START = 1_772_445_600;

/** Seconds before the first step, at most a minute apart: first checks are over then, and stale results checked. */
export const WARM_UP: readonly number[] = [START + 40, START + 80, START + 120];

/** Unix seconds of a step: one second each, and every tenth sets the clock forward, so that long intervals end. */
export const secondOf = (step: number): number => START + 122 + step + Math.floor(step / STEPS_BETWEEN) * 30;

const STEPS_BETWEEN = 10;

/** True if the clock is set at the beginning of this step. */
export const isClockStep = (step: number): boolean => step > 0 && step % STEPS_BETWEEN === 0;

/** True if the clock is set after the first step and up to the second. */
export const isClockSetBetween = (step: number, later: number): boolean =>
  Math.floor(step / STEPS_BETWEEN) !== Math.floor(later / STEPS_BETWEEN);

/** Clock of a process started with `environment`. It stands still until it is set. */
export interface SteppedClock {
  readonly environment: NodeJS.ProcessEnv;
  set(second: number): void;
  /** Unix seconds, integer. */
  now(): number;
}

export function createSteppedClock(folder: string): SteppedClock {
  const file = join(folder, "clock");
  let now = NaN;
  const set = (second: number): void => {
    if (second === now) return;
    now = second;
    writeFileSync(`${file}.new`, `${second}\n`);
    renameSync(`${file}.new`, file);
  };
  set(START);
  return {
    environment: {
      TZ: "UTC",
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_FMT: "%s",
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    },
    set,
    now: () => now,
  };
}
