import { withNotificationNumber } from "../alerting/rules/notification-state.ts";
import type { Resource } from "../model/objects.ts";
import type { ResourceState } from "../model/resource-state.ts";
import { isProblem, isSoftProblem } from "../model/state-code.ts";

/**
 * Carries on the number of a host's notifications when a soft problem ended, as Nagios does: escalations and first
 * delays of the next notification use that number, and if the end was not notified, the problem counts as notified.
 * `isNotified`: the end was notified, which counts.
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
