import { describe, expect, it } from "vitest";

import { isOpen, nextOpening } from "./time-period.ts";
import { loadObjects } from "../config/objects/configuration-folder.fixture.ts";

const PARIS = "Europe/Paris";

function periods(text: string): ReturnType<typeof loadObjects>["inventory"]["timePeriods"] {
  return loadObjects(text).inventory.timePeriods;
}

const seconds = (local: string, zone = PARIS): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds / 1000;

function openAt(lines: string, local: string, zone = PARIS): boolean {
  const all = periods(`define timeperiod {\n timeperiod_name p\n${lines}\n}`);
  const period = all.get("p");
  if (period === undefined) throw new Error("no period");
  return isOpen(period, all, seconds(local, zone), zone);
}

function opening(text: string, from: string | number, zone = PARIS): string | null {
  const all = periods(text);
  const period = all.get("p");
  if (period === undefined) throw new Error("no period");
  const next = nextOpening(period, all, typeof from === "number" ? from : seconds(from, zone), zone);
  return next === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(next * 1000)
        .toZonedDateTimeISO(zone)
        .toString({ timeZoneName: "never" });
}

describe("the weekdays of a time period", () => {
  // 2026-11-23 is a Monday.
  it.each([
    ["at the start of a range", "monday 09:00-12:00", "2026-11-23T09:00:00", true],
    ["one second before its start", "monday 09:00-12:00", "2026-11-23T08:59:59", false],
    ["one second before its end", "monday 09:00-12:00", "2026-11-23T11:59:59", true],
    ["at its end", "monday 09:00-12:00", "2026-11-23T12:00:00", false],
    ["in the second range", "monday 09:00-12:00,13:00-18:00", "2026-11-23T17:00:00", true],
    ["on another day", "monday 09:00-12:00", "2026-11-24T10:00:00", false],
    ["until midnight with 24:00", "monday 00:00-24:00", "2026-11-23T23:59:59", true],
    ["on Sunday", "sunday 00:00-24:00", "2026-11-22T12:00:00", true],
    ["never in an empty range", "monday 00:00-00:00", "2026-11-23T00:00:00", false],
  ])("%s", (_, lines, local, expected) => {
    expect(openAt(lines, local)).toBe(expected);
  });

  it("are those of the given zone", () => {
    const all = periods("define timeperiod {\n timeperiod_name p\n monday 00:00-24:00\n}");
    const period = all.get("p");
    const at = seconds("2026-11-23T00:30:00", "Asia/Tokyo");

    expect(period && isOpen(period, all, at, "Asia/Tokyo")).toBe(true);
    expect(period && isOpen(period, all, at, PARIS)).toBe(false);
  });
});

describe("the date exceptions of a time period", () => {
  const ALWAYS = "monday 00:00-24:00\n tuesday 00:00-24:00\n";
  it.each([
    ["a date instead of its weekday", `${ALWAYS} 2026-11-23 10:00-11:00`, "2026-11-23T09:00:00", false],
    ["a date with its own times", `${ALWAYS} 2026-11-23 10:00-11:00`, "2026-11-23T10:30:00", true],
    ["another day by its weekday", `${ALWAYS} 2026-11-23 10:00-11:00`, "2026-11-24T09:00:00", true],
    ["from date to date, the last day", "2026-11-20 - 2026-11-26 10:00-11:00", "2026-11-26T10:00:00", true],
    ["from date to date, the day after", "2026-11-20 - 2026-11-26 10:00-11:00", "2026-11-27T10:00:00", false],
    ["no other day of every third day from a date on", "2026-11-20 / 3 10:00-11:00", "2027-11-22T10:00:00", false],
    ["every third day from a date on, a year later", "2026-11-20 / 3 10:00-11:00", "2027-11-21T10:00:00", true],
    ["every second day of a range", "2026-11-20 - 2026-11-26 / 2 10:00-11:00", "2026-11-24T10:00:00", true],
    ["not the days between", "2026-11-20 - 2026-11-26 / 2 10:00-11:00", "2026-11-25T10:00:00", false],
    ["a day of a month every year", "december 25 10:00-11:00", "2031-12-25T10:00:00", true],
    ["the last day of february", "february -1 10:00-11:00", "2028-02-29T10:00:00", true],
    ["february 28 is not the last of a leap year", "february -1 10:00-11:00", "2028-02-28T10:00:00", false],
    ["days of a month", "july 10 - 15 10:00-11:00", "2026-07-15T10:00:00", true],
    ["across the end of the year", "december 20 - january 5 10:00-11:00", "2027-01-05T10:00:00", true],
    ["not after it", "december 20 - january 5 10:00-11:00", "2027-01-06T10:00:00", false],
    ["a day of every month", "day 15 10:00-11:00", "2026-03-15T10:00:00", true],
    ["the second to last day of every month", "day -2 10:00-11:00", "2026-04-29T10:00:00", true],
    ["the days up to the last of a short month", "day 29 - 31 10:00-11:00", "2026-06-30T10:00:00", true],
    ["across the end of a month", "day 25 - 5 10:00-11:00", "2026-07-03T10:00:00", true],
    ["not in its middle", "day 25 - 5 10:00-11:00", "2026-07-10T10:00:00", false],
    ["every fifth day of the first half", "day 1 - 15 / 5 10:00-11:00", "2026-07-11T10:00:00", true],
    ["the third monday of every month", "monday 3 10:00-11:00", "2026-11-16T10:00:00", true],
    ["not the fourth", "monday 3 10:00-11:00", "2026-11-23T10:00:00", false],
    ["the last monday of every month", "monday -1 10:00-11:00", "2026-11-30T10:00:00", true],
    ["from the third monday to the fourth thursday", "monday 3 - thursday 4 10:00-11:00", "2026-11-25T10:00:00", true],
    ["the fourth thursday of november", "thursday 4 november 10:00-11:00", "2026-11-26T10:00:00", true],
    ["not of october", "thursday 4 november 10:00-11:00", "2026-10-22T10:00:00", false],
    ["weekdays of two months", "monday 3 january - friday -1 february 10:00-11:00", "2026-02-27T10:00:00", true],
    [
      "a date before a weekday of the month",
      "monday 4 00:00-24:00\n 2026-11-23 10:00-11:00",
      "2026-11-23T09:00:00",
      false,
    ],
    [
      "a month and day before a day of the month",
      "day 23 00:00-24:00\n november 23 10:00-11:00",
      "2026-11-23T09:00:00",
      false,
    ],
  ])("%s", (_, lines, local, expected) => {
    expect(openAt(` ${lines}`, local)).toBe(expected);
  });
});

