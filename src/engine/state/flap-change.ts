import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { type HistoryEvent, type NotificationKind, eventWithoutResult } from "../../model/history-event.ts";
import { NOT_FLAPPING, withFlapping, withoutFlapping } from "./check-state.ts";
import { flapping, isFlappingEvaluated, type Flapping } from "./flapping.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { dialectOf, type Engine } from "../../model/dialect.ts";
import { isProblem } from "../../model/state-code.ts";
import type { FlapRules } from "./rules.ts";

/** Effect of flap detection on a resource without a result of its own. */
export interface FlapChange {
  readonly next: ResourceState;
  readonly events: readonly HistoryEvent[];
  readonly notificationEvents: readonly NotificationKind[];
}

/**
 * Updates the host after a check of its service: Nagios records the host's state in its history once more. Null: no
 * change.
 */
export function recheckHostFlapping(
  host: ResourceState,
  key: ResourceKey,
  at: UnixSeconds,
  rules: FlapRules,
): FlapChange | null {
  return changeTo(host, flapping(host.check, host.check.state, true, rules), key, at, rules);
}

/** Flap detection was enabled, for the resource or globally: evaluates the existing history. Null: no change. */
export function flapDetectionSwitchedOn(
  state: ResourceState,
  key: ResourceKey,
  at: UnixSeconds,
  rules: FlapRules,
): FlapChange | null {
  return isFlappingEvaluated(rules, state.check.stateType)
    ? changeTo(state, flapping(state.check, state.check.state, false, rules), key, at, rules)
    : null;
}

/** Flap detection was disabled: flapping ends, which may have to be notified. Null: it was not flapping. */
export function flapDetectionSwitchedOff(
  state: ResourceState,
  key: ResourceKey,
  at: UnixSeconds,
  { engine }: Pick<FlapRules, "engine">,
): FlapChange | null {
  const { recentStates, percentStateChange, isFlapping } = state.check;
  if (!isFlapping) return null;
  const next = withFlapping(state, { recentStates, percentStateChange, ...NOT_FLAPPING });
  return {
    next,
    events: [eventWithoutResult(key, next, at, "flapping-stopped", "flap detection was switched off")],
    notificationEvents: ["flapping-disabled", ...recoveryAfterFlapping(state, next, engine)],
  };
}

/** An operator clears the flapping and the history of states. */
export function flappingCleared(state: ResourceState, key: ResourceKey, at: UnixSeconds): FlapChange {
  const next = withoutFlapping(state);
  if (!state.check.isFlapping) return { next, events: NONE, notificationEvents: NONE };
  return {
    next,
    events: [eventWithoutResult(key, next, at, "flapping-stopped", "cleared by an operator")],
    notificationEvents: ["flapping-stop"],
  };
}

/** Reason why flapping began or ended: `the state changed by 25.5 %, at or above the threshold of 20 %`. */
export function flapReason(
  { isFlapping, percentStateChange }: Flapping,
  { lowFlapThreshold, highFlapThreshold }: FlapRules,
): string {
  const threshold = isFlapping
    ? `at or above the threshold of ${highFlapThreshold} %`
    : `at or below the threshold of ${lowFlapThreshold} %`;
  return `the state changed by ${percentStateChange} %, ${threshold}`;
}

function changeTo(
  state: ResourceState,
  flaps: Flapping,
  key: ResourceKey,
  at: UnixSeconds,
  rules: FlapRules,
): FlapChange | null {
  const { recentStates, percentStateChange, isFlapping } = flaps;
  if (
    recentStates === state.check.recentStates &&
    percentStateChange === state.check.percentStateChange &&
    isFlapping === state.check.isFlapping
  )
    return null;
  const next = withFlapping(state, flaps);
  if (isFlapping === state.check.isFlapping) return { next, events: NONE, notificationEvents: NONE };
  const event = eventWithoutResult(
    key,
    next,
    at,
    isFlapping ? "flapping-started" : "flapping-stopped",
    flapReason(flaps, rules),
  );
  return {
    next,
    events: [event],
    notificationEvents: isFlapping
      ? ["flapping-start"]
      : ["flapping-stop", ...recoveryAfterFlapping(state, next, rules.engine)],
  };
}

/** Recovery that Nagios notifies when the flapping ends, if the problem in which it began is over. */
export const recoveryAfterFlapping = (
  { check: previous }: ResourceState,
  { check: next }: ResourceState,
  engine: Engine,
): readonly NotificationKind[] =>
  dialectOf(engine).endOfFlappingNotifiesRecovery &&
  previous.flapsSinceProblem &&
  !next.isFlapping &&
  !isProblem(next.state) &&
  next.stateType === 1
    ? ["recovery"]
    : NONE;

const NONE: readonly never[] = Object.freeze([]);
