import type { Resource } from "../model/objects.ts";
import type { ResourceState } from "../model/resource-state.ts";
import { isProblem, isSoftProblem } from "../model/state-code.ts";

/**
 * Nagios goes on counting a host's notifications when the problem that ended was soft: the next one is escalated, or told without
 * first delay, by that number; and while the end was not told, the problem counts as told. `isTold`: the end was told, which counts.
 */
export function numberGoesOn(
  resource: Resource,
  previous: ResourceState,
  state: ResourceState,
  isTold: boolean,
): ResourceState {
  const endsSoftProblem = isSoftProblem(previous) && !isProblem(state.state);
  if (resource.kind === "service" || !endsSoftProblem) return state;
  const notificationNumber = (previous.notificationNumber ?? 0) + (isTold ? 1 : 0);
  const notifiedOn = isTold ? state.notifiedOn : previous.notifiedOn;
  return notificationNumber === state.notificationNumber && notifiedOn === state.notifiedOn
    ? state
    : { ...state, notificationNumber, notifiedOn };
}
