import type { UnixSeconds } from "../../lib/clock.ts";
import { NOBODY } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Question } from "./notification-request.ts";

/** Nagios' wait for a period that never opens. */
const A_YEAR = 365 * 86_400;

/** As in Nagios, with another state, or one that became hard, the waiting for the next notification ends; the number goes on. */
export function afterChange(state: ResourceState): ResourceState {
  return (state.nextNotification ?? 0) === 0 && !state.noMoreNotifications
    ? state
    : Object.freeze({ ...state, nextNotification: 0, noMoreNotifications: false });
}

/** The problem is over, and nobody needs to be known as told any more. `toldAt`: the recovery was told. */
export function afterRecovery(state: ResourceState, toldAt?: UnixSeconds): ResourceState {
  const isClean =
    (state.notificationNumber ?? 0) === 0 &&
    state.notifiedOn === 0 &&
    !state.noMoreNotifications &&
    (state.nextNotification ?? 0) === 0 &&
    state.toldContacts.length === 0;
  return isClean
    ? state
    : Object.freeze({
        ...state,
        notificationNumber: 0,
        notifiedOn: 0,
        noMoreNotifications: false,
        nextNotification: 0,
        toldContacts: NOBODY,
        lastNotification: toldAt ?? state.lastNotification,
      });
}

/** `intervalSeconds` 0: not again, as long as the state is the same; a volatile service is told at each result. */
export function afterProblemTold(
  { state, plan, at }: Question,
  names: readonly string[],
  intervalSeconds: number,
): ResourceState {
  const isVolatile = plan.resource.kind === "service" && plan.resource.isVolatile;
  const isEverybodyKnown = names.every((name) => state.toldContacts.includes(name));
  return Object.freeze({
    ...state,
    lastNotification: at,
    nextNotification: intervalSeconds === 0 && !isVolatile ? 0 : at + intervalSeconds,
    noMoreNotifications: intervalSeconds === 0 && !isVolatile,
    notifiedOn: state.notifiedOn | (1 << state.state),
    toldContacts: isEverybodyKnown
      ? state.toldContacts
      : Object.freeze([...new Set([...state.toldContacts, ...names])]),
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
