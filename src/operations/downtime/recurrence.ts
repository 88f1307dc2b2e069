import { RRuleTemporal } from "rrule-temporal";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { RecurringDowntimeRequest } from "../../model/recurring-downtime.ts";

/** When a recurring downtime begins. Answers are in order and without repetition. */
export interface Recurrence {
  /** From `from` on, before `to`. */
  startsBetween(from: UnixSeconds, to: UnixSeconds): readonly UnixSeconds[];
  /** The next ones after `time`, at most `count`. */
  startsAfter(time: UnixSeconds, count: number): readonly UnixSeconds[];
}

// More than any zone was ever moved by at once.
const WIDEST_SHIFT = { hours: 26 };
// Occurrences that a move of the clock can put out of order.
const OUT_OF_ORDER = 8;

/**
 * The rule is followed on the local calendar, and each local time then becomes an instant, as RFC 5545 §3.3.5 reads local
 * times: one that the clocks skip is moved on by the gap (02:30 becomes 03:30), one that comes twice is the first. RFC 5545
 * §3.3.10 would leave the skipped one out; a night without its downtime is not what an operator meant.
 * The request must have passed `ruleMistake`, and its start and zone be real; throws otherwise.
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
      const found = rrule.between(localOf(from).subtract(WIDEST_SHIFT), localOf(to).add(WIDEST_SHIFT), true);
      return inOrder(found.map(instantOf)).filter((time) => time >= from && time < to);
    },
    startsAfter(time, count) {
      const found: UnixSeconds[] = [];
      let later = 0;
      for (
        let next = rrule.next(localOf(time).subtract(WIDEST_SHIFT), false);
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

/** A local date and time of ISO 8601 as a time on the calendar: UTC has no clock changes. Throws when there is no such time. */
export const calendarTime = (local: string): Temporal.ZonedDateTime =>
  Temporal.PlainDateTime.from(local).toZonedDateTime("UTC");

const inOrder = (times: readonly UnixSeconds[]): UnixSeconds[] =>
  [...new Set(times)].toSorted((one, other) => one - other);

/** UNTIL as a time on the calendar: a day counts as a whole, UTC becomes local. */
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
