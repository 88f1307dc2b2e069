import { recoveryAsOfProblem } from "../../engine/state/check-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";

/** The state as event handlers get it in macros: a recovery of a service with type and attempt of its problem. */
export const stateForHandler = (
  kind: "host" | "service",
  previous: ResourceState,
  next: ResourceState,
): ResourceState =>
  kind === "host" || isProblem(next.check.state) || !isProblem(previous.check.state)
    ? next
    : recoveryAsOfProblem(previous, next);
