import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { memoize } from "../../../lib/memoize.ts";

const FOLDER = "/usr/share/zoneinfo";
const MAX_ZONES = 1000;

/**
 * Abbreviation of a zone at a time near now: `CET`, `CEST`, `-03`, as `strftime` prints it (`%Z`). By the rule at the
 * end of the zone's file (RFC 9636, section 3.3), which is in force today. Null if the system has no such file.
 */
export function zoneAbbreviation(zone: string, at: UnixSeconds): string | null {
  const rule = ruleOf(zone);
  if (rule === null) return null;
  const seconds = offsetSeconds(zone, at);
  if (seconds === rule.standardSeconds) return rule.standard;
  // Morocco has transitions that its rule does not show; its abbreviations are numbers.
  return rule.daylight ?? numeric(seconds);
}

interface ZoneRule {
  readonly standard: string;
  /** East of UTC. */
  readonly standardSeconds: number;
  /** Null: the zone has no summer time. */
  readonly daylight: string | null;
}

const ruleOf = memoize(MAX_ZONES, (zone): ZoneRule | null => {
  if (!/^[\w+-]+(\/[\w+-]+)*$/.test(zone)) return null;
  try {
    return parseRule(readFileSync(join(FOLDER, zone), "latin1").trimEnd().split("\n").at(-1)!);
  } catch {
    return null;
  }
});

const RULE = /^(<[\w+-]+>|[A-Za-z]+)([+-]?)(\d+)(?::(\d+))?(?::(\d+))?(<[\w+-]+>|[A-Za-z]+)?/;

/** Parses the beginning of a POSIX TZ string: `CET-1CEST,M3.5.0,M10.5.0/3`. Its offsets are west of UTC. */
function parseRule(text: string): ZoneRule | null {
  const match = RULE.exec(text);
  if (match === null) return null;
  const [, standard, sign, hours, minutes = "0", seconds = "0", daylight] = match;
  const west = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return {
    standard: bare(standard!),
    standardSeconds: sign === "-" || west === 0 ? west : -west,
    daylight: daylight === undefined ? null : bare(daylight),
  };
}

const bare = (name: string): string => name.replace(/[<>]/g, "");

const offsetSeconds = (zone: string, at: UnixSeconds): number =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at) * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;

/** `+01`, `-0330`. */
function numeric(seconds: number): string {
  const minutes = Math.abs(Math.trunc(seconds / 60));
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${seconds < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${minutes % 60 === 0 ? "" : two(minutes % 60)}`;
}
