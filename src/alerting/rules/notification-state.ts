import type { UnixSeconds } from "../../lib/clock.ts";
import { NONE } from "../../model/initial-state.ts";
import type { NotificationState, ResourceState } from "../../model/resource-state.ts";
import { withNotification } from "../../model/state-parts.ts";
import type { NotificationRequest } from "./notification-request.ts";

/** Delay that Nagios uses for a period that never opens. */
const A_YEAR = 365 * 86_400;

/**
 * Ends the wait for the next notification after a change of state or state type (Nagios); the number continues.
 * This file is the only writer of the notification part.
 */
export function afterChange(state: ResourceState): ResourceState {
  const { nextNotification, isNotifiedOnce } = state.notification;
  return nextNotification === 0 && !isNotifiedOnce ? state : withoutWait(state);
}

/** Allows the next notification now, also of a state that is notified only once. */
export const withoutWait = (state: ResourceState): ResourceState =>
  changed(state, { nextNotification: 0, isNotifiedOnce: false });

/** Resets the notification fields after a problem. `notifiedAt`: when the recovery was sent, if it was. */
export function afterRecovery(state: ResourceState, notifiedAt?: UnixSeconds): ResourceState {
  const { notificationNumber, notifiedStates, isNotifiedOnce, nextNotification, notifiedContacts } = state.notification;
  const isClean =
    notificationNumber === 0 &&
    notifiedStates === 0 &&
    !isNotifiedOnce &&
    nextNotification === 0 &&
    notifiedContacts.length === 0;
  return isClean ? state : withoutNotifications(state, notifiedAt ?? state.notification.lastNotification);
}

/** Resets the notification fields, as if nobody had been notified of a problem since `lastNotification`. */
export const withoutNotifications = (state: ResourceState, lastNotification: UnixSeconds | null): ResourceState =>
  changed(state, {
    notificationNumber: 0,
    notifiedStates: 0,
    isNotifiedOnce: false,
    nextNotification: 0,
    notifiedContacts: NONE,
    lastNotification,
  });

/**
 * Records a sent problem notification. `intervalSeconds` 0: not repeated for the same state, except for a volatile
 * service.
 */
export function afterProblemNotified(
  { state, target, at }: NotificationRequest,
  names: readonly string[],
  intervalSeconds: number,
): ResourceState {
  const { notifiedStates, notifiedContacts } = state.notification;
  const isVolatile = target.resource.kind === "service" && target.resource.isVolatile;
  const isEverybodyKnown = names.every((name) => notifiedContacts.includes(name));
  return changed(state, {
    lastNotification: at,
    nextNotification: intervalSeconds === 0 && !isVolatile ? 0 : at + intervalSeconds,
    isNotifiedOnce: intervalSeconds === 0 && !isVolatile,
    notifiedStates: notifiedStates | (1 << state.check.state),
    notifiedContacts: isEverybodyKnown
      ? notifiedContacts
      : Object.freeze([...new Set([...notifiedContacts, ...names])]),
  });
}

/** Moves the next notification to the opening of the notification period; null: it never opens. */
export function notBefore(state: ResourceState, at: UnixSeconds, opening: UnixSeconds | null): ResourceState {
  const { nextNotification } = state.notification;
  // Without an opening the time would move at every result.
  const isKnown = opening === null ? nextNotification > at + A_YEAR - 86_400 : nextNotification === opening;
  return isKnown ? state : withNextNotification(state, opening ?? at + A_YEAR);
}

export const withNextNotification = (state: ResourceState, nextNotification: UnixSeconds): ResourceState =>
  changed(state, { nextNotification });

export const withNotificationNumber = (
  state: ResourceState,
  notificationNumber: number,
  notifiedStates = state.notification.notifiedStates,
): ResourceState => changed(state, { notificationNumber, notifiedStates });

/** Marks the notification number as known after a result, if the import did not bring it. */
export const numbered = (state: ResourceState): ResourceState =>
  state.notification.missing.includes("notificationNumber")
    ? withNotificationNumber(state, state.notification.notificationNumber)
    : state;

const changed = (state: ResourceState, fields: Partial<NotificationState>): ResourceState => {
  const { missing } = state.notification;
  return withNotification(
    state,
    Object.freeze({
      ...state.notification,
      ...fields,
      missing: missing.length === 0 ? missing : missing.filter((field) => !(field in fields)),
    }),
  );
};
