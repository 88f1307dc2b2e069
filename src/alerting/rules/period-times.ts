import type { Inventory } from "../../model/objects.ts";
import { isOpen, nextOpening } from "../../model/time-period.ts";
import type { UnixSeconds } from "../../lib/clock.ts";

/** When periods open, remembered: a period is asked about at every result of a problem. */
export interface PeriodTimes {
  /** `at` when the period is open then (also when it is null or unknown), else its next opening; Infinity when it never opens. */
  opening(period: string | null, zone: string, at: UnixSeconds): UnixSeconds;
}

interface Known {
  /** A period opens and closes at whole minutes. */
  openInMinute: number;
  closedFrom: UnixSeconds;
  closedUntil: UnixSeconds;
}

export function createPeriodTimes({ timePeriods }: Pick<Inventory, "timePeriods">): PeriodTimes {
  const byZone = new Map<string, Map<string, Known>>();

  const knownOf = (period: string, zone: string): Known => {
    let periods = byZone.get(zone);
    if (periods === undefined) byZone.set(zone, (periods = new Map()));
    let known = periods.get(period);
    if (known === undefined) periods.set(period, (known = { openInMinute: NaN, closedFrom: 0, closedUntil: 0 }));
    return known;
  };

  return {
    opening(name, zone, at) {
      const period = name === null ? undefined : timePeriods.get(name);
      if (period === undefined) return at;
      const known = knownOf(period.name, zone);
      const minute = Math.floor(at / 60);
      if (known.openInMinute === minute) return at;
      if (known.closedFrom <= at && at < known.closedUntil) return known.closedUntil;
      if (isOpen(period, timePeriods, at, zone)) {
        known.openInMinute = minute;
        return at;
      }
      known.closedFrom = at;
      known.closedUntil = nextOpening(period, timePeriods, at, zone) ?? Infinity;
      return known.closedUntil;
    },
  };
}
