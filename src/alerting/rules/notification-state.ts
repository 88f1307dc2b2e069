import type { UnixSeconds } from "../../lib/clock.ts";
import type { Dialect } from "../../model/dialect.ts";
import { NONE } from "../../model/initial-state.ts";
import type { NotificationState, ResourceState } from "../../model/resource-state.ts";
import { isHardProblem } from "../../model/state-code.ts";
import { withNotification } from "../../model/state-parts.ts";
import type { NotificationRequest } from "./notification-request.ts";

/** Delay that Nagios uses for a period that never opens. */
const A_YEAR = 365 * 86_400;

/**
 * Updates the notification fields after a change of state or state type: notes when the problem became hard, and ends
 * the wait for the next notification; the number continues. This file is the only writer of the notification part.
 */
export function afterChange(
  state: ResourceState,
  { everyChangeEndsNotificationWait }: Pick<Dialect, "everyChangeEndsNotificationWait">,
): ResourceState {
  const isHard = isHardProblem(state.check);
  const { nextNotification, isNotifiedOnce, lastNotifiedState, problemSince } = state.notification;
  const begun =
    isHard && problemSince === null ? changed(state, { problemSince: state.check.lastHardStateChange }) : state;
  const isOver = everyChangeEndsNotificationWait || (isHard && state.check.state !== lastNotifiedState);
  return !isOver || (nextNotification === 0 && !isNotifiedOnce) ? begun : withoutWait(begun);
}

/** Allows the next notification now, also of a state that is notified only once. */
export const withoutWait = (state: ResourceState): ResourceState =>
  changed(state, { nextNotification: 0, isNotifiedOnce: false });

/** Resets the notification fields after a problem. `notifiedAt`: when the recovery was sent, if it was. */
export function afterRecovery(state: ResourceState, notifiedAt?: UnixSeconds): ResourceState {
  const fields = state.notification;
  const isClean =
    fields.notificationNumber === 0 &&
    fields.notifiedStates === 0 &&
    !fields.isNotifiedOnce &&
    fields.nextNotification === 0 &&
    fields.notifiedContacts.length === 0 &&
    fields.lastNotifiedState === null &&
    fields.missedContacts.length === 0 &&
    fields.problemSince === null;
  return isClean ? state : withoutNotifications(state, notifiedAt ?? fields.lastNotification);
}

/** Resets the notification fields when a recovery was sent, except that it is still owed to these contacts. */
export const afterRecoveryOfSome = (
  state: ResourceState,
  notifiedAt: UnixSeconds | null,
  owedTo: readonly string[],
): ResourceState => changed(withoutNotifications(state, notifiedAt), { notifiedContacts: Object.freeze([...owedTo]) });

/** Resets the notification fields, as if nobody had been notified of a problem since `lastNotification`. */
export const withoutNotifications = (state: ResourceState, lastNotification: UnixSeconds | null): ResourceState =>
  changed(state, {
    notificationNumber: 0,
    notifiedStates: 0,
    isNotifiedOnce: false,
    nextNotification: 0,
    notifiedContacts: NONE,
    lastNotifiedState: null,
    missedContacts: NONE,
    problemSince: null,
    lastNotification,
  });

/**
 * Records a sent notification of a problem, in Nagios also of a recovery. `intervalSeconds` 0: not repeated for the same state, except for a volatile
 * service. `missed`: contacts that are notified later.
 */
export function afterNotified(
  { state, target, at }: NotificationRequest,
  { names, missed }: { readonly names: readonly string[]; readonly missed: readonly string[] },
  intervalSeconds: number,
): ResourceState {
  const { notifiedStates, notifiedContacts } = state.notification;
  const isVolatile = target.resource.kind === "service" && target.resource.isVolatile;
  return changed(state, {
    lastNotification: at,
    nextNotification: intervalSeconds === 0 && !isVolatile ? 0 : at + intervalSeconds,
    isNotifiedOnce: intervalSeconds === 0 && !isVolatile,
    notifiedStates: notifiedStates | (1 << state.check.state),
    notifiedContacts: united(notifiedContacts, names),
    lastNotifiedState: state.check.state,
    missedContacts: missed.length === 0 ? NONE : Object.freeze([...missed]),
  });
}

/** Records that contacts were notified after the others; `missed`: those that still wait. */
export function afterLateNotified(
  state: ResourceState,
  names: readonly string[],
  missed: readonly string[],
): ResourceState {
  const { notifiedContacts, missedContacts } = state.notification;
  if (names.length === 0 && missed.length === missedContacts.length) return state;
  return changed(state, {
    notifiedContacts: united(notifiedContacts, names),
    missedContacts: missed.length === 0 ? NONE : Object.freeze([...missed]),
  });
}

const united = (known: readonly string[], names: readonly string[]): readonly string[] =>
  names.every((name) => known.includes(name)) ? known : Object.freeze([...new Set([...known, ...names])]);

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
