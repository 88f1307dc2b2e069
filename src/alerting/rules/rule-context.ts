import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { PeriodTimes } from "./period-times.ts";
import type { NotificationTargets } from "./notification-targets.ts";
import type { RootCauseRule } from "../../model/root-cause-rule.ts";

/** Read-only context of the rules, apart from the event, the resource and its state. */
export interface RuleContext {
  readonly engine: Engine;
  readonly inventory: Inventory;
  readonly targets: NotificationTargets;
  readonly periods: PeriodTimes;
  /** Start of this server process. */
  readonly programStart: UnixSeconds;
  readonly rootCause: RootCauseRule;
  /** Notifies a contact whose own period was closed when that period opens. */
  readonly notifiesLateContacts: boolean;
  /** Newest state; null if the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  /** Latest acknowledgement of an acknowledged resource. */
  readonly acknowledgementOf: (
    key: ResourceKey,
  ) => { readonly author: string | null; readonly expiresAt: UnixSeconds | null } | null;
  /** A flexible downtime of the resource is in its window and waits for a problem. */
  readonly isDowntimeAwaited: (key: ResourceKey, at: UnixSeconds) => boolean;
  /** Name of the poller that is cut off, or whose results of this resource come late; null if none are awaited. */
  readonly latePoller: (key: ResourceKey) => string | null;
  /** Running downtime of a resource that ends last. */
  readonly downtimeOf: (key: ResourceKey) => { readonly id: number; readonly until: UnixSeconds | null } | null;
}
