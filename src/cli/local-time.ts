const TIME = /^(\d\d?):(\d\d)$/;
const DATE_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)$/;

/** True for `03:00` and `2026-11-24 03:00`, which need a time zone. */
export const isLocalTime = (text: string): boolean => TIME.test(text) || DATE_AND_TIME.test(text);

/** Which time of day `03:00` is: the next one, for plans, or the latest one that is not after now, for looking back. */
export type ClockTime = "next" | "latest";

/**
 * RFC 3339 of a local time in an IANA zone. A time that does not exist is left as it is, for the server to refuse.
 */
export function timeInZone(
  text: string,
  zone: string,
  clockTime: ClockTime,
  now = Temporal.Now.zonedDateTimeISO(zone).withTimeZone(zone),
): string {
  try {
    const time = TIME.exec(text);
    const found = time === null ? dateAndTime(text, zone) : timeOfDay(Number(time[1]), Number(time[2]), clockTime, now);
    return found.toString({ timeZoneName: "never", smallestUnit: "second" });
  } catch {
    return text;
  }
}

function dateAndTime(text: string, zone: string): Temporal.ZonedDateTime {
  const [, date, time] = DATE_AND_TIME.exec(text)!;
  return Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: "reject" }).toZonedDateTime(zone);
}

function timeOfDay(
  hour: number,
  minute: number,
  clockTime: ClockTime,
  now: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  const time = Temporal.PlainTime.from({ hour, minute }, { overflow: "reject" });
  const onDay = (days: number): Temporal.ZonedDateTime =>
    now.toPlainDate().add({ days }).toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time });
  const today = onDay(0);
  const order = Temporal.ZonedDateTime.compare(today, now);
  if (clockTime === "next") return order >= 0 ? today : onDay(1);
  return order <= 0 ? today : onDay(-1);
}

/** Local time with the name of its zone: `2026-11-23 10:02:11 Europe/Paris`. */
export function zonedTime(date: string, zone: string): string {
  const time = Temporal.Instant.from(date).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${time.toString({ smallestUnit: "second" }).replace("T", " ")} ${zone}`;
}
