/** Days, hours and months of Unix time in UTC: what files are named after. */

export const DAY_SECONDS = 86_400;
export const HOUR_SECONDS = 3_600;

/** Days since 1 January 1970. */
export type DayNumber = number;
/** Months since January 1970. */
export type MonthNumber = number;

export const dayOf = (seconds: number): DayNumber => Math.floor(seconds / DAY_SECONDS);
export const startOfDay = (day: DayNumber): number => day * DAY_SECONDS;

/** `2026-11-29`. */
export const dayName = (day: DayNumber): string => new Date(startOfDay(day) * 1000).toISOString().slice(0, 10);

/** Day of a name, or null for any other text. */
export function dayOfName(name: string): DayNumber | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(name)) return null;
  const day = dayOf(Date.parse(`${name}T00:00:00Z`) / 1000);
  return Number.isNaN(day) || dayName(day) !== name ? null : day;
}

export function monthOf(day: DayNumber): MonthNumber {
  const date = new Date(startOfDay(day) * 1000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

export const firstDayOf = (month: MonthNumber): DayNumber =>
  dayOf(Date.UTC(1970 + Math.floor(month / 12), month % 12) / 1000);

/** `2026-11`. */
export const monthName = (month: MonthNumber): string => dayName(firstDayOf(month)).slice(0, 7);

/** Month of a name, or null for any other text. */
export function monthOfName(name: string): MonthNumber | null {
  const day = dayOfName(`${name}-01`);
  return day === null ? null : monthOf(day);
}
