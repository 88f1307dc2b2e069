import type { Inventory } from "../../../model/objects.ts";
import { isOpen, nextOpening } from "../../../model/time-period.ts";
import { zoneOf } from "../../../model/time-zone.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";

/**
 * `$ISVALIDTIME:period$` is 1 or 0; `$NEXTVALIDTIME:period$` is the next time the period opens, or 0. Both accept a
 * time other than now: `$ISVALIDTIME:period:1700000000$`. Undefined if there is no such period.
 */
export function validTimeMacro(
  name: string,
  periodName: string,
  at: string | undefined,
  inventory: Inventory,
  now: UnixSeconds,
): string | undefined {
  const { timePeriods } = inventory;
  const period = timePeriods.get(periodName);
  if (period === undefined) return undefined;
  const time = at !== undefined && /^\d{1,12}$/.test(at) ? Number(at) : Math.floor(now);
  const zone = zoneOf(null, inventory);
  if (name === "ISVALIDTIME") return isOpen(period, timePeriods, time, zone) ? "1" : "0";
  return `${nextOpening(period, timePeriods, time, zone) ?? 0}`;
}
