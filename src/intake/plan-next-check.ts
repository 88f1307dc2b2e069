import { withNextCheck } from "../engine/schedule/plan-state.ts";
import type { Clock, UnixSeconds } from "../lib/clock.ts";
import type { Resource } from "../model/objects.ts";
import { withState, type FollowUp } from "./draft.ts";

export interface PlanParts {
  readonly clock: Clock;
  /** Plans the next check. Returns its time, or null if the resource is not scheduled. */
  readonly rescheduleAfter: (resource: Resource, wanted: UnixSeconds) => UnixSeconds | null;
}

/**
 * Plans the next check. A passive result does not move the plan of active checks, as in Nagios. A check that started
 * before the clock was set back seems to have started in the future: its next one counts from now.
 */
export const planNextCheck =
  ({ clock, rescheduleAfter }: PlanParts): FollowUp =>
  (draft, { resource, result, transition }) => {
    if (result.checkType === "passive") return draft;
    const wanted = Math.min(result.startedAt, clock.now()) + transition.checkAgainInSeconds;
    return withState(draft, withNextCheck(draft.state, rescheduleAfter(resource, wanted)));
  };
