import type { UnixSeconds } from "../../lib/clock.ts";
import type { RefusalCode } from "../../model/refusal-codes.ts";
import type { Store } from "../store/store.ts";
import type { TimelineReads } from "./read-timeline.ts";
import type { EventCount, EventFilter, EventPage, EventQuery } from "./months/event-query.ts";

/**
 * Reads events wherever they are: the newest ones in the store, older ones in the files of their months. An event that
 * is being moved is read once.
 *
 * Order: ids rise with every commit. Times usually do, too, but a clock may be set back, and a result may come late. So
 * an event that is committed later can have an earlier time, and belongs further back in a list by time, where a reader
 * who has passed does not see it; a list by id has every event that is committed later at its new end.
 */
export interface EventHistory
  extends Pick<Store, "readEvents" | "readNewestEvents" | "readEventsAfter">, TimelineReads {
  /** Events by time, newest first. Every event that was committed before the first page is on exactly one page. */
  readPage(query: EventQuery): Promise<EventPage>;
  count(filter: EventFilter): Promise<EventCount>;
  /** Whether the words of all events are indexed, so that `words` may be searched without a bound. */
  hasFullText(): boolean;
  /** Days for which the kinds that are kept longest are kept. */
  keptDays(): number;
  /** What does not work, for the health. */
  problem(): HistoryProblem | null;
}

export interface HistoryProblem {
  readonly code: RefusalCode;
  readonly since: UnixSeconds;
}

/** The history while the server runs. */
export interface OpenHistory extends EventHistory {
  /** Begins to move events. */
  start(): void;
  /** Begins to delete expired events. */
  deleteExpired(): void;
  /** Resolves when the events that are due have been moved or deleted. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}
