import { WEEKDAYS } from "./time-period-lines.ts";

/**
 * One end of a date exception. Negative days and weekdays count from the end of the month. Months start at 1; Sunday is
 * 0.
 */
export type DatePoint =
  | { readonly form: "date"; readonly year: number; readonly month: number; readonly day: number }
  | { readonly form: "month-and-day"; readonly month: number; readonly day: number }
  | { readonly form: "day"; readonly day: number }
  | { readonly form: "weekday-of-month"; readonly weekday: number; readonly nth: number; readonly month: number }
  | { readonly form: "weekday"; readonly weekday: number; readonly nth: number };

/** Days of a date exception: every `every`th day from `from` to `to`, both included. */
export interface DateLine {
  readonly from: DatePoint;
  readonly to: DatePoint;
  readonly every: number;
  readonly isOneDay: boolean;
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/**
 * Parses the days of a date exception in every form of Nagios: `2026-12-24`, `december 24`, `day 24`, `thursday 4
 * december`, `thursday 4`, each alone or as `from - to`, and with ` / n` for every nth day. Null if invalid.
 */
export function parseDateLine(text: string): DateLine | null {
  const cursor: Cursor = { text: text.toLowerCase(), at: 0 };
  const from = takePoint(cursor);
  if (from === null) return null;
  const isRange = take(cursor, /-\s*/y) !== null;
  const to = isRange ? (takePoint(cursor) ?? takeSecondNumber(cursor, from)) : from;
  if (to === null || to.form !== from.form) return null;
  const hasInterval = take(cursor, /\/\s*/y) !== null;
  const every = hasInterval ? takeInteger(cursor) : 1;
  if (every === null || every < 1 || cursor.at < cursor.text.length) return null;
  return { from, to, every, isOneDay: !isRange };
}

/** Canonical text of these days, as Nagios writes it to its object cache. */
export function dateLineText({ from, to, every, isOneDay }: DateLine): string {
  const days = isOneDay || pointText(from) === pointText(to) ? pointText(from) : `${pointText(from)} - ${endText(to)}`;
  return every === 1 ? days : `${days} / ${every}`;
}

function pointText(point: DatePoint): string {
  switch (point.form) {
    case "date":
      return `${String(point.year).padStart(4, "0")}-${twoDigits(point.month)}-${twoDigits(point.day)}`;
    case "month-and-day":
      return `${MONTHS[point.month - 1]} ${point.day}`;
    case "day":
      return `day ${point.day}`;
    case "weekday-of-month":
      return `${WEEKDAYS[point.weekday]} ${point.nth} ${MONTHS[point.month - 1]}`;
    case "weekday":
      return `${WEEKDAYS[point.weekday]} ${point.nth}`;
    default:
      return point satisfies never;
  }
}

const endText = (point: DatePoint): string => (point.form === "day" ? String(point.day) : pointText(point));

const twoDigits = (number: number): string => String(number).padStart(2, "0");

interface Cursor {
  readonly text: string;
  at: number;
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match === null) return null;
  cursor.at = pattern.lastIndex;
  while (cursor.text[cursor.at] === " ") cursor.at += 1;
  return match;
}

function takeInteger(cursor: Cursor): number | null {
  const match = take(cursor, /-?\d{1,4}(?!\d)/y);
  return match === null ? null : Number(match[0]);
}

function takePoint(cursor: Cursor): DatePoint | null {
  const date = take(cursor, /(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/y);
  if (date !== null) return datePoint(Number(date[1]), Number(date[2]), Number(date[3]));
  const word = take(cursor, /[a-z]+/y)?.[0];
  if (word === undefined) return null;
  const number = takeInteger(cursor);
  if (number === null) return null;
  const month = MONTHS.indexOf(word) + 1;
  if (month > 0) return dayIsPossible(number) ? { form: "month-and-day", month, day: number } : null;
  if (word === "day") return dayIsPossible(number) ? { form: "day", day: number } : null;
  const weekday = WEEKDAYS.findIndex((name) => name === word);
  if (weekday < 0 || number === 0 || Math.abs(number) > 5) return null;
  const ofMonth = takeMonth(cursor);
  if (ofMonth === null) return { form: "weekday", weekday, nth: number };
  return { form: "weekday-of-month", weekday, nth: number, month: ofMonth };
}

function takeMonth(cursor: Cursor): number | null {
  const before = cursor.at;
  const month = MONTHS.indexOf(take(cursor, /[a-z]+/y)?.[0] ?? "") + 1;
  if (month > 0) return month;
  cursor.at = before;
  return null;
}

// `july 10 - 15`, `day 1 - 15` and `sunday 1 - 2` omit the repeated word.
function takeSecondNumber(cursor: Cursor, from: DatePoint): DatePoint | null {
  const number = takeInteger(cursor);
  if (number === null) return null;
  switch (from.form) {
    case "month-and-day":
    case "day":
      return dayIsPossible(number) ? { ...from, day: number } : null;
    case "weekday":
      return number !== 0 && Math.abs(number) <= 5 ? { ...from, nth: number } : null;
    default:
      return null;
  }
}

const dayIsPossible = (day: number): boolean => day !== 0 && Math.abs(day) <= 31;

function datePoint(year: number, month: number, day: number): DatePoint | null {
  try {
    Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
    return { form: "date", year, month, day };
  } catch {
    return null;
  }
}
