import { RRuleTemporal } from "rrule-temporal";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { RecurringDowntimeRequest } from "../../model/recurring-downtime.ts";

/** Start times of a recurring downtime, ascending and without duplicates. */
export interface Recurrence {
  /** Starts in [`from`, `to`). */
  startsBetween(from: UnixSeconds, to: UnixSeconds): readonly UnixSeconds[];
  /** Next starts after `time`, at most `count`. */
  startsAfter(time: UnixSeconds, count: number): readonly UnixSeconds[];
}

// More than any single change of a zone's offset.
const MAX_SHIFT = { hours: 26 };
// Occurrences that a clock change can put out of order.
const OUT_OF_ORDER = 8;

/**
 * Evaluates the rule on the local calendar, then converts each local time as in RFC 5545 §3.3.5: a time skipped by a
 * clock change moves forward by the gap (02:30 becomes 03:30), an ambiguous one is the first of the two. RFC 5545
 * §3.3.10 would drop the skipped one, but an operator wants a downtime every night. Throws unless the rule passes
 * `ruleMistake` and the start and zone are valid.
 */
export function createRecurrence({
  rule,
  start,
  zone,
}: Pick<RecurringDowntimeRequest, "rule" | "start" | "zone">): Recurrence {
  const rrule = new RRuleTemporal({
    rruleString: onCalendar(rule, zone),
    dtstart: calendarTime(start),
    strict: true,
    cache: false,
  });
  const instantOf = (local: { toPlainDateTime(): Temporal.PlainDateTime }): UnixSeconds =>
    local.toPlainDateTime().toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds / 1000;
  const localOf = (time: UnixSeconds): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(Math.floor(time) * 1000)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toZonedDateTime("UTC");

  return {
    startsBetween(from, to) {
      const found = rrule.between(localOf(from).subtract(MAX_SHIFT), localOf(to).add(MAX_SHIFT), true);
      return inOrder(found.map(instantOf)).filter((time) => time >= from && time < to);
    },
    startsAfter(time, count) {
      const found: UnixSeconds[] = [];
      let later = 0;
      for (
        let next = rrule.next(localOf(time).subtract(MAX_SHIFT), false);
        next !== null;
        next = rrule.next(next, false)
      ) {
        const instant = instantOf(next);
        if (instant > time) {
          found.push(instant);
          later++;
        }
        if (later >= count + OUT_OF_ORDER) break;
      }
      return inOrder(found).slice(0, count);
    },
  };
}

/**
 * Converts a local ISO 8601 date and time to a calendar time in UTC, which has no clock changes. Throws if it is
 * invalid.
 */
export const calendarTime = (local: string): Temporal.ZonedDateTime =>
  Temporal.PlainDateTime.from(local).toZonedDateTime("UTC");

const inOrder = (times: readonly UnixSeconds[]): UnixSeconds[] =>
  [...new Set(times)].toSorted((one, other) => one - other);

/** Converts UNTIL to a calendar time: a date includes the whole day, UTC becomes local. */
function onCalendar(rule: string, zone: string): string {
  return rule.replace(
    /UNTIL=(\d{8})(T\d{6})?(Z)?/,
    (_all, day: string, time: string | undefined, utc: string | undefined) => {
      const local = Temporal.PlainDateTime.from(`${day}${time ?? "T235959"}`);
      const moved = utc === undefined ? local : local.toZonedDateTime("UTC").withTimeZone(zone).toPlainDateTime();
      return `UNTIL=${moved.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "")}Z`;
    },
  );
}
