import { clockText, dateTimeText, type TimeStyle } from "../time.ts";

/** `29 Nov 22:13 – 23:13`, or with both dates if they differ. */
export function spanText(start: number, end: number, now: number, style: TimeStyle): string {
  const from = dateTimeText(start, now, style);
  const dayOf = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(style.zone);
  const isSameDay = dayOf(start).toPlainDate().equals(dayOf(end).toPlainDate());
  return `${from} – ${isSameDay ? clockText(end, style) : dateTimeText(end, now, style)}`;
}
