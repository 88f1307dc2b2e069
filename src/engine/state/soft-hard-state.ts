import type { Engine } from "../../model/dialect.ts";
import type { CheckResult } from "../../model/check-result.ts";
import type { CheckState, StateCode, StateType } from "../../model/resource-state.ts";
import type { Context, Rules } from "./rules.ts";
import { isHardProblem, isProblem, isSoftProblem } from "../../model/state-code.ts";

/** State type, attempt and last hard state after one result. */
export interface Step {
  readonly stateType: StateType;
  readonly attempt: number;
  readonly lastHardState: StateCode;
}

/** Computes state type, attempt and last hard state as the engine of the rules counts. */
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
  /** Passive result of a host, which is hard immediately. */
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
 * Counts attempts while soft. A problem of a service whose host is down is hard immediately; once the host is up again,
 * the attempts start over unless they were already used up.
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
 * Keeps a hard problem of a host hard, with attempt 1 from its second check on, as Centreon Engine counts. A passive
 * problem is hard immediately. An active check that ends a soft problem gives a soft UP.
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

/** Nagios 4.4: an active check that ends a soft problem of a host gives a soft UP and keeps the last hard state. */
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
 * Nagios 4.4: the same hard problem changes nothing; a different hard problem keeps the attempt, and is soft unless
 * that is the last one. A problem of a service whose host is not up is hard, unless the last hard state is the same:
 * with attempt 1 after OK, otherwise with the previous attempt.
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
  const isHostUpAgain = isSoftProblem(previous) && previous.hadHostProblem && isHostUp;
  const attempt = isHardProblem(previous)
    ? Math.min(previous.checkAttempt, maxCheckAttempts)
    : isHostUpAgain
      ? Math.min(2, maxCheckAttempts)
      : attemptAfter(previous, maxCheckAttempts);
  const isHard = attempt >= maxCheckAttempts;
  return { stateType: isHard ? 1 : 0, attempt, lastHardState: isHard ? state : previous.lastHardState };
}

/**
 * Nagios 4.4: a host whose last hard state is the same stays soft when its attempts are used up; a different state then
 * starts them over.
 */
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
 * Nagios 4.4: a passive host problem is hard immediately, with attempt 1 if the state changed. If the same state was
 * soft before, the attempt rises by one, and the last hard state changes only at the last attempt.
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
