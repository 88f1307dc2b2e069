import { withNotificationNumber } from "../alerting/rules/notification-state.ts";
import type { Resource } from "../model/objects.ts";
import type { ResourceState } from "../model/resource-state.ts";
import { isProblem, isSoftProblem } from "../model/state-code.ts";

/**
 * Nagios goes on counting a host's notifications when the problem that ended was soft: the next one is escalated, or told without
 * first delay, by that number; and while the end was not told, the problem counts as told. `isTold`: the end was told, which counts.
 */
export function carryNotificationNumber(
  resource: Resource,
  previous: ResourceState,
  state: ResourceState,
  isNotified: boolean,
): ResourceState {
  const endsSoftProblem = isSoftProblem(previous.check) && !isProblem(state.check.state);
  if (resource.kind === "service" || !endsSoftProblem) return state;
  const number = previous.notification.notificationNumber + (isNotified ? 1 : 0);
  const { notifiedStates } = (isNotified ? state : previous).notification;
  return number === state.notification.notificationNumber && notifiedStates === state.notification.notifiedStates
    ? state
    : withNotificationNumber(state, number, notifiedStates);
}
