import type { UnixSeconds } from "../lib/clock.ts";
import type { Resource } from "./objects.ts";
import type { ResourceState } from "./resource-state.ts";

/** How results come: `off` if neither checks nor results of others are taken. */
export const checksOf = ({ activeChecks, passiveChecks }: Resource): "active" | "passive" | "off" =>
  (activeChecks ?? true) ? "active" : (passiveChecks ?? true) ? "passive" : "off";

/** A check this late is not merely waiting for its turn. */
const LATE_SECONDS = 60;

/** The result is old: the next check is overdue, or the `freshness_threshold` of passive results has passed. */
export function isStale(resource: Resource, { check, plan }: ResourceState, now: UnixSeconds): boolean {
  if (checksOf(resource) === "active") return plan.nextCheck !== null && now > plan.nextCheck + LATE_SECONDS;
  const { checkFreshness, freshnessThresholdSeconds } = resource.options;
  return (
    checkFreshness &&
    freshnessThresholdSeconds > 0 &&
    check.lastCheck !== null &&
    now > check.lastCheck + freshnessThresholdSeconds
  );
}

/** True if its command runs by the schedule. */
export const isChecked = ({ checkCommand, activeChecks }: Resource): boolean =>
  checkCommand !== null && activeChecks !== false;
