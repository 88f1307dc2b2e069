/** Work that may overlap (`shared`), and work that must not overlap with any of it (`alone`), in order of the calls. */
export interface SharedLock {
  /** Runs immediately unless some work runs alone or waits for that. */
  shared<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs when all earlier work has settled. It must not ask for the lock again: it would wait for its own end. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createSharedLock(): SharedLock {
  const unsettled = new Set<Promise<unknown>>();
  let lastAlone: Promise<unknown> | null = null;

  const track = <Result>(run: Promise<Result>): Promise<Result> => {
    const settled: Promise<unknown> = run.then(nothing, nothing).then(() => {
      unsettled.delete(settled);
      if (lastAlone === settled) lastAlone = null;
    });
    unsettled.add(settled);
    return run;
  };

  return {
    shared: (work) => track(lastAlone === null ? work() : lastAlone.then(work)),
    alone(work) {
      const run = track(Promise.all(unsettled).then(work));
      lastAlone = [...unsettled].at(-1)!;
      return run;
    },
  };
}

const nothing = (): void => {};
