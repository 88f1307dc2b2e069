import type { Acknowledgement } from "../../model/acknowledgement.ts";
import type { Comment } from "../../model/comment.ts";
import type { Decision } from "../../model/notification-decision.ts";
import type { Downtime } from "../../model/downtime.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { HistogramValues } from "../../lib/histogram.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { HistoryEvent, OutboxMessage } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { AdaptiveRecord } from "../../model/adaptive-record.ts";
import type { Account, StoredToken, StoredSession, StoredWallLink } from "../../model/account.ts";
import type { ConsolePreferences, UserFilter, UserPreferences } from "../../model/user-settings.ts";
import type { StoredPoller } from "../../model/stored-poller.ts";
import type { ObjectId } from "../../model/object-id.ts";
import type { RefusalCode } from "../../model/refusal-codes.ts";
import type { Change, StoredRecurringDowntime, StoredReportSchedule } from "../../model/change.ts";
import type { DoneRequest } from "../../model/done-request.ts";

/**
 * Durable storage. A read returns everything committed before the call, also by this process. Failed reads and writes
 * are Refusals with a code of src/data/store/store-refusal.ts.
 */
export interface Store {
  /**
   * Stores the changes; resolves when they are on disk, rejects if they cannot be stored. Commits are applied and
   * settle in the order of the calls. Resolves with the revision of the commit: it rises with every commit of any
   * process and is never repeated, not even after a restart. A refused commit has no revision; an empty one resolves
   * with 0. Events have consecutive ids in the order of the changes, which rise in the same way.
   */
  commit(changes: readonly Change[]): Promise<Commit>;
  /** Whether commits are durable, from their outcomes and from the files, noticed within seconds. */
  health(): StoreHealth;
  measures(): StoreMeasures;
  /**
   * Position in the journal of the newest commit of this process that is durable, or of the newest one before it was
   * opened; null: the store has no journal.
   */
  position(): number | null;
  /** Number of unsettled commits; a producer that is faster than the disk waits until it falls. */
  pending(): number;

