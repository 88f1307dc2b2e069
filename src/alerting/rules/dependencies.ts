import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { failedMaster } from "../../engine/state/dependency-check.ts";
import type { World } from "./rule-context.ts";

/** The resource because of which nobody is told about this one; null when there is none. `zone`: of the periods of dependencies. */
export function masterThatKeepsBack(world: World, key: ResourceKey, zone: string, at: UnixSeconds): ResourceKey | null {
  const { plans, periods, stateOf, inventory } = world;
  return failedMaster(key, {
    dependenciesOf: plans.dependenciesOf,
    stateOf,
    isInForce: ({ period }) => periods.opening(period, zone, at) <= at,
    countsSoftStates: inventory.main.softStateDependencies,
  });
}
