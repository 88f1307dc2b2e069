import type { ResourceKey } from "../../model/resource-key.ts";
import type { CancelTimer, Clock } from "../../lib/clock.ts";

/** Keys whose newest value is written a little later, once for all changes until then. */
export interface WriteBehind {
  note(key: ResourceKey): void;
  /** Drops a key whose value is written in another way. */
  drop(key: ResourceKey): void;
  /** True if its value is pending or being written. */
  isPending(key: ResourceKey): boolean;
  /** Writes the pending values; resolves when that is done, or when they were refused and are pending again. */
  flush(): Promise<void>;
}

export interface WriteBehindOptions {
  readonly clock: Clock;
  /** Settles when the newest values of these keys are durable. */
  readonly write: (keys: readonly ResourceKey[]) => Promise<void>;
  /** Called if values were refused; they are retried. */
  readonly onRefused: (error: unknown) => void;
}

/** Promised for results that change nothing: maximum time until the write starts. */
const MAX_WAIT_SECONDS = 0.9;
// Limit for one write, so that other commits can run in between.
const MAX_PER_WRITE = 500;

export function createWriteBehind({ clock, write, onRefused }: WriteBehindOptions): WriteBehind {
  let waiting = new Set<ResourceKey>();
  const beingWritten = new Set<ReadonlySet<ResourceKey>>();
  let cancelTimer: CancelTimer | undefined;
  /** What waits is to be written as soon as what is being written is settled. */
  let isDue = false;

  const flush = async (): Promise<void> => {
    cancelTimer?.();
    cancelTimer = undefined;
    isDue = false;
    const flushed = waiting;
    const keys = [...flushed];
    waiting = new Set();
    beingWritten.add(flushed);
    const writes: Promise<void>[] = [];
    for (let from = 0; from < keys.length; from += MAX_PER_WRITE)
      writes.push(writeOrKeep(keys.slice(from, from + MAX_PER_WRITE)));
    await Promise.all(writes);
    beingWritten.delete(flushed);
    if (isDue && beingWritten.size === 0) await flush();
  };

  /** While a store hangs, one write waits for it, not one more with the newest values every second. */
  const flushWhenSettled = (): void => {
    cancelTimer = undefined;
    isDue = true;
    if (beingWritten.size === 0) void flush();
  };

  const writeOrKeep = async (keys: readonly ResourceKey[]): Promise<void> => {
    try {
      await write(keys);
    } catch (error) {
      onRefused(error);
      for (const key of keys) note(key);
    }
  };

  const note = (key: ResourceKey): void => {
    waiting.add(key);
    cancelTimer ??= clock.runAt(clock.now() + MAX_WAIT_SECONDS, flushWhenSettled);
  };

  return {
    note,
    drop: (key) => void waiting.delete(key),
    isPending: (key) => waiting.has(key) || beingWritten.values().some((keys) => keys.has(key)),
    flush,
  };
}
