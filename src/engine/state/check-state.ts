import type { UnixSeconds } from "../../lib/clock.ts";
import { newState } from "../../model/initial-state.ts";
import type { CheckState, ResourceState, StateCode } from "../../model/resource-state.ts";
import { withCheck } from "../../model/state-parts.ts";
import { alwaysIn, type Flapping } from "./flapping.ts";

/** Writers of the check part for all that is not a result; results are in `transition.ts`. */

export const withFlapping = (
  state: ResourceState,
  { recentStates, percentStateChange, isFlapping }: Flapping,
): ResourceState => withCheck(state, changed(state.check, { recentStates, percentStateChange, isFlapping }));

/** The history of the states is forgotten, and with it the flapping. */
export const withoutFlapping = (state: ResourceState): ResourceState =>
  withFlapping(state, { isFlapping: false, percentStateChange: 0, recentStates: alwaysIn(state.check.state) });

/** A check that was skipped gives a state: type, attempt, output and last check stay those of the last result, as in Nagios. */
export const withSkippedCheck = (state: ResourceState, code: StateCode, at: UnixSeconds): ResourceState =>
  withCheck(state, changed(state.check, { state: code, lastStateChange: at }), at);

/** A resource that begins as if never checked; the numbers of events and problems never repeat. */
export function restarted(initialState: number, { check }: ResourceState): ResourceState {
  const state = newState(initialState);
  return withCheck(
    state,
    changed(state.check, {
      lastEventId: Math.max(check.eventId, check.lastEventId),
      lastProblemId: Math.max(check.problemId, check.lastProblemId),
    }),
  );
}

/**
 * A change of state as Nagios 4.4 presents it to event handlers. They learn from `$SERVICESTATETYPE$` and `$SERVICEATTEMPT$` how far
 * the problem had come that a recovery of a service ends: SOFT with the next attempt, HARD with the attempt of the problem (observed).
 */
export function recoveryAsOfProblem({ check: previous }: ResourceState, next: ResourceState): ResourceState {
  const { stateType, checkAttempt } = previous;
  return withCheck(next, changed(next.check, { stateType, checkAttempt: checkAttempt + (stateType === 0 ? 1 : 0) }));
}

/** A hard problem that is only supposed: it began at `at`, and nothing flaps. */
export const withSupposedProblem = (state: ResourceState, code: StateCode, at: UnixSeconds): ResourceState =>
  withCheck(state, changed(state.check, { ...hardSince(code, at), lastTimeInState0: at, isFlapping: false }));

/** A state for a message that reports nothing real: hard since `at`. */
export function exampleState(
  code: StateCode,
  { previousState, output }: Pick<CheckState, "previousState" | "output">,
  at: UnixSeconds,
): ResourceState {
  const state = newState(code);
  return withCheck(state, changed(state.check, { ...hardSince(code, at), previousState, output }));
}

const hardSince = (code: StateCode, at: UnixSeconds): Partial<CheckState> => ({
  state: code,
  stateType: 1,
  hasBeenChecked: true,
  lastHardState: code,
  lastCheck: at,
  lastStateChange: at,
  lastHardStateChange: at,
});

const changed = (check: CheckState, fields: Partial<CheckState>): CheckState => Object.freeze({ ...check, ...fields });
