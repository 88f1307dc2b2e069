import { expect, test } from "vitest";
import { datesBefore, rangeWords, type RangeKind } from "./report-range.ts";

test.each<[RangeKind, string, string, string, string, string]>([
  ["last-month", "2026-11-01T06:00:00Z", "Europe/Paris", "2026-10-01", "2026-11-01", "in October 2026"],
  ["last-month", "2026-10-31T23:30:00Z", "Europe/Paris", "2026-10-01", "2026-11-01", "in October 2026"],
  ["last-month", "2026-10-31T23:30:00Z", "UTC", "2026-09-01", "2026-10-01", "in September 2026"],
  ["last-month", "2028-03-31T07:00:00Z", "UTC", "2028-02-01", "2028-03-01", "in February 2028"],
  ["last-month", "2027-01-01T00:00:00Z", "UTC", "2026-12-01", "2027-01-01", "in December 2026"],
  ["last-week", "2026-11-29T23:59:59Z", "UTC", "2026-11-16", "2026-11-23", "from 16 to 22 November 2026"],
  ["last-week", "2026-11-30T00:00:00Z", "UTC", "2026-11-23", "2026-11-30", "from 23 to 29 November 2026"],
  ["last-week", "2026-12-07T00:00:00Z", "UTC", "2026-11-30", "2026-12-07", "from 30 November to 6 December 2026"],
  ["last-week", "2027-01-05T00:00:00Z", "UTC", "2026-12-28", "2027-01-04", "from 28 December 2026 to 3 January 2027"],
  ["last-day", "2026-10-26T05:00:00Z", "Europe/Paris", "2026-10-25", "2026-10-26", "on 25 October 2026"],
])("%s at %s in %s", (kind, at, zone, from, to, words) => {
  const dates = datesBefore(Date.parse(at) / 1000, kind, zone);

  expect(dates).toEqual({ from, to, zone });
  expect(rangeWords(dates)).toBe(words);
});
