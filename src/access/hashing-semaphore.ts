import { Refusal } from "../model/refusal.ts";

/** Runs at most a few password hashes at once, the rest in order of arrival. */
export interface HashingSemaphore {
  /** Refuses with `too-many-logins` when too many wait already. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
}

/**
 * A hash takes a thread of Node's pool (four, shared with file reads) and 19 MiB, so two run at once.
 * 200 waiting are answered in about four seconds; whoever comes then is refused instead of waiting longer.
 */
export function createHashingSemaphore(atOnce = 2, mostWaiting = 200): HashingSemaphore {
  let running = 0;
  const waiting: (() => void)[] = [];

  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    run: async (task) => {
      if (running < atOnce) running += 1;
      else if (waiting.length < mostWaiting) await new Promise<void>((resolve) => waiting.push(resolve));
      else throw new Refusal("too-many-logins", "Too many logins at once. Try again in a few seconds.");
      try {
        return await task();
      } finally {
        release();
      }
    },
  };
}
