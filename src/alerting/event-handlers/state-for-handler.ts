import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";

/**
 * A change of state as Nagios 4.4 tells it to event handlers. They learn from `$SERVICESTATETYPE$` and `$SERVICEATTEMPT$` how far
 * the problem had come that a recovery of a service ends: SOFT with the attempt that it was, HARD with that of the problem (observed).
 */
export function stateForHandler(kind: "host" | "service", previous: ResourceState, next: ResourceState): ResourceState {
  if (kind === "host" || isProblem(next.state) || !isProblem(previous.state)) return next;
  const attempt = previous.checkAttempt ?? 1;
  return previous.stateType === 0
    ? { ...next, stateType: 0, checkAttempt: attempt + 1 }
    : { ...next, stateType: 1, checkAttempt: attempt };
}
