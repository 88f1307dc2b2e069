import type { Inventory, Resource } from '../inventory/objects.ts'
import { isOpen, nextOpening } from '../inventory/time-period.ts'
import type { UnixSeconds } from '../lib/clock.ts'

// Nagios defaults, for directives that an import left empty.
const DEFAULT_CHECK_INTERVAL = 5
const DEFAULT_RETRY_INTERVAL = 1

/** Whether the scheduler runs this resource at all. */
export function isScheduled(resource: Resource, inventory: Inventory): boolean {
  const isExecuted = resource.kind === 'host' ? inventory.main.executeHostChecks : inventory.main.executeServiceChecks
  // A host without a command or an interval is checked on demand only, as in Nagios.
  const isRegular = resource.checkCommand !== null && checkIntervalSeconds(resource, inventory) > 0
  return isExecuted && isRegular && (resource.activeChecks ?? true)
}

export const checkIntervalSeconds = (resource: Resource, inventory: Inventory): number =>
  (resource.checkInterval ?? DEFAULT_CHECK_INTERVAL) * inventory.main.intervalLengthSeconds

export const retryIntervalSeconds = (resource: Resource, inventory: Inventory): number =>
  (resource.retryInterval ?? DEFAULT_RETRY_INTERVAL) * inventory.main.intervalLengthSeconds

/** `wanted`, or the next opening of the check period when it is closed then; null when it never opens. */
export function withinCheckPeriod(resource: Resource, inventory: Inventory, wanted: UnixSeconds): UnixSeconds | null {
  const period = resource.checkPeriod === null ? undefined : inventory.timePeriods.get(resource.checkPeriod)
  if (period === undefined) return wanted
  const zone = zoneOf(resource, inventory)
  return isOpen(period, inventory.timePeriods, wanted, zone) ? wanted : nextOpening(period, inventory.timePeriods, wanted, zone)
}

/** The object's own zone (Centreon writes it with a leading colon), else `use_timezone`, else the system's. */
function zoneOf(resource: Resource, inventory: Inventory): string {
  const own = resource.timezone?.replace(/^:/, '')
  return own || inventory.main.useTimezone || Temporal.Now.timeZoneId()
}
