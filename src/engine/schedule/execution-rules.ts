import { namesOf } from "../../model/inventory-index.ts";
import { resourceName, type Dependency, type Inventory, type Resource } from "../../model/objects.ts";
import { hostIdOf, hostKey, type ResourceKey } from "../../model/resource-key.ts";
import { skippedReason } from "../../model/history-event.ts";
import { isOpen } from "../../model/time-period.ts";
import { zoneOf } from "../../model/time-zone.ts";
import type { Clock } from "../../lib/clock.ts";
import { countedState, failedDependency } from "../state/dependency-check.ts";
import { PENDING, type ResourceState, type StateCode } from "../../model/resource-state.ts";
import { isProblem, stateName } from "../../model/state-code.ts";

/** Check that must not run now. */
export interface Skip {
  /** For an operator. */
  readonly reason: string;
  /** State to set (`*_skip_check_*_status`); null leaves the state unchanged. */
  readonly status: StateCode | null;
}

/** Rules that skip a check because of the states of other resources, as in Nagios 4. */
export interface ExecutionRules {
  /**
   * Reason to skip a check, or null. A forced check ignores dependencies, but not service parents or a host that is
   * down, as in Nagios.
   */
  skipOf(resource: Resource, isForced: boolean): Skip | null;
}

export interface ExecutionRulesOptions {
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  /** Newest states; null if the key is not configured. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
}

const NONE: readonly never[] = [];

export function createExecutionRules({ clock, inventory, stateOf }: ExecutionRulesOptions): ExecutionRules {
  const stateIn = (key: ResourceKey): StateCode => {
    const state = stateOf(key);
    return state === null ? PENDING : countedState(state, inventory().main.softStateDependencies);
  };

  const isInForce = ({ period, dependent }: Dependency): boolean => {
    const defined = period === null ? undefined : inventory().timePeriods.get(period);
    return (
      defined === undefined ||
      isOpen(defined, inventory().timePeriods, clock.now(), zoneOf(resourceOf(dependent), inventory()))
    );
  };

  const masterOf = (key: ResourceKey): ResourceKey | null =>
    failedDependency(key, {
      dependenciesOf: (one) => namesOf(inventory()).dependenciesOf.get(one)?.filter(isForChecks) ?? NONE,
      stateOf,
      isInForce,
      countsSoftStates: inventory().main.softStateDependencies,
    });

  /** First parent that is CRITICAL or UNKNOWN, or that has such a parent itself. */
  const failedParent = (key: ResourceKey, seen: Set<ResourceKey> | null): ResourceKey | null => {
    for (const parent of inventory().serviceParents.get(key) ?? []) {
      const state = stateIn(parent);
      if (state === 2 || state === 3) return parent;
      if (seen?.has(parent) === true) continue;
      const beyond = failedParent(parent, (seen ?? new Set()).add(parent));
      if (beyond !== null) return beyond;
    }
    return null;
  };

  const resourceOf = (key: ResourceKey): Resource => namesOf(inventory()).resourceByKey.get(key)!;

  const skip = (why: string, cause: ResourceKey, state: StateCode, status: number): Skip => {
    const resource = resourceOf(cause);
    return {
      reason: skippedReason(why, resourceName(resource), stateName(resource.kind, state)),
      status: status < 0 ? null : (status as StateCode),
    };
  };

  return {
    skipOf(resource, isForced) {
      const { main } = inventory();
      const isHost = resource.kind === "host";
      const master = isForced || inventory().dependencies.length === 0 ? null : masterOf(resource.key);
      if (master !== null) {
        const status = isHost ? main.hostSkipCheckDependencyStatus : main.serviceSkipCheckDependencyStatus;
        return skip("it depends on others, and ", master, stateIn(master), status);
      }
      if (isHost) return null;
      const parent = inventory().serviceParents.size === 0 ? null : failedParent(resource.key, null);
      if (parent !== null)
        return skip("it has parents, and ", parent, stateIn(parent), main.serviceSkipCheckParentStatus);
      const host = hostKey(hostIdOf(resource.key));
      const hostState = main.hostDownDisableServiceChecks ? (stateOf(host)?.check.state ?? 0) : 0;
      return isProblem(hostState) ? skip("", host, hostState, main.serviceSkipCheckHostDownStatus) : null;
    },
  };
}

const isForChecks = ({ kind, failOn }: Dependency): boolean => kind === "execution" && failOn.size > 0;
