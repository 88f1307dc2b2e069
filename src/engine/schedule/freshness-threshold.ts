import type { Inventory, Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { checkIntervalSeconds, longestSpreadSeconds, nextIntervalSeconds } from "./check-times.ts";

/** Nagios: a passive result this part of the threshold before the start counts as if it came with the start. */
const LONG_AWAY = 0.618;

/**
 * From when on the last result of a resource is too old to be believed, as Nagios 4 reckons it; null: never.
 * Without a `freshness_threshold` it is the interval the next check is due after, the latency of the last one, and
 * `additional_freshness_latency`. `startedAt`: when the server started (or went on after the machine slept), so that nothing is stale
 * for the only reason that nobody listened.
 */
export function staleFrom(
  resource: Resource,
  state: ResourceState,
  inventory: Inventory,
  startedAt: UnixSeconds,
): UnixSeconds | null {
  const own = resource.options.freshnessThresholdSeconds;
  if (own === 0 && checkIntervalSeconds(resource, inventory) === 0) return null;
  const threshold = own || reckonedThreshold(resource, state, inventory);
  if (state.check.lastCheck === null) return startedAt + threshold;
  const isFromBefore = state.check.lastCheck < startedAt;
  // Nothing was checked yet since the start, and the first checks are spread.
  if (isFromBefore && own === 0 && (resource.activeChecks ?? true))
    return startedAt + threshold + longestSpreadSeconds(resource, inventory);
  const wasLongAway =
    isFromBefore && state.check.checkType === 1 && startedAt - state.check.lastCheck > threshold * LONG_AWAY;
  return (wasLongAway ? startedAt : state.check.lastCheck) + threshold;
}

const reckonedThreshold = (resource: Resource, state: ResourceState, inventory: Inventory): number =>
  nextIntervalSeconds(resource, state, inventory) +
  (state.check.latency ?? 0) +
  inventory.main.additionalFreshnessLatencySeconds;
