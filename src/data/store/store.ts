import type { Acknowledgement } from "../../model/acknowledgement.ts";
import type { Comment } from "../../model/comment.ts";
import type { Decision } from "../../model/notification-decision.ts";
import type { Downtime } from "../../model/downtime.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { HistoryEvent, OutboxMessage } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { AdaptiveRecord } from "../../model/adaptive-record.ts";
import type { Account, StoredToken, StoredSession } from "../../model/account.ts";
import type { ObjectId } from "../../model/object-id.ts";
import type { Change, StoredRecurringDowntime } from "../../model/change.ts";

/**
 * The durable side. Reads answer with what was committed when they were called, also from the same process just before.
 * What cannot be written or read is a Refusal with a code of src/data/store/store-refusal.ts.
 */
export interface Store {
  /**
   * Resolves once the changes are on disk; commits are applied, and settle, in the order of the calls. Rejects when they are not.
   * The answer is the revision of this commit: it rises with every commit of any process and never repeats, also not after a restart.
   * A commit that is refused has none. 0 for no changes.
   */
  commit(changes: readonly Change[]): Promise<number>;
  /** Commits called and not yet settled: who produces faster than the disk takes looks at this and waits. */
  pending(): number;

  /** Everything the realtime table starts from. */
  readSnapshot(): Promise<Snapshot>;
  /** In the order in which they were given: of two entries with one name the later one counts. */
  readObjectIds(): Promise<readonly ObjectId[]>;
  /** The newest first, by order of commit. */
  readEvents(key: ResourceKey, limit: number): Promise<readonly (HistoryEvent & { readonly id: number })[]>;
  /** Undelivered messages in order of id, at most `limit`, after the id given. */
  readOutbox(afterId: number, limit: number): Promise<readonly UndeliveredMessage[]>;

  /** Of one resource, the newest first. */
  readDecisions(key: ResourceKey, limit: number): Promise<readonly (Decision & { readonly id: number })[]>;
  /** Messages of one resource with what became of them, the newest first; `doneAt` is null while one is on its way. */
  readMessages(key: ResourceKey, limit: number): Promise<readonly StoredMessage[]>;
  /** The messages committed together with this one about the same occasion, itself included, in order of id. */
  readRecipients(message: Occasion): Promise<readonly { readonly id: number; readonly contact: string }[]>;
  readAdaptive(): Promise<readonly AdaptiveRecord[]>;
  /** Those that are not deleted. */
  readRecurringDowntimes(): Promise<readonly StoredRecurringDowntime[]>;
  /** The resources that the history has as configured, and whether their active checks are on. */
  readConfigured(): Promise<ReadonlyMap<ResourceKey, boolean>>;

  readAccounts(): Promise<readonly Account[]>;
  readTokens(): Promise<readonly StoredToken[]>;
  readSessions(): Promise<readonly StoredSession[]>;
  /** Grows with every change of accounts, tokens or sessions but their times of last use, by any process. Cheap enough to ask often. */
  readAccessVersion(): Promise<number>;
  /**
   * Adds or changes an account; id 0 gives a new id. Used by the command line and the first start.
   * Refuses with `account-alias-taken`.
   */
  saveAccount(account: Account): Promise<Account>;

  /**
   * Deletes ended acknowledgements, downtimes and comments, events and delivered outbox messages older than this.
   * An acknowledgement that holds is kept whatever its age, a downtime cancelled before its end until that end.
   */
  purgeBefore(time: UnixSeconds): Promise<void>;
  /** Commits what waits, then closes. */
  close(): Promise<void>;
}

/** `claimedAt`: since then it may have been sent; null when it surely was not. */
export type UndeliveredMessage = OutboxMessage & { readonly id: number; readonly claimedAt: UnixSeconds | null };

export type StoredMessage = OutboxMessage & {
  readonly id: number;
  readonly doneAt: UnixSeconds | null;
  readonly outcome: string | null;
};

/** A message, as far as those of its occasion have it in common, with its own id. */
export type Occasion = Pick<OutboxMessage, "key" | "at" | "kind"> & { readonly id: number };

/** Messages of one commit have ids that follow each other; more than this many for one occasion are not expected. */
export const MOST_RECIPIENTS = 1000;

export interface Snapshot {
  readonly states: ReadonlyMap<ResourceKey, ResourceState>;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly downtimes: readonly Downtime[];
  readonly comments: readonly Comment[];
  /** The next id of each kind; higher than any ever given. */
  readonly nextIds: {
    readonly acknowledgement: number;
    readonly downtime: number;
    readonly comment: number;
    readonly recurringDowntime: number;
  };
  /** Of the newest commit; what follows has higher ones. */
  readonly revision: number;
  /** When the server that ran last was known to run; null when it was stopped in order, or none ever ran. */
  readonly lastHeartbeat: UnixSeconds | null;
}
