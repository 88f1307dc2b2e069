import type { ResourceKey } from "./resource-key.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { NotificationKind } from "./history-event.ts";

/** What was decided for one contact about one occasion, and why. */
export interface Decision {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind: NotificationKind;
  /** State code of the resource at that moment. */
  readonly state: number;
  /** Null: nobody is told, whoever the contact. */
  readonly contact: string | null;
  readonly outcome: "told" | "not-told" | "waiting";
  /** The rule, in a word that is never used for another one: `in-downtime`, `period-closed`. Each is listed in docs/notifications.md. */
  readonly code: string;
  /** In words an operator reads: `notification_period 'workhours' is closed until Mon 08:00`. */
  readonly reason: string;
  /** When this is looked at again by itself; null: not before something happens. */
  readonly until: UnixSeconds | null;
}
