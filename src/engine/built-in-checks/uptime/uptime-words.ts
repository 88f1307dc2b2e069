import type { UnixSeconds } from "../../../lib/clock.ts";

/** Uptime in seconds that is OK, both ends included. */
export interface UptimeLimits {
  readonly min: number;
  readonly max: number;
}

const secondsPer: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Parses `MAX`, `MIN:MAX` or `MIN:`. A returned text is the error, with `%` in place of the threshold's name. */
export function readUptimeLimits(text: string): UptimeLimits | string {
  const range = /^(.+):(.*)$/.exec(text);
  const min = inSeconds(range?.[1] ?? "0");
  const max = range?.[2] === "" ? Infinity : inSeconds(range?.[2] ?? text);
  if (min === null) return "Lower % is not numeric";
  if (max === null) return "Upper % is not numeric";
  return { min, max };
}

/**
 * Formats `8 weeks, 1 day, 22 hours, 31 minutes and 2 seconds`; switches to a larger unit when the smaller gets hard to
 * read.
 */
export function inLargeUnits(uptime: number): string {
  let [seconds, minutes, hours, days, weeks] = [uptime, 0, 0, 0, 0];
  if (seconds > 100) [minutes, seconds] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes > 100) [hours, minutes] = [Math.floor(minutes / 60), minutes % 60];
  if (hours > 48) [days, hours] = [Math.floor(hours / 24), hours % 24];
  if (days > 14) [weeks, days] = [Math.floor(days / 7), days % 7];
  const counts = [counted(weeks, "week"), counted(days, "day"), counted(hours, "hour"), counted(minutes, "minute")];
  const large = counts.filter((part) => !part.startsWith("0 "));
  return [large.join(", "), counted(seconds, "second")].filter((part) => part !== "").join(" and ");
}

export function inDays(uptime: number): string {
  return `${Math.floor(uptime / 86_400)} days`;
}

/** Formats `2018-03-30 14:58:53` in the machine's time zone, like `uptime -s`. */
export function inLocalTime(time: UnixSeconds): string {
  const at = new Date(Math.round(time) * 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

function inSeconds(text: string): number | null {
  const match = /^(\d+)([smhdw]?)$/.exec(text);
  return match ? Number(match[1]) * secondsPer[match[2]!]! : null;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
