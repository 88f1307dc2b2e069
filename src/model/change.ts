import type { Acknowledgement } from "./acknowledgement.ts";
import type { Comment } from "./comment.ts";
import type { Decision } from "./notification-decision.ts";
import type { Downtime } from "./downtime.ts";
import type { DoneRequest } from "./done-request.ts";
import type { ResourceKey } from "./resource-key.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { HistoryEvent, OutboxMessage } from "./history-event.ts";
import type { ResourceState } from "./resource-state.ts";
import type { AdaptiveRecord } from "./adaptive-record.ts";
import type { StoredToken, StoredSession, StoredWallLink } from "./account.ts";
import type { ConsolePreferences, UserFilter, UserPreferences } from "./user-settings.ts";
import type { SeenResults, StoredPoller } from "./stored-poller.ts";
import type { ObjectId } from "./object-id.ts";

/** One write. The changes of one `commit` call become durable together or not at all. */
export type Change =
  | { readonly kind: "state"; readonly key: ResourceKey; readonly state: ResourceState }
  | { readonly kind: "acknowledgement"; readonly record: Acknowledgement }
  | { readonly kind: "downtime"; readonly record: Downtime }
  | { readonly kind: "comment"; readonly record: Comment }
  | { readonly kind: "event"; readonly event: HistoryEvent }
  | { readonly kind: "outbox"; readonly message: OutboxMessage }
  | { readonly kind: "decision"; readonly decision: Decision }
  /** Committed before the first try of these messages: from then on they may have arrived. */
  | { readonly kind: "outbox-claimed"; readonly ids: readonly number[]; readonly at: UnixSeconds }
  /** Of a message whose try has ended and surely has not arrived: as if never claimed. */
  | { readonly kind: "outbox-released"; readonly ids: readonly number[] }
  | { readonly kind: "outbox-done"; readonly id: number; readonly at: UnixSeconds; readonly outcome: string }
  | { readonly kind: "adaptive"; readonly record: AdaptiveRecord }
  | {
      readonly kind: "adaptive-forgotten";
      readonly record: Pick<AdaptiveRecord, "objectType" | "objectName" | "attribute">;
    }
  | { readonly kind: "recurring-downtime"; readonly record: StoredRecurringDowntime }
  /** New ids of configured objects. An id is never reused. */
  | { readonly kind: "object-id"; readonly entry: ObjectId }
  /** Last time the server was running; null: it is being stopped in order. */
  | { readonly kind: "heartbeat"; readonly at: UnixSeconds | null }
  | { readonly kind: "report-schedule"; readonly record: StoredReportSchedule }
  | { readonly kind: "report-schedule-forgotten"; readonly name: string }
  /** With the effect of the request; those that are too old to be known are forgotten. */
  | { readonly kind: "request-done"; readonly request: DoneRequest }
  /** Hours that servers have run since old records were deleted. */
  | { readonly kind: "hours-since-purge"; readonly hours: number }
  /**
   * Records that an object is configured. Committed with its history event, so that the next start can detect changes.
   */
  | { readonly kind: "object-configured"; readonly key: ResourceKey; readonly hasActiveChecks: boolean }
  | { readonly kind: "object-removed"; readonly key: ResourceKey }
  /** Active checks of an object that is recorded as configured were switched. */
  | { readonly kind: "active-checks"; readonly key: ResourceKey; readonly isOn: boolean }
  | { readonly kind: "token"; readonly token: StoredToken }
  /** Updates the last use of a stored token. A token that another process has revoked stays revoked. */
  | { readonly kind: "token-used"; readonly hash: string; readonly lastUsed: UnixSeconds }
  /** A token that another process has deleted stays deleted. */
  | { readonly kind: "token-revoked"; readonly hash: string; readonly isRevoked: boolean }
  | { readonly kind: "token-deleted"; readonly hash: string }
  | { readonly kind: "session"; readonly session: StoredSession }
  /** Updates the last activity of a stored session; the same applies. */
  | { readonly kind: "session-used"; readonly hash: string; readonly lastActivity: UnixSeconds }
  | { readonly kind: "session-deleted"; readonly hash: string }
  /** Adds a link to a wall screen; id 0 assigns a new id. */
  | { readonly kind: "wall-link"; readonly link: StoredWallLink }
  /** Deletes a link, and the sessions that it opened. */
  | { readonly kind: "wall-link-deleted"; readonly id: number }
  | { readonly kind: "account-password"; readonly contactId: number; readonly passwordHash: string }
  /** Another hash of the same password, unless another password was set meanwhile, also by another process. */
  | {
      readonly kind: "account-rehashed";
      readonly contactId: number;
      readonly before: string;
      readonly passwordHash: string;
    }
  | { readonly kind: "user-preferences"; readonly contactId: number; readonly preferences: UserPreferences }
  | { readonly kind: "console-preferences"; readonly contactId: number; readonly preferences: ConsolePreferences }
  /** Adds a filter, or changes all of one; id 0 assigns a new id. */
  | { readonly kind: "user-filter"; readonly filter: UserFilter }
  | { readonly kind: "user-filter-deleted"; readonly id: number }
  /** Adds a poller, or changes all of one but what was seen of its results. */
  | { readonly kind: "poller"; readonly poller: Omit<StoredPoller, "seen"> }
  /** Committed with the results up to this number. */
  | { readonly kind: "poller-seen"; readonly id: number; readonly seen: SeenResults };

export type StateChange = Extract<Change, { kind: "state" }>;

/** How far a report of vigie.yaml has been made. */
export interface StoredReportSchedule {
  readonly name: string;
  /** Schedule and zone for which this holds. */
  readonly schedule: string;
  /** Times of the schedule up to this one, included, are done with. */
  readonly doneUntil: UnixSeconds;
}

/** Stored form of a RecurringDowntime; `definition` is the JSON of its other members. */
export interface StoredRecurringDowntime {
  readonly id: number;
  readonly entryTime: UnixSeconds;
  readonly author: string;
  readonly definition: string;
  readonly deletionTime: UnixSeconds | null;
}
