import type { UnixSeconds } from "../../lib/clock.ts";
import { newState } from "../../model/initial-state.ts";
import type { CheckState, ResourceState, StateCode } from "../../model/resource-state.ts";
import { withCheck } from "../../model/state-parts.ts";
import { alwaysIn, type Flapping } from "./flapping.ts";

/** Writers of the check part for everything but results, which are in `transition.ts`. */

export const withFlapping = (
  state: ResourceState,
  { recentStates, percentStateChange, isFlapping, flapsSinceProblem }: Flapping,
): ResourceState =>
  withCheck(state, changed(state.check, { recentStates, percentStateChange, isFlapping, flapsSinceProblem }));

export const NOT_FLAPPING = { isFlapping: false, flapsSinceProblem: false } as const;

/** Clears the history of states, and so the flapping. */
export const withoutFlapping = (state: ResourceState): ResourceState =>
  withFlapping(state, { ...NOT_FLAPPING, percentStateChange: 0, recentStates: alwaysIn(state.check.state) });

/** State after a skipped check: type, attempt, output and last check stay those of the last result, as in Nagios. */
export const withSkippedCheck = (state: ResourceState, code: StateCode, at: UnixSeconds): ResourceState =>
  withCheck(state, changed(state.check, { state: code, lastStateChange: at }), at);

/**
 * State of a host after a result of its service. As in Nagios, a host that has never changed has the time of the
 * service's previous check as that of its last changes.
 */
export const withFirstTimes = (state: ResourceState, at: UnixSeconds | null): ResourceState =>
  at === null || state.check.lastHardStateChange !== null
    ? state
    : withCheck(
        state,
        changed(state.check, { lastStateChange: state.check.lastStateChange ?? at, lastHardStateChange: at }),
      );

/** State as if never checked; only the counters for event and problem numbers are kept, so that these never repeat. */
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
 * Change of state as Nagios 4.4 presents it to event handlers. At a recovery of a service, `$SERVICESTATETYPE$` and
 * `$SERVICEATTEMPT$` describe the problem that ended: SOFT with the next attempt, HARD with the attempt of the problem
 * (observed).
 */
export function recoveryAsOfProblem({ check: previous }: ResourceState, next: ResourceState): ResourceState {
  const { stateType, checkAttempt } = previous;
  return withCheck(next, changed(next.check, { stateType, checkAttempt: checkAttempt + (stateType === 0 ? 1 : 0) }));
}

/** Simulated hard problem: it began at `at`, without flapping. */
export const withSupposedProblem = (state: ResourceState, code: StateCode, at: UnixSeconds): ResourceState =>
  withCheck(state, changed(state.check, { ...hardSince(code, at), lastTimeInState0: at, ...NOT_FLAPPING }));

/** State for a test message: hard since `at`. */
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
