import type { DateLine, DatePoint } from "./date-line.ts";

/**
 * Checks whether a date exception includes a day. Forms without a year recur every year and forms without a month every
 * month; their ranges may wrap (`august 2 - february 5`, `day 25 - 5`). A last day that its month does not have (`day 1
 * - 31` in June) means the last day of the month; if the first day does not exist, the range is skipped.
 */
export function hasDay(line: DateLine, date: Temporal.PlainDate): boolean {
  const period = recurrenceOf(line.from);
  const bases = period === null ? [date] : [date, date.subtract(period)];
  return bases.some((base) => hasDayFrom(line, date, base, period));
}

type Recurrence = { readonly years: 1 } | { readonly months: 1 };

function recurrenceOf({ form }: DatePoint): Recurrence | null {
  switch (form) {
    case "date":
      return null;
    case "month-and-day":
    case "weekday-of-month":
      return { years: 1 };
    case "day":
    case "weekday":
      return { months: 1 };
    default:
      return form satisfies never;
  }
}

function hasDayFrom(
  line: DateLine,
  date: Temporal.PlainDate,
  base: Temporal.PlainDate,
  period: Recurrence | null,
): boolean {
  const from = firstDay(line.from, base);
  if (from === null || isBefore(date, from)) return false;
  const isEndless = period === null && line.isOneDay && line.every > 1;
  if (!isEndless) {
    const to = line.isOneDay ? from : endOfRange(line.to, from, base, period);
    if (to === null || isBefore(to, date)) return false;
  }
  return from.until(date, { largestUnit: "day" }).days % line.every === 0;
}

function endOfRange(
  to: DatePoint,
  from: Temporal.PlainDate,
  base: Temporal.PlainDate,
  period: Recurrence | null,
): Temporal.PlainDate | null {
  const end = lastDay(to, base);
  return end !== null && period !== null && isBefore(end, from) ? lastDay(to, base.with({ day: 1 }).add(period)) : end;
}

function firstDay(point: DatePoint, base: Temporal.PlainDate): Temporal.PlainDate | null {
  switch (point.form) {
    case "date":
      return Temporal.PlainDate.from(point);
    case "month-and-day":
      return dayOfMonth(base.with({ month: point.month, day: 1 }), point.day);
    case "day":
      return dayOfMonth(base, point.day);
    case "weekday-of-month":
      return weekdayOfMonth(base.with({ month: point.month, day: 1 }), point.weekday, point.nth);
    case "weekday":
      return weekdayOfMonth(base, point.weekday, point.nth);
    default:
      return point satisfies never;
  }
}

function lastDay(point: DatePoint, base: Temporal.PlainDate): Temporal.PlainDate | null {
  const day = firstDay(point, base);
  if (day !== null || point.form === "date") return day;
  const counted = "nth" in point ? point.nth : point.day;
  if (counted < 0) return null;
  const inMonth = "month" in point ? base.with({ month: point.month, day: 1 }) : base;
  return inMonth.with({ day: inMonth.daysInMonth });
}

function dayOfMonth(month: Temporal.PlainDate, day: number): Temporal.PlainDate | null {
  const counted = day > 0 ? day : month.daysInMonth + 1 + day;
  return counted >= 1 && counted <= month.daysInMonth ? month.with({ day: counted }) : null;
}

function weekdayOfMonth(month: Temporal.PlainDate, weekday: number, nth: number): Temporal.PlainDate | null {
  const first = month.with({ day: 1 });
  const firstSuch = 1 + ((weekday - (first.dayOfWeek % 7) + 7) % 7);
  const count = Math.floor((month.daysInMonth - firstSuch) / 7) + 1;
  const index = nth > 0 ? nth - 1 : count + nth;
  return index >= 0 && index < count ? month.with({ day: firstSuch + 7 * index }) : null;
}

const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0;
