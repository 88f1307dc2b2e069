import type { UnixSeconds } from "../../lib/clock.ts";
import { NOBODY } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { NotificationRequest } from "./notification-request.ts";

/** Nagios' wait for a period that never opens. */
const A_YEAR = 365 * 86_400;

/** As in Nagios, with another state, or one that became hard, the waiting for the next notification ends; the number goes on. */
export function afterChange(state: ResourceState): ResourceState {
  return (state.nextNotification ?? 0) === 0 && !state.isNotifiedOnce
    ? state
    : Object.freeze({ ...state, nextNotification: 0, isNotifiedOnce: false });
}

/** The problem is over, and nobody needs to be known as told any more. `toldAt`: the recovery was told. */
export function afterRecovery(state: ResourceState, notifiedAt?: UnixSeconds): ResourceState {
  const isClean =
    (state.notificationNumber ?? 0) === 0 &&
    state.notifiedStates === 0 &&
    !state.isNotifiedOnce &&
    (state.nextNotification ?? 0) === 0 &&
    state.notifiedContacts.length === 0;
  return isClean
    ? state
    : Object.freeze({
        ...state,
        notificationNumber: 0,
        notifiedStates: 0,
        isNotifiedOnce: false,
        nextNotification: 0,
        notifiedContacts: NOBODY,
        lastNotification: notifiedAt ?? state.lastNotification,
      });
}

/** `intervalSeconds` 0: not again, as long as the state is the same; a volatile service is told at each result. */
export function afterProblemNotified(
  { state, target, at }: NotificationRequest,
  names: readonly string[],
  intervalSeconds: number,
): ResourceState {
  const isVolatile = target.resource.kind === "service" && target.resource.isVolatile;
  const isEverybodyKnown = names.every((name) => state.notifiedContacts.includes(name));
  return Object.freeze({
    ...state,
    lastNotification: at,
    nextNotification: intervalSeconds === 0 && !isVolatile ? 0 : at + intervalSeconds,
    isNotifiedOnce: intervalSeconds === 0 && !isVolatile,
    notifiedStates: state.notifiedStates | (1 << state.state),
    notifiedContacts: isEverybodyKnown
      ? state.notifiedContacts
      : Object.freeze([...new Set([...state.notifiedContacts, ...names])]),
  });
}

/** The notification period is closed: the next notification is at its opening, whenever it was to be before. */
export function notBefore(state: ResourceState, at: UnixSeconds, opening: UnixSeconds | null): ResourceState {
  const nextNotification = opening === null ? at + A_YEAR : opening;
  // Without an opening the time would move at every result.
  const isKnown =
    opening === null ? (state.nextNotification ?? 0) > at + A_YEAR - 86_400 : state.nextNotification === opening;
  return isKnown ? state : Object.freeze({ ...state, nextNotification });
}
