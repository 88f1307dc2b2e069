import type { ResourceKey } from "../../model/resource-key.ts";
import type { CancelTimer, Clock } from "../../lib/clock.ts";

/** Keys whose newest value is written a little later, once for all that came meanwhile. */
export interface WriteBehind {
  note(key: ResourceKey): void;
  /** It is written in another way. */
  drop(key: ResourceKey): void;
  /** Whether its value waits, or is being written. */
  isPending(key: ResourceKey): boolean;
  /** Writes what waits; resolves when that is done, or refused and noted again. */
  flush(): Promise<void>;
}

export interface WriteBehindOptions {
  readonly clock: Clock;
  /** Settles when the newest values of these keys are durable. */
  readonly write: (keys: readonly ResourceKey[]) => Promise<void>;
  /** They will be tried again. */
  readonly onRefused: (error: unknown) => void;
}

/** As promised for results that change nothing: the longest wait until they are on their way to the disk. */
const LONGEST_WAIT_SECONDS = 0.9;
// One write each: what others commit passes in between.
const MOST_IN_A_WRITE = 500;

export function createWriteBehind({ clock, write, onRefused }: WriteBehindOptions): WriteBehind {
  let waiting = new Set<ResourceKey>();
  const beingWritten = new Set<ReadonlySet<ResourceKey>>();
  let cancelTimer: CancelTimer | undefined;

  const flush = async (): Promise<void> => {
    cancelTimer?.();
    cancelTimer = undefined;
    const flushed = waiting;
    const keys = [...flushed];
    waiting = new Set();
    beingWritten.add(flushed);
    const writes: Promise<void>[] = [];
    for (let from = 0; from < keys.length; from += MOST_IN_A_WRITE)
      writes.push(writeOrKeep(keys.slice(from, from + MOST_IN_A_WRITE)));
    await Promise.all(writes);
    beingWritten.delete(flushed);
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
    cancelTimer ??= clock.runAt(clock.now() + LONGEST_WAIT_SECONDS, () => void flush());
  };

  return {
    note,
    drop: (key) => void waiting.delete(key),
    isPending: (key) => waiting.has(key) || beingWritten.values().some((keys) => keys.has(key)),
    flush,
  };
}
