import type { Clock } from "../lib/clock.ts";
import type { Store } from "../data/store/store.ts";
import { Refusal } from "../model/refusal.ts";

/** Keeps what is in memory in step with the store, which other processes change as well. */
export interface Refresh {
  /** Resolves when memory holds everything that was committed before this call. */
  now(): Promise<void>;
  /**
   * The same when the last time was a second ago or more; else at most the one that is running. Null if there is nothing
   * to wait for. While the store cannot be reached, memory stays as it is.
   */
  ifDue(): Promise<void> | null;
}

// Maximum delay until changes by another process (`vigie user disable`) take effect.
const ASK_STORE_EVERY_SECONDS = 1;
/** A store that does not answer within this time is not waited for. */
const PATIENCE_MS = 1_000;

/** `read` is never run twice at the same time; calls that come while it runs share the next run. */
export function createRefresh(clock: Clock, read: () => Promise<void>): Refresh {
  let askedAt = -Infinity;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let startedMs = 0;

  const run = async (): Promise<void> => {
    askedAt = clock.now();
    startedMs = performance.now();
    try {
      await read();
    } finally {
      running = null;
    }
  };
  const start = (): Promise<void> => {
    next = null;
    return (running = run());
  };
  const now = (): Promise<void> => (running === null ? start() : (next ??= running.then(start, start)));

  return {
    now,
    ifDue: () => {
      // A clock set back is due as well.
      const isDue = Math.abs(clock.now() - askedAt) >= ASK_STORE_EVERY_SECONDS;
      if (running !== null && performance.now() - startedMs > PATIENCE_MS) return null;
      return isDue ? patient(now()) : running && patient(running);
    },
  };
}

async function patient(refreshed: Promise<void>): Promise<void> {
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  try {
    await Promise.race([refreshed, enough]);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "store-unavailable") throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The commits of this process, counted once they are durable. */
export type CountedCommits = Pick<Store, "commit"> & { count(): number };

export function countedCommits(store: Pick<Store, "commit">): CountedCommits {
  let count = 0;
  return {
    count: () => count,
    async commit(changes) {
      const committed = await store.commit(changes);
      count++;
      return committed;
    },
  };
}
