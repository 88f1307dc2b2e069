import { setImmediate as turn } from "node:timers/promises";
import type { RunningAccess } from "../../access/create-access.ts";
import type { Journal, JournalEntry } from "../../data/store/journal.ts";
import type { Store, StoredEvent } from "../../data/store/store.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { FollowedTables } from "./followed-tables.ts";

/** A follower's place in the journal of the store that it follows. */
export interface Following {
  /** Everything up to here is in its tables. */
  position(): number;
  /** Seconds since it last had everything that was committed; grows while the database does not answer. */
  lagSeconds(): number;
  /** Resolves with true once it has this position, and with false if it has not within this time. */
  reached(position: number, withinMs: number): Promise<boolean>;
  /** Resolves when nothing more is applied. */
  stop(): Promise<void>;
}

export interface FollowOptions {
  /** Closed by its owner, after `stop`. */
  readonly journal: Journal;
  readonly store: Pick<Store, "readEventsAfter">;
  readonly tables: FollowedTables;
  readonly access: Pick<RunningAccess, "follow">;
  /** Id of the newest event that the readers of commits know, such as the head of the live stream. */
  readonly lastEventId: number;
  /** Interval at which it asks without having been told of news. Default: half a second. */
  readonly askEachMs?: number;
  readonly log: Log;
}

/** A notification may be lost; and without one the database is asked whether it is still there. */
const ASK_EACH_MS = 500;
const ENTRIES_AT_ONCE = 32;
/** Requests wait no longer for what is applied at once, but for a single entry. */
const TURN_MS = 10;
const EVENTS_AT_ONCE = 5_000;

/** Fills the tables of a follower, and keeps them so. Resolves once they are filled; rejects if that fails. */
export async function followJournal(options: FollowOptions): Promise<Following> {
  const { journal, store, tables, access, askEachMs = ASK_EACH_MS, log } = options;
  /** Place of the tables. */
  let applied = 0;
  let { lastEventId } = options;
  /** The same once the rights are those of then: what clients may rely on. */
  let position = 0;
  let isAccessBehind = false;
  let completeMs = performance.now();
  let failure: string | null = null;
  const waiting = new Set<() => void>();
  const stopping = new AbortController();
  const { signal } = stopping;
  const news = createNews(signal);
  journal.onNews(news.tell);

  /** Events up to an id, page by page: they are in the store together with their entry. */
  const eventsTo = async function* (to: number): AsyncGenerator<readonly StoredEvent[]> {
    for (let after = lastEventId; after < to;) {
      const page = await store.readEventsAfter(after, EVENTS_AT_ONCE);
      yield page.filter(({ id }) => id <= to);
      after = page.length < EVENTS_AT_ONCE ? to : page.at(-1)!.id;
    }
  };

  const takeAll = async (): Promise<void> => {
    const read = await journal.readSnapshot();
    await tables.load(read);
    isAccessBehind = true;
    for await (const events of eventsTo(read.lastEventId)) tables.tell(read.position, events);
    ({ position: applied, lastEventId } = read);
  };

  const take = async (entries: readonly JournalEntry[]): Promise<void> => {
    const events: StoredEvent[] = [];
    for await (const page of eventsTo(entries.at(-1)?.lastEventId ?? 0)) events.push(...page);
    let place = 0;
    let turnMs = performance.now();
    for (const entry of entries) {
      const first = place;
      while (place < events.length && events[place]!.id <= entry.lastEventId) place++;
      tables.apply(entry, events.slice(first, place));
      ({ position: applied, lastEventId } = entry);
      isAccessBehind ||= entry.isAccessChanged;
      if (performance.now() - turnMs < TURN_MS) continue;
      await turn();
      turnMs = performance.now();
    }
  };

  const settle = async (): Promise<void> => {
    const upTo = applied;
    if (isAccessBehind) await access.follow();
    isAccessBehind = false;
    position = upTo;
    for (const look of waiting) look();
  };

  /** True if there is surely no more. */
  const step = async (): Promise<boolean> => {
    const askedMs = performance.now();
    const entries = await journal.readAfter(applied, ENTRIES_AT_ONCE);
    if (entries === null) {
      log.warn({ area: "cluster", position: applied }, "what follows in the journal is deleted: all is read again");
      await takeAll();
    } else await take(entries);
    await settle();
    if (failure !== null) log.info({ area: "cluster" }, "the journal is followed again");
    failure = null;
    const isComplete = entries !== null && entries.length < ENTRIES_AT_ONCE;
    if (isComplete) completeMs = askedMs;
    return isComplete;
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const isComplete = await step().catch((error: unknown) => {
        const reason = error instanceof Refusal ? error.code : String(error);
        if (failure !== reason)
          log.error({ area: "cluster", err: error }, "the journal cannot be followed; trying again");
        failure = reason;
        return true;
      });
      if (isComplete) await news.wait(askEachMs);
    }
  };

  await takeAll();
  await settle();
  const running = run();

  return {
    position: () => position,
    lagSeconds: () => (performance.now() - completeMs) / 1_000,
    reached(wanted, withinMs) {
      if (position >= wanted) return Promise.resolve(true);
      news.tell();
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const look = (): void => {
        if (position >= wanted || signal.aborted) end(position >= wanted);
      };
      const end = (isReached: boolean): void => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve(isReached);
      };
      const timer = setTimeout(end, withinMs, false);
      waiting.add(look);
      look();
      return promise;
    },
    async stop() {
      stopping.abort();
      await running;
      for (const look of waiting) look();
    },
  };
}

interface News {
  tell(): void;
  /** Resolves at once if there was news since the last time; else with the next, after this time, or at the end. */
  wait(withinMs: number): Promise<void>;
}

function createNews(signal: AbortSignal): News {
  let isNew = false;
  let wake: (() => void) | null = null;
  const tell = (): void => {
    isNew = true;
    wake?.();
  };
  signal.addEventListener("abort", tell);
  return {
    tell,
    async wait(withinMs) {
      if (!isNew) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, withinMs);
        await promise;
        clearTimeout(timer);
        wake = null;
      }
      isNew = false;
    },
  };
}
