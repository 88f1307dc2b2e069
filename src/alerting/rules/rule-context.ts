import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { PeriodTimes } from "./period-times.ts";
import type { NotificationTargets } from "./notification-targets.ts";
import type { RootCauseRule } from "../../model/root-cause-rule.ts";

/** Everything the rules may look at beside the occasion, the resource and its state. The rules change none of it. */
export interface RuleContext {
  readonly engine: Engine;
  readonly inventory: Inventory;
  readonly targets: NotificationTargets;
  readonly periods: PeriodTimes;
  /** Since when this server runs. */
  readonly programStart: UnixSeconds;
  readonly rootCause: RootCauseRule;
  /** Newest states; null when the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  /** The latest acknowledgement of a resource that is acknowledged. */
  readonly acknowledgementOf: (
    key: ResourceKey,
  ) => { readonly author: string | null; readonly expiresAt: UnixSeconds | null } | null;
  /** A flexible downtime of the resource is in its window and waits for a problem. */
  readonly isDowntimeAwaited: (key: ResourceKey, at: UnixSeconds) => boolean;
  /** The running downtime of a resource that ends last. */
  readonly downtimeOf: (key: ResourceKey) => { readonly id: number; readonly until: UnixSeconds | null } | null;
}
