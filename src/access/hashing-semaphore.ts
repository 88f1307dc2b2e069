import { Refusal } from "../model/refusal.ts";

/** Limits the number of password hashes computed in parallel; the others wait in order of arrival. */
export interface HashingSemaphore {
  /** Refuses with `too-many-logins` if too many are waiting. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
}

const FEW_SECONDS = 5;

/**
 * A hash takes a thread of Node's pool (four, shared with file reads) and 19 MiB, so two run in parallel. 200 waiting
 * ones take about four seconds; further ones are refused.
 */
export function createHashingSemaphore(maxRunning = 2, maxWaiting = 200): HashingSemaphore {
  let running = 0;
  const waiting: (() => void)[] = [];

  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    run: async (task) => {
      if (running < maxRunning) running += 1;
      else if (waiting.length < maxWaiting) await new Promise<void>((resolve) => waiting.push(resolve));
      else throw new Refusal("too-many-logins", "Too many logins at once. Try again in a few seconds.", FEW_SECONDS);
      try {
        return await task();
      } finally {
        release();
      }
    },
  };
}
