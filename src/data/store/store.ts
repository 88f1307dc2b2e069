import type { Acknowledgement } from "../../model/acknowledgement.ts";
import type { AdaptiveRecord } from "../../operations/adaptive/adaptive.ts";
import type { Comment } from "../../model/comment.ts";
import type { Decision } from "../../model/notification-decision.ts";
import type { Downtime } from "../../model/downtime.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { HistoryEvent, OutboxMessage } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";

/** One write. The changes of one `commit` call become durable together or not at all. */
export type Change =
  | { readonly kind: "state"; readonly key: ResourceKey; readonly state: ResourceState }
  | { readonly kind: "acknowledgement"; readonly record: Acknowledgement }
  | { readonly kind: "downtime"; readonly record: Downtime }
  | { readonly kind: "comment"; readonly record: Comment }
  | { readonly kind: "event"; readonly event: HistoryEvent }
  | { readonly kind: "outbox"; readonly message: OutboxMessage }
  | { readonly kind: "decision"; readonly decision: Decision }
  | { readonly kind: "outbox-done"; readonly id: number; readonly at: UnixSeconds; readonly outcome: string }
  | { readonly kind: "adaptive"; readonly record: AdaptiveRecord }
  | {
      readonly kind: "adaptive-forgotten";
      readonly record: Pick<AdaptiveRecord, "objectType" | "objectName" | "attribute">;
    }
  | { readonly kind: "recurring-downtime"; readonly record: StoredRecurringDowntime }
  /** Ids given to objects of the configuration; they are never given again. */
  | { readonly kind: "object-id"; readonly entry: ObjectId }
  | { readonly kind: "token"; readonly token: StoredToken }
  /** Moves the last use of a token that is still stored; one revoked meanwhile by another process stays revoked. */
  | { readonly kind: "token-used"; readonly hash: string; readonly lastUsed: UnixSeconds }
  | { readonly kind: "token-deleted"; readonly hash: string }
  | { readonly kind: "session"; readonly session: StoredSession }
  /** The same for a session. */
  | { readonly kind: "session-used"; readonly hash: string; readonly lastActivity: UnixSeconds }
  | { readonly kind: "session-deleted"; readonly hash: string }
  | { readonly kind: "account-password"; readonly contactId: number; readonly passwordHash: string };

/**
 * The durable side. Reads answer with what was committed, also from the same process just before.
 * What cannot be written or read is a Refusal with a code of src/store/store-refusal.ts.
 */
export interface Store {
  /** Resolves once the changes are on disk; commits are applied in the order of the calls. Rejects when they are not. */
  commit(changes: readonly Change[]): Promise<void>;
  /** Commits called and not yet settled: who produces faster than the disk takes looks at this and waits. */
  pending(): number;

  /** Everything the realtime table starts from. */
  readSnapshot(): Snapshot;
  /** In the order in which they were given: of two entries with one name the later one counts. */
  readObjectIds(): readonly ObjectId[];
  /** The newest first, by order of commit. */
  readEvents(key: ResourceKey, limit: number): readonly (HistoryEvent & { readonly id: number })[];
  /** Undelivered messages in order of id, at most `limit`, after the id given. */
  readOutbox(afterId: number, limit: number): readonly (OutboxMessage & { readonly id: number })[];

  /** Of one resource, the newest first. */
  readDecisions(key: ResourceKey, limit: number): readonly (Decision & { readonly id: number })[];
  /** Messages of one resource with what became of them, the newest first; `doneAt` is null while one is on its way. */
  readMessages(
    key: ResourceKey,
    limit: number,
  ): readonly (OutboxMessage & {
    readonly id: number;
    readonly doneAt: UnixSeconds | null;
    readonly outcome: string | null;
  })[];
  readAdaptive(): readonly AdaptiveRecord[];
  /** Those that are not deleted. */
  readRecurringDowntimes(): readonly StoredRecurringDowntime[];

  readAccounts(): readonly Account[];
  readTokens(): readonly StoredToken[];
  readSessions(): readonly StoredSession[];
  /** Grows with every change of accounts, tokens or sessions but their times of last use, by any process. Cheap enough to ask often. */
  accessVersion(): number;
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
}

/** `definition` is the JSON of a RecurringDowntime without these members. */
export interface StoredRecurringDowntime {
  readonly id: number;
  readonly entryTime: UnixSeconds;
  readonly author: string;
  readonly definition: string;
  readonly deletionTime: UnixSeconds | null;
}

/** `name` is the host name, `host;description`, or the group's name. A row stays when the object leaves the configuration. */
export interface ObjectId {
  readonly type: "host" | "service" | "hostgroup" | "servicegroup";
  readonly name: string;
  /** Host id, service id or group id. */
  readonly id: number;
  /** Host of a service; 0 for every other type. */
  readonly hostId: number;
}

/** Someone who may log in. */
export interface Account {
  readonly id: number;
  /** Login name, compared case-insensitively; unique. */
  readonly alias: string;
  /** Full name. */
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  /** May use the real-time API (`reach_api_rt`). */
  readonly hasApiAccess: boolean;
  readonly isEnabled: boolean;
  /** Null: no password set, cannot log in by password. Formats: see src/access/password.ts. */
  readonly passwordHash: string | null;
}

/** A token is kept as the SHA-256 of its text, in hexadecimal. */
export interface StoredToken {
  readonly hash: string;
  readonly contactId: number;
  readonly lastUsed: UnixSeconds;
  /** Null: the sliding hour of the contract. A time: valid until then, not sliding (`vigie token add`). */
  readonly expiresAt: UnixSeconds | null;
  /** Shown by `vigie token list`; null for tokens of a login. */
  readonly label: string | null;
}

export interface StoredSession {
  readonly hash: string;
  readonly contactId: number;
  readonly lastActivity: UnixSeconds;
}
