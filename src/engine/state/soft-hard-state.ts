import type { Engine } from "../../model/dialect.ts";
import type { CheckResult } from "../../model/check-result.ts";
import type { CheckState, StateCode, StateType } from "../../model/resource-state.ts";
import type { Context, Rules } from "./rules.ts";
import { isHardProblem, isProblem, isSoftProblem } from "../../model/state-code.ts";

/** How severe one result is. */
export interface Step {
  readonly stateType: StateType;
  readonly attempt: number;
  readonly lastHardState: StateCode;
}

/** Soft or hard, the attempt, and the last hard state, as the engine of the rules counts. */
export function stepOf(
  previous: CheckState,
  state: StateCode,
  result: CheckResult,
  rules: Rules,
  context: Context,
): Step {
  const isPassiveHost = rules.kind === "host" && result.checkType === "passive" && !rules.arePassiveHostChecksSoft;
  return STEP_OF_ENGINE[rules.engine]({ previous, state, isPassiveHost, rules, context });
}

interface Counted {
  readonly previous: CheckState;
  readonly state: StateCode;
  /** A passive result of a host, which is hard immediately. */
  readonly isPassiveHost: boolean;
  readonly rules: Rules;
  readonly context: Context;
}

const STEP_OF_ENGINE: Readonly<Record<Engine, (counted: Counted) => Step>> = {
  centreon({ previous, state, isPassiveHost, rules, context }) {
    const { stateType, attempt } =
      rules.kind === "host"
        ? centreonHost(previous, state, isPassiveHost, rules)
        : centreonService(previous, state, rules, context);
    return { stateType, attempt, lastHardState: stateType === 1 ? state : previous.lastHardState };
  },
  nagios({ previous, state, isPassiveHost, rules, context }) {
    if (!isProblem(state)) return nagiosRecovery(previous, rules, isPassiveHost);
    return isPassiveHost
      ? nagiosPassiveHostProblem(previous, state, rules)
      : nagiosProblem(previous, state, rules, context);
  },
};

/**
 * Attempts count up while soft. A problem of a service whose host is down is hard at once; once the host is up again, the
 * service gets its attempts anew, unless they were used up before.
 */
function centreonService(
  previous: CheckState,
  state: StateCode,
  { maxCheckAttempts }: Rules,
  { isHostUp }: Context,
): Omit<Step, "lastHardState"> {
  if (!isProblem(state) || !isHostUp) return { stateType: 1, attempt: 1 };
  const usedUp = previous.checkAttempt === 1 ? 1 : maxCheckAttempts;
  const attempt = isHardProblem(previous) ? usedUp : attemptAfter(previous, maxCheckAttempts);
  return { stateType: attempt >= maxCheckAttempts ? 1 : 0, attempt };
}

/**
 * A hard problem of a host stays hard, with attempt 1 from its second check on, as Centreon Engine counts. A passive problem
 * is hard at once. An active check that ends a soft problem gives a soft UP.
 */
function centreonHost(
  previous: CheckState,
  state: StateCode,
  isPassive: boolean,
  { maxCheckAttempts }: Rules,
): Omit<Step, "lastHardState"> {
  if (!isProblem(state)) return { stateType: isSoftProblem(previous) && !isPassive ? 0 : 1, attempt: 1 };
  const attempt = attemptAfter(previous, maxCheckAttempts);
  return { stateType: isPassive || isHardProblem(previous) || attempt >= maxCheckAttempts ? 1 : 0, attempt };
}

/** Nagios 4.4: an active check that ends a soft problem of a host gives a soft UP, and leaves the last hard state as it was. */
function nagiosRecovery(previous: CheckState, { kind }: Rules, isPassiveHost: boolean): Step {
  const isSoft = kind === "host" && isSoftProblem(previous) && !isPassiveHost;
  const wasProblem = isProblem(previous.state);
  return {
    stateType: isSoft ? 0 : 1,
    attempt: 1,
    lastHardState: wasProblem && !isSoft ? 0 : previous.lastHardState,
  };
}

/**
 * Nagios 4.4: the same hard problem changes nothing; another hard problem keeps the attempt, and is soft where that is not
 * the last one. A problem of a service whose host is not up is hard, unless it is the last hard state already: with attempt 1
 * after OK, else with the last one.
 */
function nagiosProblem(
  previous: CheckState,
  state: StateCode,
  { kind, maxCheckAttempts }: Rules,
  { isHostUp }: Context,
): Step {
  if (isSameHardProblem(previous, state)) return unchanged(previous);
  if (kind === "host") return nagiosActiveHostProblem(previous, state, maxCheckAttempts);
  if (!isHostUp && state !== previous.lastHardState)
    return { stateType: 1, attempt: isProblem(previous.state) ? maxCheckAttempts : 1, lastHardState: state };
  const attempt = isHardProblem(previous)
    ? Math.min(previous.checkAttempt, maxCheckAttempts)
    : attemptAfter(previous, maxCheckAttempts);
  const isHard = attempt >= maxCheckAttempts;
  return { stateType: isHard ? 1 : 0, attempt, lastHardState: isHard ? state : previous.lastHardState };
}

/** A host whose last hard state was this one stays soft when its attempts are used up, and another state then begins them anew. */
function nagiosActiveHostProblem(previous: CheckState, state: StateCode, maxCheckAttempts: number): Step {
  const isUsedUp = isSoftProblem(previous) && previous.state !== state && previous.checkAttempt >= maxCheckAttempts;
  const continues = isHardProblem(previous)
    ? Math.min(previous.checkAttempt, maxCheckAttempts)
    : attemptAfter(previous, maxCheckAttempts);
  const attempt = isUsedUp ? 1 : continues;
  const isHard = attempt >= maxCheckAttempts && state !== previous.lastHardState;
  return { stateType: isHard ? 1 : 0, attempt, lastHardState: isHard ? state : previous.lastHardState };
}

/**
 * Nagios 4.4: a passive host problem is hard at once, with attempt 1 when the state changed. The same state soft before counts
 * one attempt more, and is the last hard state only when that was the last attempt.
 */
function nagiosPassiveHostProblem(previous: CheckState, state: StateCode, { maxCheckAttempts }: Rules): Step {
  if (isSameHardProblem(previous, state)) return unchanged(previous);
  if (previous.state !== state) return { stateType: 1, attempt: 1, lastHardState: state };
  const attempt = attemptAfter(previous, maxCheckAttempts);
  return { stateType: 1, attempt, lastHardState: attempt >= maxCheckAttempts ? state : previous.lastHardState };
}

const isSameHardProblem = (previous: CheckState, state: StateCode): boolean =>
  isHardProblem(previous) && previous.state === state;

const unchanged = (previous: CheckState): Step => ({
  stateType: 1,
  attempt: previous.checkAttempt,
  lastHardState: previous.lastHardState,
});

const attemptAfter = (previous: CheckState, maxCheckAttempts: number): number =>
  isSoftProblem(previous) ? Math.min(previous.checkAttempt + 1, maxCheckAttempts) : 1;
