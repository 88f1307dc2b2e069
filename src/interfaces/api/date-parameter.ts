import type { FastifyRequest } from "fastify";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { parseTime } from "../../lib/rfc3339.ts";
import { Refusal } from "../../model/refusal.ts";
import { textIn } from "./query-parameters.ts";

export interface DateRange {
  /** Unix seconds, included. */
  readonly from: UnixSeconds;
  /** Excluded. */
  readonly to: UnixSeconds;
}

/** A parameter with a date, as it was given. */
export interface DateParameter {
  readonly name: string;
  readonly text: string | undefined;
}

const DAY = 86_400;
const LONGEST_RANGE = 11 * 366 * DAY;
/** Latest time of the files of performance data, in 2106. */
const LATEST = 2 ** 32 - 1;

/**
 * Range between two dates, by default the last 24 hours (later versions §9): RFC 3339, Unix seconds, or a date with or
 * without a time, then in UTC. Refuses with `date-parameter`.
 */
export function dateRangeOf(start: DateParameter, end: DateParameter, now: UnixSeconds): DateRange {
  const to = dateOf(end) ?? Math.floor(now) + 1;
  const from = dateOf(start) ?? to - DAY;
  if (from >= to) throw refused("End date must be greater than start date.");
  if (to - from > LONGEST_RANGE) throw refused("Start date must be at most eleven years before end date.");
  return { from, to };
}

/** The range of the parameters `start` and `end`. */
export const rangeInQuery = (request: FastifyRequest, { clock }: { readonly clock: Clock }): DateRange =>
  dateRangeOf(
    { name: "start", text: textIn(request, "start") },
    { name: "end", text: textIn(request, "end") },
    clock.now(),
  );

const refused = (message: string): Refusal => new Refusal("date-parameter", message);

/** Seconds of a date, a fraction rounded up: nothing in the range is before it. Undefined without one. */
function dateOf({ name, text }: DateParameter): UnixSeconds | undefined {
  if (text === undefined || text === "") return undefined;
  const time = parseDate(text);
  if (time === undefined || time < 0 || time > LATEST) throw refused(`Invalid date given for parameter "${name}".`);
  return Math.ceil(time);
}

const MAX_LENGTH = 64;

function parseDate(given: string): UnixSeconds | undefined {
  if (given.length > MAX_LENGTH) return undefined;
  // A plus sign of the zone that was not escaped arrives as a blank.
  const text = given.trim().replace(/(T[\d:.]+) (\d\d:?\d\d)$/i, "$1+$2");
  const time = parseTime(text) ?? withoutZone(text);
  // Fractions of a second were cut off.
  return time !== undefined && /:\d\d\.\d*[1-9]/.test(text) ? time + 1 : time;
}

/** A date, or a date and a time, without a zone. */
function withoutZone(text: string): UnixSeconds | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/i.test(text)) return undefined;
  try {
    return Math.floor(Temporal.PlainDateTime.from(text).toZonedDateTime("UTC").epochMilliseconds / 1000);
  } catch {
    return undefined;
  }
}
