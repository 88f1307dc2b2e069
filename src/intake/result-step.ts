import type { Change } from "../model/change.ts";
import type { CheckResult } from "../model/check-result.ts";
import type { Transition } from "../engine/state/rules.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { Resource } from "../model/objects.ts";
import type { ResourceState } from "../model/resource-state.ts";

/** A result on its way from its transition to its commit. Follow-ups return the step moved on, or the same one. */
export interface ResultStep {
  readonly resource: Resource;
  readonly result: CheckResult;
  readonly previous: ResourceState;
  readonly transition: Transition;
  /** Whole second in which the check started. */
  readonly at: UnixSeconds;
  /** State to be committed. */
  readonly state: ResourceState;
  /** Committed with the state, in this order. */
  readonly changes: readonly Change[];
  /** Called with whether the commit was stored. */
  readonly settle: (isStored: boolean) => void;
}

/** One thing that a result entails, besides the transition of its state. */
export type FollowUp = (step: ResultStep) => ResultStep;

/** The same step with more changes. */
export const withChanges = (step: ResultStep, more: readonly Change[]): ResultStep =>
  more.length === 0 ? step : { ...step, changes: [...step.changes, ...more] };

/** The same step with another state. */
export const withState = (step: ResultStep, state: ResourceState): ResultStep =>
  state === step.state ? step : { ...step, state };
