import { InvalidArgumentError } from "commander";
import { isLocalTime, timeInZone, type ClockTime } from "../local-time.ts";

/** Local time, such as `2026-11-24 03:00:00`; empty for null. Default: in the zone of this machine. */
export const localTime = (date: string | null, zone: string = Temporal.Now.timeZoneId()): string =>
  date === null
    ? ""
    : Temporal.Instant.from(date)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: "second" })
        .replace("T", " ");

/** Time since a date, in its two largest units, such as `2d 3h`; empty for null. */
export function ageOf(date: string | null, now: number = Date.now()): string {
  if (date === null) return "";
  let seconds = Math.max(0, Math.floor((now - Date.parse(date)) / 1000));
  const parts: string[] = [];
  for (const [unit, size] of AGE_UNITS) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0 || (unit === "s" && parts.length === 0)) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(" ");
}

const AGE_UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
] as const;

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const MAX_SECONDS = 366 * 86_400;

/** Reads a duration such as `90m`, `2h`, `1h30m` or `7d`, at most a year. */
export function durationSeconds(text: string): number {
  const isDuration = /^(\d{1,7}[smhdw])+$/.test(text);
  const seconds = [...text.matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNIT_SECONDS[unit!]!,
    0,
  );
  if (isDuration && seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new InvalidArgumentError("Expected a duration such as 30m, 2h, 1h30m or 7d, at most 366d.");
}

/** Reads a time for a plan. Returns Unix seconds. `03:00` is the next one. */
export const comingTime = (text: string): number => timeSeconds(text, "next");

/** Checks a time that is read later, when what it depends on is known. */
export function timeText(text: string): string {
  comingTime(text);
  return text;
}

/** Reads the end of a plan that begins at `start`: `03:00` is the first one after it. */
export const timeAfter = (text: string, start: number): number =>
  timeSeconds(text, "next", Temporal.Instant.fromEpochMilliseconds(start * 1000));

/** Reads a time for looking back. Returns Unix seconds. `03:00` is the latest one that is not after now. */
export const pastTime = (text: string): number => timeSeconds(text, "latest");

/** Reads `03:00`, `2026-11-24 03:00` in the zone of this machine, RFC 3339, or `now`. */
function timeSeconds(text: string, clockTime: ClockTime, now = Temporal.Now.instant()): number {
  if (text === "now") return Math.floor(Date.now() / 1000);
  const zone = Temporal.Now.timeZoneId();
  const seconds = instant(isLocalTime(text) ? timeInZone(text, zone, clockTime, now.toZonedDateTimeISO(zone)) : text);
  if (seconds !== null) return seconds;
  throw new InvalidArgumentError(
    'Expected a time such as 03:00, "2026-11-24 03:00", 2026-11-24T03:00:00+01:00 or now.',
  );
}

function instant(text: string): number | null {
  try {
    return Math.floor(Temporal.Instant.from(text).epochMilliseconds / 1000);
  } catch {
    return null;
  }
}
