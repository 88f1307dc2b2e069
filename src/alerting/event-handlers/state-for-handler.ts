import { recoveryAsOfProblem } from "../../engine/state/check-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";

/** State for the macros of event handlers: a recovery of a service has the type and attempt of its problem (Nagios). */
export const stateForHandler = (
  kind: "host" | "service",
  previous: ResourceState,
  next: ResourceState,
): ResourceState =>
  kind === "host" || isProblem(next.check.state) || !isProblem(previous.check.state)
    ? next
    : recoveryAsOfProblem(previous, next);
