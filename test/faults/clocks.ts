import { existsSync, rmSync } from "node:fs";

const LIBRARY = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/faketime/libfaketimeMT.so.1",
].find((path) => existsSync(path));

/** Preloaded library that sets the wall clock of a process off by what a file says; the monotonic one stays. */
export const FAKETIME = {
  isInstalled: LIBRARY !== undefined,
  env: (file: string): Readonly<Record<string, string>> =>
    LIBRARY === undefined
      ? {}
      : {
          LD_PRELOAD: LIBRARY,
          FAKETIME_TIMESTAMP_FILE: file,
          FAKETIME_CACHE_DURATION: "1",
          FAKETIME_DONT_FAKE_MONOTONIC: "1",
          NO_FAKE_STAT: "1",
        },
} as const;

/** Removes what the library keeps of a process that was killed. */
export function removeLeftClock(pid: number): void {
  for (const name of [`faketime_shm_${pid}`, `sem.faketime_sem_${pid}`]) rmSync(`/dev/shm/${name}`, { force: true });
}
