import type { Inventory, Resource } from "../../model/objects.ts";
import { isOpen, nextOpening } from "../../model/time-period.ts";
import { zoneOf } from "../../model/time-zone.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isSoftProblem } from "../../model/state-code.ts";

// Nagios defaults, for directives that an import left empty.
const DEFAULT_CHECK_INTERVAL = 5;
const DEFAULT_RETRY_INTERVAL = 1;
const DEFAULT_MAX_CHECK_ATTEMPTS = 3;

/**
 * True if the scheduler plans checks of this resource. A host without an interval is checked on demand only, as in
 * Nagios.
 */
export const isScheduled = (resource: Resource, inventory: Inventory): boolean =>
  checkIntervalSeconds(resource, inventory) > 0 && isCheckedActively(resource, inventory);

/** True if it may be checked without force: it has a command, and active checks are on. */
export function isCheckedActively(resource: Resource, inventory: Inventory): boolean {
  const isExecuted = resource.kind === "host" ? inventory.main.executeHostChecks : inventory.main.executeServiceChecks;
  return isExecuted && resource.checkCommand !== null && (resource.activeChecks ?? true);
}

export const checkIntervalSeconds = (resource: Resource, inventory: Inventory): number =>
  (resource.checkInterval ?? DEFAULT_CHECK_INTERVAL) * inventory.main.intervalLengthSeconds;

export const retryIntervalSeconds = (resource: Resource, inventory: Inventory): number =>
  (resource.retryInterval ?? DEFAULT_RETRY_INTERVAL) * inventory.main.intervalLengthSeconds;

export const maxCheckAttemptsOf = ({ maxCheckAttempts }: Resource): number =>
  maxCheckAttempts ?? DEFAULT_MAX_CHECK_ATTEMPTS;

/** Seconds from one check to the next: the retry interval while a problem is soft, otherwise the check interval. */
export const nextIntervalSeconds = (resource: Resource, state: ResourceState, inventory: Inventory): number =>
  isSoftProblem(state.check) ? retryIntervalSeconds(resource, inventory) : checkIntervalSeconds(resource, inventory);

/** Maximum delay of a first check, in seconds. */
export const maxSpreadSeconds = ({ kind }: Resource, { main }: Inventory): number =>
  60 * (kind === "host" ? main.maxHostCheckSpreadMinutes : main.maxServiceCheckSpreadMinutes);

/** `wanted`, or the next opening of the check period if it is closed then; null if it never opens. */
export function withinCheckPeriod(resource: Resource, inventory: Inventory, wanted: UnixSeconds): UnixSeconds | null {
  if (isCheckPeriodOpen(resource, inventory, wanted)) return wanted;
  return nextOpening(
    inventory.timePeriods.get(resource.checkPeriod!)!,
    inventory.timePeriods,
    wanted,
    zoneOf(resource, inventory),
  );
}

/** True also for a resource without a check period. */
export function isCheckPeriodOpen(resource: Resource, inventory: Inventory, at: UnixSeconds): boolean {
  const period = resource.checkPeriod === null ? undefined : inventory.timePeriods.get(resource.checkPeriod);
  return period === undefined || isOpen(period, inventory.timePeriods, at, zoneOf(resource, inventory));
}
