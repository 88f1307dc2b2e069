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
  const endsSoftProblem = isSoftProblem(previous) && !isProblem(state.state);
  if (resource.kind === "service" || !endsSoftProblem) return state;
  const notificationNumber = (previous.notificationNumber ?? 0) + (isNotified ? 1 : 0);
  const notifiedStates = isNotified ? state.notifiedStates : previous.notifiedStates;
  return notificationNumber === state.notificationNumber && notifiedStates === state.notifiedStates
    ? state
    : { ...state, notificationNumber, notifiedStates };
}
