import type { UnixSeconds } from "../lib/clock.ts";
import { parseDateLine, type DateLine, type DatePoint } from "./date-line.ts";
import { hasDay } from "./date-match.ts";
import { parseDayTimes, type MinuteRange } from "./day-times.ts";
import type { TimePeriod } from "./objects.ts";

/** Limit for the search of the next opening, in days. */
const MAX_DAYS_AHEAD = 800;

type Periods = ReadonlyMap<string, TimePeriod>;

/**
 * Checks whether a period is open at a time, in wall-clock time of an IANA zone, including days with a clock change.
 * Closed while an excluded period is open; otherwise decided by the first date exception that includes the day, in
 * Nagios's order of forms (dates, month and day, day of month, weekday of a month, weekday), or else by the weekday.
 */
export function isOpen(period: TimePeriod, periods: Periods, at: UnixSeconds, zone: string): boolean {
  if (isAlwaysOpen(period)) return true;
  const local = localTime(at, zone);
  return isOpenAt(period, periods, local.toPlainDate(), local.hour * 60 + local.minute);
}

/**
 * First time at or after `at` when the period is open; null if it does not open within 800 days or, for later calendar
 * dates, on their first day.
 */
export function nextOpening(period: TimePeriod, periods: Periods, at: UnixSeconds, zone: string): UnixSeconds | null {
  if (isOpen(period, periods, at, zone)) return at;
  const compiled = compile(period);
  if (compiled.neverOpens) return null;
  const today = localTime(at, zone).toPlainDate();
  for (let day = 0; day <= MAX_DAYS_AHEAD; day += 1) {
    const opening = openingOn(today.add({ days: day }), at, period, periods, zone);
    if (opening !== null) return opening;
  }
  const lastDay = today.add({ days: MAX_DAYS_AHEAD });
  const farDates = compiled.calendarStarts.filter((date) => Temporal.PlainDate.compare(date, lastDay) > 0);
  for (const date of farDates) {
    const opening = openingOn(date, at, period, periods, zone);
    if (opening !== null) return opening;
  }
  return null;
}

function openingOn(
  date: Temporal.PlainDate,
  at: UnixSeconds,
  period: TimePeriod,
  periods: Periods,
  zone: string,
): UnixSeconds | null {
  if (timesOn(period, date).length === 0) return null;
  for (const candidate of candidatesOn(date, period, periods, zone)) {
    if (candidate >= at && isOpen(period, periods, candidate, zone)) return candidate;
  }
  return null;
}

/** The only times of a day at which a period can open or close: those of the ranges, midnight, a clock change. */
export function candidatesOn(
  date: Temporal.PlainDate,
  period: TimePeriod,
  periods: Periods,
  zone: string,
): UnixSeconds[] {
  const minutes = new Set([0]);
  for (const involved of [period, ...excludedBy(period, periods)]) {
    for (const { from, to } of timesOn(involved, date)) minutes.add(from).add(to);
  }
  const candidates = new Set<UnixSeconds>();
  for (const minute of minutes) {
    if (minute >= 1440) continue;
    const local = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
    for (const disambiguation of ["earlier", "later"] as const) {
      candidates.add(local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds / 1000);
    }
  }
  const start = date.toZonedDateTime(zone);
  const change = start.getTimeZoneTransition("next");
  if (change !== null && change.toPlainDate().equals(date)) candidates.add(change.epochMilliseconds / 1000);
  return [...candidates].sort((a, b) => a - b);
}

function isOpenAt(period: TimePeriod, periods: Periods, date: Temporal.PlainDate, minute: number): boolean {
  const isExcluded = period.exclude.some((name) => {
    const excluded = periods.get(name);
    return excluded !== undefined && isOpenAt(excluded, periods, date, minute);
  });
  return !isExcluded && timesOn(period, date).some(({ from, to }) => minute >= from && minute < to);
}

function timesOn(period: TimePeriod, date: Temporal.PlainDate): readonly MinuteRange[] {
  const exception = compile(period).exceptions.find(({ line }) => hasDay(line, date));
  // Temporal's Monday is 1 and Sunday 7.
  return exception?.times ?? period.weekdays[date.dayOfWeek % 7] ?? [];
}

function excludedBy(period: TimePeriod, periods: Periods): TimePeriod[] {
  return period.exclude.flatMap((name) => {
    const excluded = periods.get(name);
    return excluded === undefined ? [] : [excluded, ...excludedBy(excluded, periods)];
  });
}

export function localTime(at: UnixSeconds, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at * 1000)).toZonedDateTimeISO(zone);
}

export function isAlwaysOpen(period: TimePeriod): boolean {
  return compile(period).isAlwaysOpen;
}

interface CompiledPeriod {
  readonly isAlwaysOpen: boolean;
  readonly neverOpens: boolean;
  readonly exceptions: readonly { readonly line: DateLine; readonly times: readonly MinuteRange[] }[];
  /** First days of calendar dates, sorted. */
  readonly calendarStarts: readonly Temporal.PlainDate[];
}

const compiledPeriods = new WeakMap<TimePeriod, CompiledPeriod>();
const isAllDay = (times: readonly MinuteRange[]): boolean => times.some(({ from, to }) => from === 0 && to === 1440);
const FORM_ORDER: readonly DatePoint["form"][] = ["date", "month-and-day", "day", "weekday-of-month", "weekday"];

function compile(period: TimePeriod): CompiledPeriod {
  const before = compiledPeriods.get(period);
  if (before !== undefined) return before;
  const exceptions = period.exceptions.flatMap(({ days, ranges }) => {
    const line = parseDateLine(days);
    return line === null ? [] : [{ line, times: parseDayTimes(ranges) ?? [] }];
  });
  exceptions.sort((a, b) => FORM_ORDER.indexOf(a.line.from.form) - FORM_ORDER.indexOf(b.line.from.form));
  const calendarStarts = exceptions.flatMap(({ line: { from } }) =>
    from.form === "date" ? [Temporal.PlainDate.from(from)] : [],
  );
  const hasTimes = (times: readonly MinuteRange[]): boolean => times.some(({ from, to }) => from < to);
  const compiled = {
    isAlwaysOpen: exceptions.length === 0 && period.exclude.length === 0 && period.weekdays.every(isAllDay),
    neverOpens: !period.weekdays.some(hasTimes) && !exceptions.some(({ times }) => hasTimes(times)),
    exceptions,
    calendarStarts: calendarStarts.sort(Temporal.PlainDate.compare),
  };
  compiledPeriods.set(period, compiled);
  return compiled;
}
