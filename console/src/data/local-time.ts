/** Instant of a local time in a zone (`2026-11-29T03:00`), RFC 3339 in UTC; in a gap of the clock the later one. */
export const instantOfLocal = (local: string, zone: string): string =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString({ smallestUnit: "second" });

/** Local time of an instant in a zone, as a field of date and time has it. */
export const localOfInstant = (instant: string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
