import type { UnixSeconds } from "../../lib/clock.ts";
import { NONE } from "../../model/initial-state.ts";
import type { NotificationState, ResourceState } from "../../model/resource-state.ts";
import { withNotification } from "../../model/state-parts.ts";
import type { NotificationRequest } from "./notification-request.ts";

/** Nagios' wait for a period that never opens. */
const A_YEAR = 365 * 86_400;

/** The one writer of the notification part. As in Nagios, with another state, or one that became hard, the waiting for the next notification ends; the number continues. */
export function afterChange(state: ResourceState): ResourceState {
  const { nextNotification, isNotifiedOnce } = state.notification;
  return nextNotification === 0 && !isNotifiedOnce ? state : withoutWait(state);
}

/** The next notification may be sent now, also of a state that is notified only once. */
export const withoutWait = (state: ResourceState): ResourceState =>
  changed(state, { nextNotification: 0, isNotifiedOnce: false });

/** The problem is over, and nobody needs to be known as notified any more. `notifiedAt`: the recovery was sent. */
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

/** As if nobody had been notified of a problem since `lastNotification`. */
export const withoutNotifications = (state: ResourceState, lastNotification: UnixSeconds | null): ResourceState =>
  changed(state, {
    notificationNumber: 0,
    notifiedStates: 0,
    isNotifiedOnce: false,
    nextNotification: 0,
    notifiedContacts: NONE,
    lastNotification,
  });

/** `intervalSeconds` 0: not again, as long as the state is the same; a volatile service is notified at each result. */
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

/** The notification period is closed: the next notification is at its opening, whenever it was to be before. */
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

/** After a result, which completes what an import did not bring. */
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
