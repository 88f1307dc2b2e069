import { setTimeout as wait } from "node:timers/promises";
import type { Store } from "../../src/data/store/store.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { sampleEvent, sampleState } from "../../test/support/record-samples.ts";

/** Commits of the store that go on until they are stopped. */
export interface PacedCommits {
  /** Resolves with the milliseconds that each of them took. */
  stop(): Promise<readonly number[]>;
}

export const COMMITS_PER_SECOND = 1_000;

const SERVICES = 100_000;

/** Commits a state, and with every twentieth an event: most results are as the one before. */
export function commitPaced(store: Store): PacedCommits {
  const at = Math.floor(Date.now() / 1000);
  let isStopped = false;
  const commits: Promise<number>[] = [];
  const one = async (): Promise<number> => {
    const number = commits.length;
    const key = serviceKey(1, 1 + (number % SERVICES));
    const begun = performance.now();
    await store.commit([
      { kind: "state", key, state: sampleState },
      ...(number % 20 === 0 ? [{ kind: "event", event: { ...sampleEvent(key), at } } as const] : []),
    ]);
    return performance.now() - begun;
  };
  const run = (async () => {
    const start = performance.now();
    while (!isStopped) {
      while (commits.length < ((performance.now() - start) * COMMITS_PER_SECOND) / 1_000) commits.push(one());
      await wait(1);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await run;
      return Promise.all(commits);
    },
  };
}
