import { dialectOf } from "../../model/dialect.ts";
import type { CheckState, StateCode, StateType } from "../../model/resource-state.ts";
import type { FlapRules } from "./rules.ts";
import { isProblem } from "../../model/state-code.ts";

/** Fields of a state that flap detection writes. */
export type Flapping = Pick<CheckState, "recentStates" | "percentStateChange" | "isFlapping" | "flapsSinceProblem">;

/** Number of states kept for flap detection (Nagios: 21 checks, so 20 possible changes). */
const SLOTS = 21;

/**
 * Adds a state to the history. The history is kept while detection is off; only `isFlapping` is not changed then.
 * Between the thresholds `isFlapping` stays as it is.
 */
export function flapping(previous: CheckState, state: StateCode, entersHistory: boolean, rules: FlapRules): Flapping {
  const enters = entersHistory && rules.flapDetectionOn.has(state);
  // Only one distinct state in the history: by far the most frequent case.
  const moves = enters && !(previous.percentStateChange === 0 && newest(previous.recentStates) === state);
  const recentStates = moves ? pushed(previous.recentStates, state) : previous.recentStates;
  const exact = moves || previous.percentStateChange > 0 ? percentOf(recentStates) : 0;
  const isFlapping = decidedFlapping(previous.isFlapping, exact, rules);
  return {
    recentStates,
    percentStateChange: Math.round(exact * 100) / 100,
    isFlapping,
    flapsSinceProblem: isFlapping && (previous.isFlapping ? previous.flapsSinceProblem : isProblem(state)),
  };
}

/** History of a resource that was always in this state. */
export const alwaysIn = (state: StateCode): number => EACH_SLOT * (state % 4);

/**
 * Nagios 4.4 evaluates the flapping of a service only in a hard state, that of a host always (observed;
 * docs/nagios-differences.md). Centreon Engine evaluates every result.
 */
export const isFlappingEvaluated = ({ engine, kind }: FlapRules, stateType: StateType): boolean =>
  dialectOf(engine).softServiceStatesFlap || kind === "host" || stateType === 1;

function decidedFlapping(
  was: boolean,
  percent: number,
  { isFlapDetectionEnabled, lowFlapThreshold, highFlapThreshold }: FlapRules,
): boolean {
  if (!isFlapDetectionEnabled) return was;
  if (percent > lowFlapThreshold && percent < highFlapThreshold) return was;
  return percent > lowFlapThreshold;
}

// 21 states of two bits are 42 bits, more than bitwise operators handle, so the word is split in two halves.
const LOW_SLOTS = 11;
const LOW_WORD = 4 ** LOW_SLOTS;
const OLDEST = 4 ** (SLOTS - 1);
const EACH_SLOT = (4 ** SLOTS - 1) / 3;

const newest = (recentStates: number): number => recentStates & 3;

const pushed = (recentStates: number, state: number): number => (recentStates % OLDEST) * 4 + state;

// A change weighs 0.75 at the oldest place and 1.25 at the newest (as Nagios computes; its manual says 0.8 to 1.2).
const MIN_WEIGHT = 0.75;
const WEIGHT_STEP = 0.5 / (SLOTS - 2);

/** Weighted share of places where the state changed, in percent. */
function percentOf(recentStates: number): number {
  const high = Math.floor(recentStates / LOW_WORD);
  const low = recentStates % LOW_WORD;
  let weight = 0;
  let newer = low & 3;
  for (let age = 1; age < SLOTS; age++) {
    const older = age < LOW_SLOTS ? (low >>> (2 * age)) & 3 : (high >>> (2 * (age - LOW_SLOTS))) & 3;
    if (older !== newer) weight += MIN_WEIGHT + (SLOTS - 1 - age) * WEIGHT_STEP;
    newer = older;
  }
  return (weight * 100) / (SLOTS - 1);
}
