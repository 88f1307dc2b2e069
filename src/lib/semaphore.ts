/** Limits the number of tasks that run at a time; the others wait in order of arrival. */
export interface Semaphore {
  /** Rejects with the error of `refusal` if too many are waiting. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
}

export interface SemaphoreOptions {
  readonly maxRunning: number;
  readonly maxWaiting: number;
  readonly refusal: () => Error;
}

export function createSemaphore({ maxRunning, maxWaiting, refusal }: SemaphoreOptions): Semaphore {
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
      else throw refusal();
      try {
        return await task();
      } finally {
        release();
      }
    },
  };
}
