import type { Inventory } from "../../model/objects.ts";
import { isOpen, nextOpening } from "../../model/time-period.ts";
import type { UnixSeconds } from "../../lib/clock.ts";

/** Cached openings of time periods, which are looked up at every result of a problem. */
export interface PeriodTimes {
  /** `at` if the period is open then, null or unknown; otherwise its next opening; Infinity if it never opens. */
  opening(period: string | null, zone: string, at: UnixSeconds): UnixSeconds;
}

interface CachedPeriod {
  /** Minute since the epoch in which the period is open: periods open and close at whole minutes. */
  openInMinute: number;
  closedFrom: UnixSeconds;
  closedUntil: UnixSeconds;
}

export function createPeriodTimes({ timePeriods }: Pick<Inventory, "timePeriods">): PeriodTimes {
  const byZone = new Map<string, Map<string, CachedPeriod>>();

  const knownOf = (period: string, zone: string): CachedPeriod => {
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
