import type { UnixSeconds } from "../../lib/clock.ts";
import type { AdaptiveRecord } from "../../model/adaptive-record.ts";
import type { Change, StoredRecurringDowntime } from "../../model/change.ts";
import type { ObjectId } from "../../model/object-id.ts";
import type { Snapshot } from "./store.ts";

/** Changes that a follower needs. Events, decisions and messages are read from their tables. */
export type JournalChange = Extract<
  Change,
  {
    readonly kind:
      | "state"
      | "acknowledgement"
      | "downtime"
      | "comment"
      | "adaptive"
      | "adaptive-forgotten"
      | "recurring-downtime"
      | "object-id";
  }
>;

/** One transaction of a store. Of two states of one resource in it, it has the later one. */
export interface JournalEntry {
  /** Rises by one with every entry. */
  readonly position: number;
  /** In which it was committed; 0 for a command beside the server. */
  readonly term: number;
  readonly at: UnixSeconds;
  readonly changes: readonly JournalChange[];
  /** Id of the newest event of the store with this entry. */
  readonly lastEventId: number;
  /** Accounts, tokens, sessions or wall links were changed. */
  readonly isAccessChanged: boolean;
  /** Records that ended before this time were deleted; null: none. */
  readonly purgedBefore: UnixSeconds | null;
}

/** What a follower begins with: all of it at one moment. */
export interface JournalSnapshot {
  /** Of the newest entry that is in it. */
  readonly position: number;
  readonly snapshot: Snapshot;
  readonly objectIds: readonly ObjectId[];
  readonly adaptive: readonly AdaptiveRecord[];
  readonly recurringDowntimes: readonly StoredRecurringDowntime[];
  readonly lastEventId: number;
}

/** What other servers committed to a store, in order. Entries of the last quarter of an hour are kept. */
export interface Journal {
  readSnapshot(): Promise<JournalSnapshot>;
  /**
   * Entries after this position, without a gap, at most `limit`. Null if the next one is deleted already, or if the
   * store has not come so far: then only a snapshot helps. Rejects with the store's codes.
   */
  readAfter(position: number, limit: number): Promise<readonly JournalEntry[] | null>;
  /** Calls back when there may be new entries. Some calls may be lost, such as while the connection is. */
  onNews(listener: () => void): void;
  close(): Promise<void>;
}
