import type { Interval } from "../../engine/availability/intervals.ts";
import type { ReportDates } from "../../engine/availability/report-range.ts";
import type { VerdictSpan } from "../../engine/availability/verdicts.ts";
import { visitAll, type Work } from "../../lib/cooperative.ts";

/** Equal part of a report, such as a day. */
export interface Slot {
  readonly goodMs: number;
  readonly badMs: number;
  readonly excludedMs: number;
}

type Unit = "hour" | "day" | "week" | "month";

/** More cells than these are no longer told apart in a mail. */
const MAX_DAYS = 45;
const MAX_WEEKS = 60;

/** Unit of the chart of a report: hours of one day, days of a month, weeks of a year, otherwise months. */
export function slotUnit({ from, to }: Pick<ReportDates, "from" | "to">): Unit {
  const { days } = Temporal.PlainDate.from(from).until(to);
  if (days === 1) return "hour";
  if (days <= MAX_DAYS) return "day";
  return days <= MAX_WEEKS * 7 ? "week" : "month";
}

/** Slots of a report in order: each begins and ends as the zone has it. The last may be cut by the end. */
export function slotRanges({ from, to, zone }: ReportDates): readonly Interval[] {
  const step = { [`${slotUnit({ from, to })}s`]: 1 };
  const end = Temporal.PlainDate.from(to).toZonedDateTime(zone);
  const ranges: Interval[] = [];
  for (let start = Temporal.PlainDate.from(from).toZonedDateTime(zone); ranges.at(-1)?.to !== end.epochMilliseconds;) {
    const next = start.add(step);
    const until = Temporal.ZonedDateTime.compare(next, end) > 0 ? end : next;
    ranges.push({ from: start.epochMilliseconds, to: until.epochMilliseconds });
    start = until;
  }
  return ranges;
}

/** Sums of the verdicts in each slot, over all lists of spans; each list is in order. */
export function* slotsOf(
  ranges: readonly Interval[],
  lists: readonly (readonly VerdictSpan[])[],
): Work<readonly Slot[]> {
  const sums = ranges.map(() => ({ good: 0, bad: 0, excluded: 0 }));
  for (const spans of lists) {
    let first = 0;
    yield* visitAll(spans, ({ from, to, verdict }) => {
      while (first < ranges.length && ranges[first]!.to <= from) first += 1;
      for (let place = first; place < ranges.length && ranges[place]!.from < to; place += 1)
        sums[place]![verdict] += Math.min(to, ranges[place]!.to) - Math.max(from, ranges[place]!.from);
    });
  }
  return sums.map(({ good, bad, excluded }) => ({ goodMs: good, badMs: bad, excludedMs: excluded }));
}
