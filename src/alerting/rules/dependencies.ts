import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { failedDependency } from "../../engine/state/dependency-check.ts";
import type { RuleContext } from "./rule-context.ts";

/** The resource because of which nobody is told about this one; null when there is none. `zone`: of the periods of dependencies. */
export function failedNotificationDependency(
  ruleContext: RuleContext,
  key: ResourceKey,
  zone: string,
  at: UnixSeconds,
): ResourceKey | null {
  const { targets, periods, stateOf, inventory } = ruleContext;
  return failedDependency(key, {
    dependenciesOf: targets.dependenciesOf,
    stateOf,
    isInForce: ({ period }) => periods.opening(period, zone, at) <= at,
    countsSoftStates: inventory.main.softStateDependencies,
  });
}
