import type { Interval } from "./intervals.ts";

/** Dates of a report: the days from `from` up to, not including, `to`, in an IANA zone. */
export interface ReportDates {
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** Instants of the days, which have 23, 24 or 25 hours, or others, as the zone has them. */
export const reportRange = ({ from, to, zone }: ReportDates): Interval => ({
  from: startOfDay(from, zone),
  to: startOfDay(to, zone),
});

const startOfDay = (date: string, zone: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