  /** Reads the initial content of the realtime table. */
  readSnapshot(): Promise<Snapshot>;
  /** The same without the states. */
  readRecords(): Promise<SnapshotRecords>;
  /** Object ids in the order of assignment; of two entries with the same name the later one counts. */
  readObjectIds(): Promise<readonly ObjectId[]>;
  /** Events of one resource, newest commit first; with `before`, those with a lower id. */
  readEvents(key: ResourceKey, limit: number, before?: number): Promise<readonly StoredEvent[]>;
  /** Events of all resources and the server, newest commit first; with `before`, those with a lower id. */
  readNewestEvents(limit: number, before?: number): Promise<readonly StoredEvent[]>;
  /** Events with a higher id than `after`, oldest first. */
  readEventsAfter(after: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Time of the oldest event; null if there is none. */
  readOldestEventTime(): Promise<UnixSeconds | null>;
  /** Undelivered messages in order of id, at most `limit`, after the given id. */
  readOutbox(afterId: number, limit: number): Promise<readonly UndeliveredMessage[]>;

  /** Notification decisions of one resource, newest first. */
  readDecisions(key: ResourceKey, limit: number): Promise<readonly (Decision & { readonly id: number })[]>;
  /** Decisions of all resources, newest first, among as many as are looked at in one read. */
  readNewestDecisions(query: DecisionQuery): Promise<DecisionPage>;
  /** Messages that a decision caused, in order of id. */
  readMessagesOf(decision: Pick<Decision, "key"> & { readonly id: number }): Promise<readonly StoredMessage[]>;
  /** Messages of one resource with their outcomes, newest first; `doneAt` is null while a message is in flight. */
  readMessages(key: ResourceKey, limit: number): Promise<readonly StoredMessage[]>;
  /** Messages committed together with this one about the same occasion, this one included, in order of id. */
  readRecipients(message: Occasion): Promise<readonly { readonly id: number; readonly contact: string }[]>;
  readAdaptive(): Promise<readonly AdaptiveRecord[]>;
  /** Recurring downtimes that are not deleted. */
  readRecurringDowntimes(): Promise<readonly StoredRecurringDowntime[]>;
  readReportSchedules(): Promise<readonly StoredReportSchedule[]>;
  /** What a request has done after a time, one for each commit. */
  readDoneRequest(contactId: number, requestId: string, since: UnixSeconds): Promise<readonly DoneRequest[]>;
  /** Resources configured according to the history, and whether their active checks are on. */
  readConfigured(): Promise<ReadonlyMap<ResourceKey, boolean>>;

  readAccounts(): Promise<readonly Account[]>;
  readTokens(): Promise<readonly StoredToken[]>;
  readSessions(): Promise<readonly StoredSession[]>;
  readWallLinks(): Promise<readonly StoredWallLink[]>;
  /** By id. */
  readPollers(): Promise<readonly StoredPoller[]>;
  /**
   * Version that grows with every change of accounts, tokens or sessions by any process, except changes of their times
   * of last use. Cheap enough for frequent polling.
   */
  readAccessVersion(): Promise<number>;
  /** Undefined if the account has chosen none. */
  readUserPreferences(contactId: number): Promise<UserPreferences | undefined>;
  readConsolePreferences(contactId: number): Promise<ConsolePreferences | undefined>;
  /** Filters of an account for one page, in their order. */
  readUserFilters(contactId: number, page: string): Promise<readonly UserFilter[]>;
  /** Filters of all accounts for one page, by id. */
  readFiltersOfPage(page: string): Promise<readonly UserFilter[]>;
  /**
   * Adds or changes an account; id 0 assigns a new id. Used by the command line and the first start. Refuses with
   * `account-alias-taken`.
   */
  saveAccount(account: Account): Promise<Account>;

  /** The table of all events; null: older ones are moved to files of their months. */
  readonly eventTable: EventTable | null;
  /** Deletes events that were moved elsewhere, or have expired, by their ids; ids without an event are ignored. */
  deleteEvents(ids: readonly number[]): Promise<void>;
  /** Gives later events higher ids than this one, which is that of an event elsewhere. */
  keepEventIdsAbove(id: number): Promise<void>;
  /**
   * Deletes what ended before these times: acknowledgements, downtimes, comments and delivered outbox messages as
   * records; decisions. An acknowledgement in effect is kept regardless of its age; a downtime cancelled before its end
   * is kept until that end.
   */
  purgeBefore(times: PurgeTimes): Promise<void>;
  /** Stores pending commits, then closes. */
  close(): Promise<void>;
}

/** Events of a store that keeps all of them. */
export interface EventTable {
  /** Rows of a statement, whose parameters are `?` in the order of the values. */
  all(
    sql: string,
    ...values: readonly (string | number | null)[]
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /**
   * Deletes the months that end before a time as a whole, but for the events with these ids. Returns the number of their
   * partitions.
   */
  dropMonthsBefore(time: UnixSeconds, kept: readonly number[]): Promise<number>;
}

/** Place of a commit in the order of all. */
export interface Commit {
  readonly revision: number;
  /** Id of its last event; 0 without events. */
  readonly lastEventId: number;
}

/** What decisions are wanted. An absent filter selects everything. */
export interface DecisionQuery {
  /** Of one resource. */
  readonly key?: ResourceKey;
  /** Only decisions with a lower id. */
  readonly before?: number;
  /** Window of time, half-open. */
  readonly from?: UnixSeconds;
  readonly to?: UnixSeconds;
  readonly contact?: string;
  readonly code?: string;
  readonly outcome?: Decision["outcome"];
}

export interface DecisionPage {
  readonly decisions: readonly (Decision & { readonly id: number })[];
  /** `before` of the next read; null: there is nothing older. A page can be empty and still have a next one. */
  readonly next: number | null;
}

/** Decisions that one `readNewestDecisions` looks at. */
export const DECISIONS_A_READ = 2_000;

export interface PurgeTimes {
  readonly records: UnixSeconds;
  readonly decisions: UnixSeconds;
}

/** Event with its id; ids rise with every commit. */
export type StoredEvent = HistoryEvent & { readonly id: number };

/** Commits since the start. */
export interface StoreMeasures {
  /** Of the store on the disk, with what is not copied into the database yet. */
  readonly bytes: number;
  /** Seconds from the call until durable, of those that are. */
  readonly seconds: HistogramValues;
  readonly refused: number;
}

export interface StoreHealth {
  /** Null while commits are durable. */
  readonly problem: { readonly code: RefusalCode; readonly since: UnixSeconds } | null;
  /** Time of the last commit that is on disk; null before the first. */
  readonly lastCommit: UnixSeconds | null;
  /** False while commits wait for a device or database that does not answer: nobody knows whether they are stored. */
  readonly isAnswering: boolean;
}

/** `claimedAt`: the message may have been sent since then; null if it has certainly not been sent. */
export type UndeliveredMessage = OutboxMessage & { readonly id: number; readonly claimedAt: UnixSeconds | null };

export type StoredMessage = OutboxMessage & {
  readonly id: number;
  readonly doneAt: UnixSeconds | null;
  readonly outcome: string | null;
  /**
   * Decision that caused the message: the last one to notify the contact of this kind of event at this time that was
   * committed before the message. Null: none.
   */
  readonly decisionId: number | null;
};

/** Fields shared by the messages of one occasion, with the message's own id. */
export type Occasion = Pick<OutboxMessage, "key" | "at" | "kind"> & { readonly id: number };

/** Maximum number of messages expected for one occasion. Messages of one commit have consecutive ids. */
export const MAX_RECIPIENTS = 1000;

export interface Snapshot extends SnapshotRecords {
  readonly states: ReadonlyMap<ResourceKey, ResourceState>;
}

/** Snapshot without the states: it grows with what happens, not with the configuration. */
export interface SnapshotRecords {
  readonly acknowledgements: readonly Acknowledgement[];
  readonly downtimes: readonly Downtime[];
  readonly comments: readonly Comment[];
  /** Next id of each kind; higher than any assigned so far. */
  readonly nextIds: {
    readonly acknowledgement: number;
    readonly downtime: number;
    readonly comment: number;
    readonly recurringDowntime: number;
  };
  /** Revision of the newest commit; later commits have higher ones. */
  readonly revision: number;
  /**
   * Time at which the previous server was last known to run: its last heartbeat, or the newest event if that is later;
   * null if it stopped in order or none ever ran.
   */
  readonly lastHeartbeat: UnixSeconds | null;
  /** Hours that servers have run since old records were deleted. */
  readonly hoursSincePurge: number;
}
