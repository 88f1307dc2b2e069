import { describe, expect, test } from "vitest";
import { createRecurrence } from "./recurrence.ts";
import { ruleMistake } from "./recurrence-rule.ts";

const PARIS = "Europe/Paris";
const seconds = (utc: string): number => Date.parse(utc) / 1000;
const utc = (time: number): string => new Date(time * 1000).toISOString().slice(0, 16);
const starts = (rule: string, start: string, zone: string, from: string, to: string): readonly string[] =>
  createRecurrence({ rule, start, zone }).startsBetween(seconds(from), seconds(to)).map(utc);
const next = (rule: string, start: string, zone: string, after: string, count: number): readonly string[] =>
  createRecurrence({ rule, start, zone }).startsAfter(seconds(after), count).map(utc);

describe("a recurring downtime begins", () => {
  test("at the same time of day before and after clock changes, forward and back", () => {
    expect(starts("FREQ=WEEKLY", "2026-03-22T22:00:00", PARIS, "2026-03-22T00:00Z", "2026-04-06T00:00Z")).toEqual([
      "2026-03-22T21:00",
      "2026-03-29T20:00",
      "2026-04-05T20:00",
    ]);
    expect(starts("FREQ=WEEKLY", "2026-10-18T22:00:00", PARIS, "2026-10-18T00:00Z", "2026-11-02T00:00Z")).toEqual([
      "2026-10-18T20:00",
      "2026-10-25T21:00",
      "2026-11-01T21:00",
    ]);
  });

  test("an hour later if a clock change skips its time, once if it repeats it", () => {
    expect(starts("FREQ=DAILY", "2026-03-28T02:30:00", PARIS, "2026-03-28T00:00Z", "2026-03-31T00:00Z")).toEqual([
      "2026-03-28T01:30",
      "2026-03-29T01:30",
      "2026-03-30T00:30",
    ]);
    expect(starts("FREQ=DAILY", "2026-10-24T02:30:00", PARIS, "2026-10-24T00:00Z", "2026-10-27T00:00Z")).toEqual([
      "2026-10-24T00:30",
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
  });

  test("once if a skipped time moves onto another one of the rule", () => {
    expect(starts("FREQ=HOURLY", "2026-03-28T00:30:00", PARIS, "2026-03-28T23:00Z", "2026-03-29T03:00Z")).toEqual([
      "2026-03-28T23:30",
      "2026-03-29T00:30",
      "2026-03-29T01:30",
      "2026-03-29T02:30",
    ]);
  });

  test("in order if a skipped time moves past a later one", () => {
    expect(
      starts(
        "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,45",
        "2026-03-29T00:00:00",
        PARIS,
        "2026-03-29T00:00Z",
        "2026-03-29T23:00Z",
      ),
    ).toEqual(["2026-03-29T01:00", "2026-03-29T01:45"]);
  });

  test.each([
    [
      "clock changes of the southern hemisphere",
      "FREQ=DAILY",
      "2026-10-03T22:00:00",
      "Australia/Sydney",
      "2026-10-03T00:00Z",
      ["2026-10-03T12:00", "2026-10-04T11:00"],
    ],
    [
      "a clock change of half an hour",
      "FREQ=DAILY",
      "2026-10-03T22:00:00",
      "Australia/Lord_Howe",
      "2026-10-03T00:00Z",
      ["2026-10-03T11:30", "2026-10-04T11:00"],
    ],
    [
      "a zone without clock changes",
      "FREQ=DAILY",
      "2026-03-28T22:00:00",
      "Asia/Kathmandu",
      "2026-03-28T00:00Z",
      ["2026-03-28T16:15", "2026-03-29T16:15"],
    ],
    [
      "the last Sunday of the month",
      "FREQ=MONTHLY;BYDAY=-1SU",
      "2026-01-01T22:00:00",
      PARIS,
      "2026-03-01T00:00Z",
      ["2026-03-29T20:00", "2026-04-26T20:00"],
    ],
    [
      "the last working day",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "2026-01-01T20:00:00",
      "UTC",
      "2026-01-01T00:00Z",
      ["2026-01-30T20:00", "2026-02-27T20:00"],
    ],
    [
      "the second Tuesday",
      "FREQ=MONTHLY;BYDAY=2TU",
      "2026-01-01T20:00:00",
      "UTC",
      "2026-01-01T00:00Z",
      ["2026-01-13T20:00", "2026-02-10T20:00"],
    ],
    [
      "every other week from its start",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
      "2026-01-05T20:00:00",
      "UTC",
      "2026-01-06T00:00Z",
      ["2026-01-09T20:00", "2026-01-19T20:00"],
    ],
    [
      "the 31st where there is one",
      "FREQ=MONTHLY;BYMONTHDAY=31",
      "2026-01-01T08:00:00",
      "UTC",
      "2026-01-01T00:00Z",
      ["2026-01-31T08:00", "2026-03-31T08:00"],
    ],
    [
      "29 February",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "2026-03-01T10:00:00",
      "UTC",
      "2026-11-01T00:00Z",
      ["2028-02-29T10:00", "2032-02-29T10:00"],
    ],
    [
      "a day that Samoa skipped",
      "FREQ=DAILY",
      "2011-12-28T12:00:00",
      "Pacific/Apia",
      "2011-12-29T00:00Z",
      ["2011-12-29T22:00", "2011-12-30T22:00"],
    ],
    [
      "not before its start",
      "FREQ=DAILY",
      "2027-01-01T10:00:00",
      "UTC",
      "2026-11-01T00:00Z",
      ["2027-01-01T10:00", "2027-01-02T10:00"],
    ],
  ])("%s", (_case, rule, start, zone, after, expected) => {
    expect(next(rule, start, zone, after, 2)).toEqual(expected);
  });

  test.each([
    ["UNTIL in UTC", "FREQ=DAILY;UNTIL=20261025T210000Z", ["2026-10-24T20:00", "2026-10-25T21:00"]],
    ["UNTIL in UTC a second early", "FREQ=DAILY;UNTIL=20261025T205959Z", ["2026-10-24T20:00"]],
    ["UNTIL in local time", "FREQ=DAILY;UNTIL=20261025T220000", ["2026-10-24T20:00", "2026-10-25T21:00"]],
    ["UNTIL as a date, that day included", "FREQ=DAILY;UNTIL=20261025", ["2026-10-24T20:00", "2026-10-25T21:00"]],
    ["COUNT, from the start on", "FREQ=DAILY;COUNT=3", ["2026-10-24T20:00", "2026-10-25T21:00"]],
  ])("no longer after %s", (_case, rule, expected) => {
    expect(next(rule, "2026-10-23T22:00:00", PARIS, "2026-10-24T00:00Z", 10)).toEqual(expected);
  });
});

describe("an invalid rule is refused with what was expected", () => {
  test.each([
    ["", "'' is no part of a rule that is known here; known are FREQ,"],
    ["INTERVAL=2", "FREQ is missing."],
    ["RRULE:FREQ=DAILY", "'RRULE:FREQ' is no part"],
    ["FREQ=MINUTELY", "FREQ should be YEARLY, MONTHLY, WEEKLY, DAILY or HOURLY."],
    ["FREQ=DAILY;", "'' is no part"],
    ["FREQ=DAILY;BYSECOND=1", "'BYSECOND' is no part"],
    ["FREQ=DAILY\nEXDATE:20260101", "FREQ should be"],
    ["FREQ=DAILY;FREQ=WEEKLY", "FREQ is given twice."],
    ["FREQ=DAILY;INTERVAL=0", "INTERVAL should be a whole number from 1 to 1000."],
    ["FREQ=DAILY;INTERVAL=1.5", "INTERVAL should be"],
    ["FREQ=DAILY;BYHOUR=24", "BYHOUR should be whole numbers from 0 to 23, parted by commas."],
    ["FREQ=DAILY;BYMINUTE=0,10,20,30,40", "BYMINUTE has more than 4 minutes."],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY should be whole numbers from -31 to 31 without 0"],
    ["FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY should be"],
    ["FREQ=MONTHLY;BYDAY=XX", "BYDAY should be days such as MO,TU"],
    ["FREQ=WEEKLY;BYDAY=1MO", "Numbered days in BYDAY need"],
    ["FREQ=DAILY;COUNT=1;UNTIL=20270101", "COUNT and UNTIL exclude each other."],
    ["FREQ=DAILY;UNTIL=2027-01-01", "UNTIL should be a date such as"],
    ["FREQ=DAILY;BYSETPOS=1", "BYSETPOS needs another BY part"],
    [`FREQ=DAILY;BYHOUR=${"1,".repeat(300)}1`, "The rule has 619 letters; at most 500 are taken."],
  ])("%j", (rule, expected) => {
    expect(ruleMistake(rule)).toContain(expected);
  });

  test.each([
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU",
    "FREQ=MONTHLY;BYDAY=-1SU,+2MO",
    "FREQ=HOURLY;BYMINUTE=0,15,30,45",
  ])("%s is accepted", (rule) => {
    expect(ruleMistake(rule)).toBeNull();
  });
});
