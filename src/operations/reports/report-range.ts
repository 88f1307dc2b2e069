import type { ReportDates } from "../../engine/availability/report-range.ts";
import type { UnixSeconds } from "../../lib/clock.ts";

export const RANGE_KINDS = ["last-month", "last-week", "last-day"] as const;
/** Days of a report, seen from the time at which it is due. A week begins on Monday. */
export type RangeKind = (typeof RANGE_KINDS)[number];

export function datesBefore(at: UnixSeconds, kind: RangeKind, zone: string): ReportDates {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(at) * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const [to, days] = endOf(today, kind);
  return { from: to.subtract(days).toString(), to: to.toString(), zone };
}

function endOf(today: Temporal.PlainDate, kind: RangeKind): readonly [Temporal.PlainDate, Temporal.DurationLike] {
  switch (kind) {
    case "last-month":
      return [today.with({ day: 1 }), { months: 1 }];
    case "last-week":
      return [today.subtract({ days: today.dayOfWeek - 1 }), { weeks: 1 }];
    case "last-day":
      return [today, { days: 1 }];
  }
}

/** The days in words that follow "Availability": `in October 2026`, `on 28 November 2026`, `from 16 to 22 November 2026`. */
export function rangeWords({ from, to }: Pick<ReportDates, "from" | "to">): string {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to).subtract({ days: 1 })];
  if (first.equals(last)) return `on ${dayWords(first)}`;
  if (first.day === 1 && first.add({ months: 1 }).toString() === to)
    return `in ${first.toLocaleString("en-GB", { month: "long", year: "numeric" })}`;
  const begin =
    first.year !== last.year
      ? dayWords(first)
      : first.month === last.month
        ? String(first.day)
        : first.toLocaleString("en-GB", { day: "numeric", month: "long" });
  return `from ${begin} to ${dayWords(last)}`;
}

const dayWords = (day: Temporal.PlainDate): string =>
  day.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** Text of the dates, which `datesOfText` reads. */
export const textOfDates = ({ from, to }: Pick<ReportDates, "from" | "to">): string => `${from}/${to}`;

export function datesOfText(text: string, zone: string): ReportDates {
  const [from = "", to = ""] = text.split("/");
  return { from, to, zone };
}
