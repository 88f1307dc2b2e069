import type { UnixSeconds } from "../../lib/clock.ts";
import { UNPLANNED } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { withPlan } from "../../model/state-parts.ts";

/** The one writer of the plan part. Whole seconds; null: no active check is planned. */
export function withNextCheck(state: ResourceState, at: UnixSeconds | null): ResourceState {
  const nextCheck = at === null ? null : Math.floor(at);
  if (nextCheck === state.plan.nextCheck) return state;
  return withPlan(state, nextCheck === null ? UNPLANNED : Object.freeze({ nextCheck }));
}
