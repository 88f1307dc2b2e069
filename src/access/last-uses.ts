import type { CancelTimer, Clock, UnixSeconds } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import type { Change } from "../model/change.ts";

/**
 * A last use is written if the stored one is this old, and on `close`. After a kill, a token or session may therefore
 * expire up to a minute early, never late.
 */
const USE_WRITE_SECONDS = 60;

/** Token or session in memory, with its last use here and in the store. */
export interface Used {
  readonly hash: string;
  lastUsed: UnixSeconds;
  storedUse: UnixSeconds;
}

/** Last uses of tokens or of sessions, written to the store once a minute at most. */
export interface LastUses<Item extends Used> {
  /** Sets the last use to now. */
  use(item: Item): void;
  /** Writes every last use of these that the store does not have. */
  writeAll(items: Iterable<Item>): Promise<void>;
}

/** Takes the last uses that the store has, by hash, where another server has noted a newer one. */
export function noteStoredUses(
  known: ReadonlyMap<string, Used>,
  stored: Iterable<readonly [hash: string, lastUse: UnixSeconds]>,
  now: UnixSeconds,
): void {
  for (const [hash, lastUse] of stored) {
    const item = known.get(hash);
    // The distance, as where it expires: a clock that was ahead must not count as a newer use.
    if (item !== undefined && Math.abs(now - lastUse) < Math.abs(now - item.lastUsed))
      item.lastUsed = item.storedUse = lastUse;
  }
}

export interface LastUsesOptions<Item extends Used> {
  readonly store: Pick<Store, "commit">;
  readonly clock: Clock;
  readonly log: Log;
  /** False for an item that was deleted in the meantime. */
  readonly isKnown: (item: Item) => boolean;
  readonly changeOf: (item: Item) => Change;
  /** For the log, such as "tokens". */
  readonly what: string;
}

export function createLastUses<Item extends Used>(options: LastUsesOptions<Item>): LastUses<Item> {
  const { store, clock, log, isKnown, changeOf, what } = options;
  const toWrite = new Set<Item>();
  let cancelWrite: CancelTimer | undefined;

  const write = async (): Promise<void> => {
    cancelWrite?.();
    cancelWrite = undefined;
    const used = [...toWrite].filter(isKnown);
    toWrite.clear();
    if (used.length === 0) return;
    for (const item of used) item.storedUse = item.lastUsed;
    await store.commit(used.map(changeOf));
  };
  const writeSoon = (): void => {
    cancelWrite ??= clock.runAt(clock.now() + 1, () => {
      write().catch((error: unknown) =>
        log.error({ error }, `The last use of ${what} was not stored; tried again in a minute.`),
      );
    });
  };

  return {
    use(item) {
      item.lastUsed = clock.now();
      if (Math.abs(item.lastUsed - item.storedUse) < USE_WRITE_SECONDS) return;
      toWrite.add(item);
      writeSoon();
    },
    async writeAll(items) {
      for (const item of items) if (item.lastUsed !== item.storedUse) toWrite.add(item);
      await write();
    },
  };
}
