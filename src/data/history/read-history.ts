import type { ResourceKey } from "../../model/resource-key.ts";
import type { Store, StoredEvent } from "../store/store.ts";
import type { EventHistory } from "./event-history.ts";
import type { Copied } from "./months/move-events.ts";
import { failureOf } from "./months/month-failures.ts";
import type { IdQuery } from "./months/read-by-id.ts";
import type { ReadThread } from "./months/threads.ts";

export interface ReadHistory extends Omit<EventHistory, "hasFullText" | "keptDays" | "problem"> {
  /** To be called when events are in a month, before they are deleted in the store. */
  noteCopied(copied: Copied): Promise<void>;
}

export interface ReadHistoryOptions {
  readonly store: Pick<Store, "readEvents" | "readNewestEvents" | "readEventsAfter">;
  readonly thread: ReadThread;
  /** Folder of the month files, for errors. */
  readonly folder: string;
  /** Whether there is a month file at the start. */
  readonly hasMonths: boolean;
}

/** Higher than any id. */
const NO_BOUND = Number.MAX_SAFE_INTEGER;

/**
 * Reads both places. Reads by id take the newest events from the store, in this thread as ever, and ask the reading
 * thread only for what is older; all others are done there. A failed read is a Refusal with a code of the store.
 */
export function createReadHistory({ store, thread, folder, hasMonths }: ReadHistoryOptions): ReadHistory {
  /** Highest id in a month; null: not known yet. */
  let newestMoved: number | null = hasMonths ? null : 0;
  /** Highest id that was moved since the start, also while the first answer is on its way. */
  let newestCopied = 0;

  const orRefusal = (error: unknown): never => {
    throw failureOf(error, folder).refusal;
  };
  const ask: ReadThread["call"] = (name, argument) => thread.call(name, argument).catch(orRefusal);

  const newestMovedId = async (): Promise<number> => {
    newestMoved ??= await ask("newestId", null);
    return Math.max(newestMoved, newestCopied);
  };

  // The store is read first: what is moved from then on is in both.
  const readBoth = async (
    query: IdQuery,
    inStore: readonly StoredEvent[],
    isForward: boolean,
  ): Promise<readonly StoredEvent[]> => {
    const inMonths = await ask("byId", query);
    const byId = new Map([...inMonths, ...inStore].map((event) => [event.id, event]));
    return [...byId.values()]
      .sort((one, other) => (isForward ? one.id - other.id : other.id - one.id))
      .slice(0, query.limit);
  };

  const readBackwards = async (
    limit: number,
    before: number,
    inStore: readonly StoredEvent[],
    key?: ResourceKey,
  ): Promise<readonly StoredEvent[]> => {
    const newest = await newestMovedId();
    const isComplete = inStore.length === limit && (inStore.at(-1)?.id ?? NO_BOUND) > newest;
    if (newest === 0 || isComplete) return inStore;
    return readBoth({ limit, bound: { before }, ...(key === undefined ? {} : { key }) }, inStore, false);
  };

  return {
    readEvents: async (key, limit, before = NO_BOUND) =>
      readBackwards(limit, before, await store.readEvents(key, limit, before), key),
    readNewestEvents: async (limit, before = NO_BOUND) =>
      readBackwards(limit, before, await store.readNewestEvents(limit, before)),
    async readEventsAfter(after, limit) {
      const inStore = await store.readEventsAfter(after, limit);
      if ((await newestMovedId()) <= after) return inStore;
      return readBoth({ limit, bound: { after } }, inStore, true);
    },
    readPage: (query) => ask("page", query),
    count: (query) => ask("count", query),
    readTimeline: (query) => ask("timeline", query),
    readFactsBefore: (key, time) => ask("factsBefore", { key, time }),
    async noteCopied({ month, ids }) {
      newestCopied = ids.reduce((newest, id) => Math.max(newest, id), newestCopied);
      if (thread.isRunning) await thread.call("changed", month);
    },
  };
}
