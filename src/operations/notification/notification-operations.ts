import type { NotificationEngine } from "../../alerting/rules/notification-engine.ts";
import { withNextNotification, withNotificationNumber } from "../../alerting/rules/notification-state.ts";
import type { Deliverer } from "../../alerting/delivery/deliver.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { NotificationEvent } from "../../model/history-event.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Actor } from "../audit/actor.ts";
import type { Audit } from "../audit/audit.ts";

export interface NotificationOperations {
  sendCustomNotification(resource: Resource, request: CustomNotificationRequest, actor: Actor): Promise<void>;
  /** Delays the next notification until this time. */
  delayNotification(key: ResourceKey, until: UnixSeconds, actor: Actor): Promise<void>;
  /** Sets the number of the current notification, used by `$NOTIFICATIONNUMBER$` and escalations. */
  setNotificationNumber(key: ResourceKey, number: number, actor: Actor): Promise<void>;
  /**
   * Sends a message that failed again now, not when its pause is over; of one that waits behind it, that message first.
   * Its audit event is about the resource of the message. Refuses with `notification-not-waiting`.
   */
  retryDelivery(id: number, actor: Actor): Promise<void>;
}

/** Messages that wait for their next attempt: part of the deliverer. */
export type RetriedDeliveries = Pick<Deliverer, "waitingForRetry" | "retryNow">;

export type CustomNotificationRequest = Pick<NotificationEvent, "comment" | "isForced" | "isBroadcast" | "isCounted">;

export interface NotificationOperationParts {
  readonly notificationEngine: NotificationEngine;
  readonly ledger: Pick<Ledger, "commit" | "state">;
  readonly clock: Clock;
  readonly audit: (actor: Actor) => Audit;
  readonly deliveries: RetriedDeliveries;
}

export function createNotificationOperations({
  notificationEngine,
  ledger,
  clock,
  audit,
  deliveries,
}: NotificationOperationParts): NotificationOperations {
  const change = async (
    key: ResourceKey,
    changed: (state: ResourceState) => ResourceState,
    events: () => ReturnType<Audit>,
  ): Promise<void> => {
    const state = ledger.state(key);
    if (state !== null) await ledger.commit([{ kind: "state", key, state: changed(state) }, ...events()]);
  };

  return {
    async sendCustomNotification(resource, request, actor) {
      const { key } = resource;
      const state = ledger.state(key);
      if (state === null) return;
      const notified = notificationEngine.decide(
        { ...request, key, at: Math.floor(clock.now()), kind: "custom", author: actor.name },
        resource,
        state,
      );
      await ledger.commit([
        ...(notified.state === state ? [] : [{ kind: "state", key, state: notified.state } as const]),
        ...notified.changes,
        ...audit(actor)("custom notification requested", [key]),
      ]);
    },
    delayNotification: (key, until, actor) =>
      change(
        key,
        (state) => withNextNotification(state, until),
        () => audit(actor)(`next notification delayed until ${formatRfc3339(until)}`, [key]),
      ),
    setNotificationNumber: (key, number, actor) =>
      change(
        key,
        (state) => withNotificationNumber(state, number),
        () => audit(actor)(`notification number set to ${number}`, [key]),
      ),
    async retryDelivery(id, actor) {
      const message = deliveries.waitingForRetry(id);
      if (message === null)
        throw new Refusal("notification-not-waiting", `No notification ${id} waits for another attempt.`);
      const what = message.kind === "report" ? "report" : "notification";
      await ledger.commit(audit(actor)(`${what} to ${message.contact} sent again`, [message.key]));
      deliveries.retryNow(id);
    },
  };
}
