import { describe, expect, test } from "vitest";
import { endOfWeek, placeOf, readDate, stacked, startOfWeek, weekOf } from "./calendar-week.ts";

const week = (date: string, zone = "Europe/Paris") => weekOf(Temporal.PlainDate.from(date), zone);
const at = (time: string): number => Date.parse(time);
const iso = (instant: number): string => new Date(instant).toISOString();

test.each([
  ["2026-12-02", "Europe/Paris", "2026-11-29T23:00:00.000Z", "2026-12-06T23:00:00.000Z"],
  ["2026-11-30", "America/New_York", "2026-11-30T05:00:00.000Z", "2026-12-07T05:00:00.000Z"],
  // The clocks change on Sunday: the week has an hour less, or more.
  ["2027-03-24", "Europe/Paris", "2027-03-21T23:00:00.000Z", "2027-03-28T22:00:00.000Z"],
  ["2026-10-25", "Europe/Paris", "2026-10-18T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
])("the week of %s in %s", (date, zone, start, end) => {
  expect([iso(startOfWeek(week(date, zone))), iso(endOfWeek(week(date, zone)))]).toEqual([start, end]);
});

describe("the place of a time", () => {
  test.each([
    ["2026-11-30", "2026-11-29T23:00:00Z", 0],
    ["2026-11-30", "2026-11-20T00:00:00Z", 0],
    ["2026-11-30", "2026-12-10T00:00:00Z", 1],
    ["2026-11-30", "2026-12-01T11:00:00Z", 1.5 / 7],
    // Noon of a day of 23 hours is 11 of 23 hours after its midnight.
    ["2027-03-28", "2027-03-28T10:00:00Z", (6 + 11 / 23) / 7],
    ["2026-10-25", "2026-10-25T11:00:00Z", (6 + 13 / 25) / 7],
  ])("in the week of %s: %s", (date, time, place) => {
    expect(placeOf(at(time), week(date))).toBeCloseTo(place, 10);
  });
});

test("bars that overlap stand in lines of their own", () => {
  const bar = (start: number, end: number) => ({ start, end });

  expect(stacked([bar(5, 9), bar(0, 4), bar(4, 5), bar(1, 6)])).toEqual([
    [bar(0, 4), bar(4, 5), bar(5, 9)],
    [bar(1, 6)],
  ]);
});

test.each([
  ["2026-11-30", "2026-11-30"],
  ["2026-13-30", undefined],
  ["soon", undefined],
  [undefined, undefined],
])("the date %s of an address", (text, date) => {
  expect(readDate(text)?.toString()).toBe(date);
});
