import type { Dependency } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { PENDING, type ResourceState, type StateCode } from "../../model/resource-state.ts";

/** What dependencies of one kind are judged by. */
export interface DependencyContext {
  readonly dependenciesOf: (key: ResourceKey) => readonly Dependency[];
  /** Null when the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  /** Its period is open. */
  readonly isInForce: (dependency: Dependency) => boolean;
  /** `soft_state_dependencies`. */
  readonly countsSoftStates: boolean;
}

/**
 * The resource because of which this one is not checked, or nobody is told about it, by `servicedependency` and `hostdependency`;
 * null when there is none. `seen`: masters already looked at, so that circles end and many ways to one master cost one look.
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

/** Unless soft states count, a master in a soft state is in its last hard one. */
export const countedState = (
  { check: { state, stateType, lastHardState } }: ResourceState,
  countsSoftStates: boolean,
): StateCode => (stateType === 0 && !countsSoftStates ? lastHardState : state);

/** A pending master is one that is pending, and one that is OK, as Nagios starts them. */
const fails = ({ failOn }: Dependency, state: StateCode): boolean =>
  failOn.has(state) || (state === PENDING && failOn.has(0));
