import type { Change } from "../model/change.ts";
import type { CheckResult } from "../model/check-result.ts";
import type { Transition } from "../engine/state/rules.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { Resource } from "../model/objects.ts";
import type { ResourceState } from "../model/resource-state.ts";

/** Result between its transition and its commit. Follow-ups return a changed step, or the same one. */
export interface ResultStep {
  readonly resource: Resource;
  readonly result: CheckResult;
  readonly previous: ResourceState;
  readonly transition: Transition;
  /** Start of the check, in whole seconds. */
  readonly at: UnixSeconds;
  /** State to be committed. */
  readonly state: ResourceState;
  /** Committed with the state, in this order. */
  readonly changes: readonly Change[];
  /** Called after the commit: true if it was stored. */
  readonly settle: (isStored: boolean) => void;
}

/** Consequence of a result besides the transition of its state. */
export type FollowUp = (step: ResultStep) => ResultStep;

/** Adds changes to a step. */
export const withChanges = (step: ResultStep, more: readonly Change[]): ResultStep =>
  more.length === 0 ? step : { ...step, changes: [...step.changes, ...more] };

/** Replaces the state of a step. */
export const withState = (step: ResultStep, state: ResourceState): ResultStep =>
  state === step.state ? step : { ...step, state };
