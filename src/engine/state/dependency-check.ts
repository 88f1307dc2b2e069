import type { Dependency } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { PENDING, type ResourceState, type StateCode } from "../../model/resource-state.ts";

/** Inputs for evaluating dependencies of one kind. */
export interface DependencyContext {
  readonly dependenciesOf: (key: ResourceKey) => readonly Dependency[];
  /** Null if the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  /** True if the period of the dependency is open. */
  readonly isInForce: (dependency: Dependency) => boolean;
  /** `soft_state_dependencies`. */
  readonly countsSoftStates: boolean;
}

/**
 * Resource that prevents this one from being checked or notified, by `servicedependency` and `hostdependency`; null if
 * none does. `seen`: masters already evaluated, so that cycles end and each master is evaluated once.
 */
export function failedDependency(
  key: ResourceKey,
  context: DependencyContext,
  seen?: Set<ResourceKey>,
): ResourceKey | null {
  for (const dependency of context.dependenciesOf(key)) {
    const { master, inheritsParent } = dependency;
    const state = context.stateOf(master);
    if (state === null || !context.isInForce(dependency)) continue;
    if (fails(dependency, countedState(state, context.countsSoftStates))) return master;
    if (!inheritsParent || seen?.has(master) === true) continue;
    const beyond = failedDependency(master, context, (seen ?? new Set()).add(master));
    if (beyond !== null) return beyond;
  }
  return null;
}

/** Unless soft states count, a master in a soft state counts with its last hard state. */
export const countedState = (
  { check: { state, stateType, lastHardState } }: ResourceState,
  countsSoftStates: boolean,
): StateCode => (stateType === 0 && !countsSoftStates ? lastHardState : state);

/** For a pending master both pending and OK count, since Nagios starts resources as OK. */
const fails = ({ failOn }: Dependency, state: StateCode): boolean =>
  failOn.has(state) || (state === PENDING && failOn.has(0));
