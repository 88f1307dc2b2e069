import type { Inventory, Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { checkIntervalSeconds, maxSpreadSeconds, nextIntervalSeconds } from "./check-times.ts";

/** Nagios: a passive result this share of the threshold before the start counts as if received at the start. */
const LONG_ABSENCE_SHARE = 0.618;

/**
 * Time when the last result of a resource becomes stale, as Nagios 4 computes it; null: never. Without a
 * `freshness_threshold` it is the current interval, plus the latency of the last check, plus
 * `additional_freshness_latency`. `startedAt`: start of the server, or end of the machine's sleep, so that results do
 * not become stale while the server was not listening.
 */
export function staleFrom(
  resource: Resource,
  state: ResourceState,
  inventory: Inventory,
  startedAt: UnixSeconds,
): UnixSeconds | null {
  const own = resource.options.freshnessThresholdSeconds;
  if (own === 0 && checkIntervalSeconds(resource, inventory) === 0) return null;
  const threshold = own || computedThreshold(resource, state, inventory);
  if (state.check.lastCheck === null) return startedAt + threshold;
  const isFromBefore = state.check.lastCheck < startedAt;
  // Not checked since the start, and first checks are spread.
  if (isFromBefore && own === 0 && (resource.activeChecks ?? true))
    return startedAt + threshold + maxSpreadSeconds(resource, inventory);
  const wasAwayLong =
    isFromBefore && state.check.checkType === 1 && startedAt - state.check.lastCheck > threshold * LONG_ABSENCE_SHARE;
  return (wasAwayLong ? startedAt : state.check.lastCheck) + threshold;
}

const computedThreshold = (resource: Resource, state: ResourceState, inventory: Inventory): number =>
  nextIntervalSeconds(resource, state, inventory) +
  (state.check.latency ?? 0) +
  inventory.main.additionalFreshnessLatencySeconds;
