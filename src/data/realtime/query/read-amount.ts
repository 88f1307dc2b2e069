import { parseRfc3339 } from "../../../lib/rfc3339.ts";

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  w: 7 * 86_400,
};

/** Seconds of `90s`, `30m`, `1h30m`, `1.5h`, `2d`, `1w`; undefined for everything else. */
export function readDuration(text: string): number | undefined {
  if (!/^(?:\d{1,9}(?:\.\d{1,3})?(?:min|[smhdw]))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(min|[smhdw])/g))
    seconds += Number(amount) * UNIT_SECONDS[unit!]!;
  return seconds;
}

/** Unix seconds of `2026-11-29`, `2026-11-29T03:00`, with seconds or without, in UTC unless a zone is given. */
export function readMoment(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  if (match === null) return undefined;
  const [, day, minutes = "00:00", seconds = ":00", zone = "Z"] = match;
  return parseRfc3339(`${day}T${minutes}${seconds}${zone}`);
}

export function readNumber(text: string): number | undefined {
  return /^-?\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}