describe("excluded periods", () => {
  const TEXT = `
define timeperiod {
  timeperiod_name  p
  monday           00:00-24:00
  tuesday          00:00-24:00
  exclude          lunch,holidays
}
define timeperiod {
  timeperiod_name  lunch
  monday           12:00-13:00
  tuesday          12:00-13:00
}
define timeperiod {
  timeperiod_name  holidays
  2026-11-23       00:00-24:00
}`;

  it.each([
    ["2026-11-23T10:00:00", "2026-11-24T00:00:00+01:00"],
    ["2026-11-24T12:30:00", "2026-11-24T13:00:00+01:00"],
    ["2026-11-24T09:00:00", "2026-11-24T09:00:00+01:00"],
    ["2026-11-25T09:00:00", "2026-11-30T00:00:00+01:00"],
  ])("never open: the next opening after %s is %s", (from, expected) => {
    expect(opening(TEXT, from)).toBe(expected);
  });
});

describe("the next opening", () => {
  const single = (lines: string): string => `define timeperiod {\n timeperiod_name p\n ${lines}\n}`;

  it.each([
    ["the same time when it is open", "monday 09:00-12:00", "2026-11-23T10:00:00", "2026-11-23T10:00:00+01:00"],
    ["later the same day", "monday 09:00-12:00,14:00-15:00", "2026-11-23T12:00:00", "2026-11-23T14:00:00+01:00"],
    ["next week", "monday 09:00-12:00", "2026-11-23T12:00:00", "2026-11-30T09:00:00+01:00"],
    ["a date far away", "2040-05-06 10:00-11:00", "2026-11-23T12:00:00", "2040-05-06T10:00:00+02:00"],
    ["after the hour skipped in spring", "sunday 02:30-04:00", "2026-03-28T12:00:00", "2026-03-29T03:00:00+02:00"],
    [
      "the next week, when all of it was the skipped hour",
      "sunday 02:15-02:45",
      "2026-03-28T12:00:00",
      "2026-04-05T02:15:00+02:00",
    ],
    [
      "the first of the repeated hours in autumn",
      "sunday 02:30-03:00",
      "2026-10-25T00:00:00",
      "2026-10-25T02:30:00+02:00",
    ],
    [
      "midnight where the clock skips it",
      "sunday 00:00-24:00",
      "2026-09-05T12:00:00",
      "2026-09-06T01:00:00-03:00",
      "America/Santiago",
    ],
  ])("is %s", (_, lines, from, expected, zone = PARIS) => {
    expect(opening(single(lines), from, zone)).toBe(expected);
  });

  // Both clock changes, north and south of the equator, by an hour and by half an hour.
  it.each([
    [
      "New York in spring",
      "sunday 02:30-04:00",
      "2026-03-08T00:00:00",
      "2026-03-08T03:00:00-04:00",
      "America/New_York",
    ],
    [
      "New York in autumn",
      "sunday 01:30-02:00",
      "2026-11-01T00:00:00",
      "2026-11-01T01:30:00-04:00",
      "America/New_York",
    ],
    [
      "New York, after the change of autumn",
      "sunday 02:00-03:00",
      "2026-11-01T00:00:00",
      "2026-11-01T02:00:00-05:00",
      "America/New_York",
    ],
    [
      "Sydney in its spring",
      "sunday 02:00-03:30",
      "2026-10-04T00:00:00",
      "2026-10-04T03:00:00+11:00",
      "Australia/Sydney",
    ],
    [
      "Sydney in its autumn",
      "sunday 02:30-03:00",
      "2026-04-05T00:00:00",
      "2026-04-05T02:30:00+11:00",
      "Australia/Sydney",
    ],
    [
      "Lord Howe, where half an hour is skipped",
      "sunday 02:15-04:00",
      "2026-10-04T00:00:00",
      "2026-10-04T02:30:00+11:00",
      "Australia/Lord_Howe",
    ],
    [
      "a zone that never changes",
      "sunday 02:30-04:00",
      "2026-03-29T00:00:00",
      "2026-03-29T02:30:00+05:30",
      "Asia/Kolkata",
    ],
    [
      "a date on the day of the change",
      "2026-03-29 09:00-10:00",
      "2026-03-28T12:00:00",
      "2026-03-29T09:00:00+02:00",
      PARIS,
    ],
    [
      "the last sunday of march, the day of the change",
      "sunday -1 march 08:00-10:00",
      "2026-03-28T12:00:00",
      "2026-03-29T08:00:00+02:00",
      PARIS,
    ],
  ])("is right in %s", (_, lines, from, expected, zone) => {
    expect(opening(single(lines), from, zone)).toBe(expected);
  });

  it.each([
    ["a day of 23 hours", "2026-03-29", 23],
    ["a day of 25 hours", "2026-10-25", 25],
    ["any other day", "2026-11-22", 24],
  ])("leaves %s open throughout", (_, day, hours) => {
    const start = seconds(`${day}T00:00:00`);
    const all = periods(single("sunday 00:00-24:00"));
    const period = all.get("p");
    const open = Array.from({ length: 27 * 12 }, (__, step) => step * 300).filter(
      (after) => period && isOpen(period, all, start + after, PARIS),
    );

    expect(open).toHaveLength(hours * 12);
  });

  it("skips an excluded period that spans the clock change", () => {
    const text = `${single("sunday 00:00-24:00\n exclude night")}\ndefine timeperiod {\n timeperiod_name night\n sunday 00:00-03:00\n}`;

    expect(opening(text, "2026-03-29T00:00:00")).toBe("2026-03-29T03:00:00+02:00");
    expect(opening(text, "2026-10-25T00:00:00")).toBe("2026-10-25T03:00:00+01:00");
  });

  it("is in the second of the repeated hours in autumn, when asked between the two", () => {
    const firstEnds = Temporal.Instant.from("2026-10-25T00:59:59Z").epochMilliseconds / 1000 + 1;

    expect(opening(single("sunday 02:30-03:00"), firstEnds)).toBe("2026-10-25T02:30:00+01:00");
  });

  it("does not exist for a period without times", () => {
    expect(
      opening("define timeperiod {\n timeperiod_name p\n monday 00:00-00:00\n}", "2026-11-23T12:00:00"),
    ).toBeNull();
  });

  it("does not exist for a period that excludes all of its times", () => {
    expect(
      opening(
        `${single("monday 09:00-10:00\n exclude q")}\ndefine timeperiod {\n timeperiod_name q\n monday 00:00-24:00\n}`,
        "2026-11-23T12:00:00",
      ),
    ).toBeNull();
  });
});

