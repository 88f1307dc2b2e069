import type { Change } from "../model/change.ts";
import type { CheckResult } from "../model/check-result.ts";
import type { Transition } from "../engine/state/rules.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { Resource } from "../model/objects.ts";
import type { ResourceState } from "../model/resource-state.ts";

/** Result whose transition is done. */
export interface AppliedResult {
  readonly resource: Resource;
  readonly result: CheckResult;
  readonly previous: ResourceState;
  readonly transition: Transition;
  /** Second in which the result counts. */
  readonly at: UnixSeconds;
}

/** What a result commits, so far. */
export interface Draft {
  readonly state: ResourceState;
  /** Committed with the state, in this order. */
  readonly changes: readonly Change[];
  /** Called after the commit: true if it was stored. */
  readonly settle: (isStored: boolean) => void;
}

/** Consequence of a result besides the transition of its state. Returns another draft, or the same one. */
export type FollowUp = (draft: Draft, applied: AppliedResult) => Draft;

/** Draft with more changes. Field by field: a spread is slower, and every result passes here. */
export const withChanges = (draft: Draft, more: readonly Change[]): Draft =>
  more.length === 0
    ? draft
    : {
        state: draft.state,
        changes: draft.changes.length === 0 ? more : [...draft.changes, ...more],
        settle: draft.settle,
      };

/** Draft with another state. */
export const withState = (draft: Draft, state: ResourceState): Draft =>
  state === draft.state ? draft : { state, changes: draft.changes, settle: draft.settle };
