import { createHistogram } from "../../lib/histogram.ts";
import type { Log } from "../../lib/log.ts";
import type { ChangeSet, Written } from "./sql/change-set.ts";
import { purge } from "./sql/purge.ts";
import type { StoreReads } from "./sql/reads.ts";
import { foldAlias, rowsOf, rowsOfAccount } from "./sql/writes.ts";
import type { Commit, Store } from "./store.ts";
import { storeRefusal } from "./store-refusal.ts";
import type { StoreWatch } from "./store-watch.ts";

/** What an engine brings. */
export interface StoreParts {
  /** Named in refusals. */
  readonly place: string;
  readonly log: Log;
  readonly reads: StoreReads;
  readonly eventTable: Store["eventTable"];
  readonly queue: { commit(set: ChangeSet): Promise<Written>; readonly pending: number };
  readonly watch: Pick<StoreWatch, "health" | "mustBeUsable">;
  /** See `Store.position`. */
  readonly position: Store["position"];
  /** Size on the disk. */
  readonly bytes: () => number;
  /** Gives later events higher ids than this one. */
  readonly eventIdsAbove: (id: number) => ChangeSet;
  /** Settles pending commits, then closes the connections. */
  readonly close: () => Promise<void>;
}

const NOTHING_COMMITTED: Commit = { revision: 0, lastEventId: 0 };

const COMMIT_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Events deleted in one change-set, which takes about a millisecond: other commits wait no longer. */
const EVENTS_PER_DELETION = 100;

/** The store over the parts of an engine: changes become rows, and rows become commits. */
export function storeOf({
  place,
  log,
  reads,
  eventTable,
  queue,
  watch,
  position,
  bytes,
  eventIdsAbove,
  close,
}: StoreParts): Store {
  const seconds = createHistogram(COMMIT_BOUNDS);
  let refused = 0;
  let closed: Promise<void> | undefined;
  const write = async (set: ChangeSet): Promise<Written> => {
    if (closed !== undefined) throw storeRefusal("store-closed", `The store ${place} is closed.`);
    watch.mustBeUsable();
    const from = performance.now();
    try {
      const written = await queue.commit(set);
      seconds.note((performance.now() - from) / 1000);
      return written;
    } catch (error) {
      refused++;
      throw error;
    }
  };
  return {
    ...reads,
    eventTable,
    commit: async (changes) => (changes.length === 0 ? NOTHING_COMMITTED : write(changes.flatMap(rowsOf))),
    health: () => watch.health,
    measures: () => ({ seconds, refused, bytes: bytes() }),
    position,
    pending: () => queue.pending,
    saveAccount: async (account) => {
      await write(rowsOfAccount(account));
      const alias = foldAlias(account.alias);
      return (await reads.readAccounts()).find((saved) => foldAlias(saved.alias) === alias) ?? account;
    },
    deleteEvents: async (ids) => {
      for (let from = 0; from < ids.length; from += EVENTS_PER_DELETION)
        await write([["deleteEvents", JSON.stringify(ids.slice(from, from + EVENTS_PER_DELETION))]]);
    },
    keepEventIdsAbove: async (id) => {
      await write(eventIdsAbove(id));
    },
    purgeBefore: (times) => purge(write, times, log),
    close: () => (closed ??= close()),
  };
}
