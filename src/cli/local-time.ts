const TIME = /^(\d\d?):(\d\d)$/;
const DATE_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)$/;

/** True for `03:00` and `2026-11-24 03:00`, which need a time zone. */
export const isLocalTime = (text: string): boolean => TIME.test(text) || DATE_AND_TIME.test(text);

/**
 * RFC 3339 of a local time in an IANA zone; of `03:00` the next such time. A time that does not exist is left as it is,
 * for the server to refuse.
 */
export function timeInZone(
  text: string,
  zone: string,
  now = Temporal.Now.zonedDateTimeISO(zone).withTimeZone(zone),
): string {
  try {
    const time = TIME.exec(text);
    const found = time === null ? dateAndTime(text, zone) : nextTime(Number(time[1]), Number(time[2]), now);
    return found.toString({ timeZoneName: "never", smallestUnit: "second" });
  } catch {
    return text;
  }
}

function dateAndTime(text: string, zone: string): Temporal.ZonedDateTime {
  const [, date, time] = DATE_AND_TIME.exec(text)!;
  return Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: "reject" }).toZonedDateTime(zone);
}

function nextTime(hour: number, minute: number, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const time = Temporal.PlainTime.from({ hour, minute }, { overflow: "reject" });
  const today = now.toPlainDate().toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time });
  if (Temporal.ZonedDateTime.compare(today, now) >= 0) return today;
  return now.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time });
}
