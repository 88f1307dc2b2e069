import { zoneName } from "../../model/time-zone.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Decision } from "../../model/notification-decision.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const two = (number: number): string => String(number).padStart(2, "0");

/** Future time in words: `14:00` today, `Mon 08:00` within six days, otherwise with the date. `zone`: IANA. */
export function untilWords(until: UnixSeconds, at: UnixSeconds, zone: string): string {
  const then = local(until, zone);
  const today = local(at, zone).toPlainDate();
  const days = today.until(then.toPlainDate()).days;
  const clock = `${two(then.hour)}:${two(then.minute)}${then.second === 0 ? "" : `:${two(then.second)}`}`;
  if (days === 0) return clock;
  return days > 0 && days < 7 ? `${DAYS[then.dayOfWeek - 1]} ${clock}` : `${then.toPlainDate()} ${clock}`;
}

/** Time of day with seconds: `10:02:11`. */
export function clockWords(at: UnixSeconds, zone: string): string {
  if (last.at === at && last.zone === zone) return last.words;
  const time = local(at, zone);
  last = { at, zone, words: `${two(time.hour)}:${two(time.minute)}:${two(time.second)}` };
  return last.words;
}

// Many decisions are made in the same second.
let last = { at: NaN, zone: "", words: "" };

/** Sentence of a decision: `not notified: acknowledged by jdoe`. */
export function sentenceOf({ outcome, contact, reason }: Pick<Decision, "outcome" | "contact" | "reason">): string {
  if (outcome === "told") return reason;
  return `${outcome === "waiting" ? "waiting" : "not notified"}: ${contact === null ? "" : `${contact}: `}${reason}`;
}

const local = (at: UnixSeconds, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at) * 1000).toZonedDateTimeISO(zoneName(zone));
