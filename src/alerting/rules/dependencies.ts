import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { failedDependency } from "../../engine/state/dependency-check.ts";
import type { RuleContext } from "./rule-context.ts";

/**
 * Master whose state suppresses notifications of this resource; null if none does. `zone`: IANA, for dependency
 * periods.
 */
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
