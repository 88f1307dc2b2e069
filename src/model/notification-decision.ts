import type { ResourceKey } from "./resource-key.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { NotificationKind } from "./history-event.ts";
import type { ReasonParams } from "./reason-params.ts";

/** Decision about one contact for one notification event, with the reason. */
export interface Decision {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind: NotificationKind;
  /** State code of the resource at that time. */
  readonly state: number;
  /** Null: the decision applies to all contacts. */
  readonly contact: string | null;
  readonly outcome: "told" | "not-told" | "waiting";
  /**
   * Rule as a stable code, such as `in-downtime` or `period-closed`, listed in docs/notifications.md. Codes are never
   * reused.
   */
  readonly code: string;
  /** Reason in words for an operator: `notification_period 'workhours' is closed until Mon 08:00`. */
  readonly reason: string;
  /** What the reason names; null: recorded by an earlier release. */
  readonly params: ReasonParams | null;
  /** Time of the next re-evaluation; null: not before another event. */
  readonly until: UnixSeconds | null;
}
