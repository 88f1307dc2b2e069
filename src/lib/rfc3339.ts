import type { UnixSeconds } from "./clock.ts";

/**
 * Writes a time as RFC 3339 in UTC with whole seconds: `2024-05-01T09:30:00Z`. Fractions are cut off.
 * A time outside the years 0 to 9999 cannot be written and gives null.
 */
export function formatRfc3339(time: UnixSeconds): string | null {
  if (!(time >= FIRST_TIME && time < END_OF_TIME)) return null;
  const seconds = Math.floor(time);
  const day = Math.floor(seconds / 86_400);
  if (day !== lastDay) {
    lastDayText = new Date(day * 86_400_000).toISOString().slice(0, 11);
    lastDay = day;
  }
  const inDay = seconds - day * 86_400;
  const minute = Math.floor(inDay / 60);
  return `${lastDayText}${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[inDay % 60]}Z`;
}

/**
 * Reads `YYYY-MM-DDThh:mm:ss` with `Z`, `±hh:mm` or `±hhmm`, in either case. A fraction is cut off. Undefined for
 * everything else, including days that do not exist.
 */
export function parseRfc3339(text: string): UnixSeconds | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const offset = offsetSeconds(zone ?? "");
  if (offset === undefined) return undefined;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000 - offset;
}

/** Reads RFC 3339, or Unix seconds with a fraction or without. Undefined for everything else. */
export const parseTime = (text: string): UnixSeconds | undefined =>
  /^-?\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : parseRfc3339(text);

// Most times in an answer fall on the same day: the date part is cached between calls.
let lastDay = NaN;
let lastDayText = "";

const FIRST_TIME = -62_167_219_200;
const END_OF_TIME = 253_402_300_800;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
const PATTERN =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/;

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function offsetSeconds(zone: string): number | undefined {
  if (zone === "Z" || zone === "z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
}
