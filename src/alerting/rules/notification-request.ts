import type { UnixSeconds } from "../../lib/clock.ts";
import type { NotificationEvent } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { NotificationTarget } from "./notification-targets.ts";
import type { RuleContext } from "./rule-context.ts";

/** Input of every rule: a notification event of a resource in a state, at a time. */
export interface NotificationRequest {
  readonly ruleContext: RuleContext;
  readonly target: NotificationTarget;
  readonly notificationEvent: Pick<
    NotificationEvent,
    "kind" | "author" | "comment" | "isForced" | "isBroadcast" | "isCounted" | "contactsToldOfHost"
  >;
  readonly state: ResourceState;
  readonly at: UnixSeconds;
  /** Of a problem that others were notified of: the interval does not apply. */
  readonly isForMissedContacts?: true;
}

/** Seconds of a number of time units (`interval_length`). */
export const inUnits = ({ ruleContext }: NotificationRequest, units: number): number =>
  units * ruleContext.inventory.main.intervalLengthSeconds;