describe("the lines of a time period", () => {
  it("come from its templates if it has none of its own", () => {
    const period = periods(`
define timeperiod {
  name     office
  alias    Office
  monday   09:00-17:00
  tuesday  09:00-17:00
  day 1    10:00-11:00
  register 0
}
define timeperiod {
  use              office
  timeperiod_name  p
  tuesday          08:00-09:00 , 10:00-11:00
  december  24     00:00-12:00
}`).get("p");

    expect(period).toMatchObject({
      name: "p",
      alias: "Office",
      exclude: [],
      exceptions: [
        { days: "december 24", ranges: "00:00-12:00" },
        { days: "day 1", ranges: "10:00-11:00" },
      ],
    });
    expect(period?.weekdays.map((day) => day.map(({ from, to }) => `${from}-${to}`).join(" "))).toEqual([
      "",
      "540-1020",
      "480-540 600-660",
      "",
      "",
      "",
      "",
    ]);
  });

  it("given twice count once, with the first one, in any spelling", () => {
    const { inventory, warnings } = loadObjects(
      "define timeperiod {\n timeperiod_name p\n july 10 - 15 09:00-10:00\n july 10 - july 15 11:00-12:00\n}",
    );

    expect(inventory.timePeriods.get("p")?.exceptions).toEqual([{ days: "july 10 - july 15", ranges: "09:00-10:00" }]);
    expect(warnings).toEqual([
      "objects.cfg:4: july 10 - july 15: given twice in this timeperiod (line 3), the first one counts",
    ]);
  });

  it("warn of a range that ends before it starts", () => {
    const { warnings } = loadObjects("define timeperiod {\n timeperiod_name p\n monday 22:00-06:00\n}");

    expect(warnings).toEqual([
      `objects.cfg:3: monday: '22:00-06:00' ends before it starts and is never open: past midnight needs two days`,
    ]);
  });
});
