import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRfc3339, parseRfc3339, parseTime } from "./rfc3339.ts";

describe("formatRfc3339", () => {
  test.each([
    [0, "1970-01-01T00:00:00Z"],
    [1_714_555_800, "2024-05-01T09:30:00Z"],
    [1_714_555_800.999, "2024-05-01T09:30:00Z"],
    [1_709_251_199, "2024-02-29T23:59:59Z"],
    [-1, "1969-12-31T23:59:59Z"],
    [253_402_300_799, "9999-12-31T23:59:59Z"],
  ])("writes %d as %s", (time, text) => {
    expect(formatRfc3339(time)).toBe(text);
  });

  test.each([NaN, Infinity, 253_402_300_800, -62_167_219_201])("cannot write %d", (time) => {
    expect(formatRfc3339(time)).toBeNull();
  });

  test("agrees with Date on any second, in any order of days", () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (time) => {
        expect(formatRfc3339(time)).toBe(new Date(time * 1000).toISOString().replace(".000Z", "Z"));
      }),
    );
  });
});

describe("parseRfc3339", () => {
  test.each([
    ["2024-05-01T09:30:00Z", 1_714_555_800],
    ["2024-05-01T11:30:00+02:00", 1_714_555_800],
    ["2024-05-01T11:30:00+0200", 1_714_555_800],
    ["2024-05-01T04:00:00-05:30", 1_714_555_800],
    ["2024-05-01T09:30:00.987Z", 1_714_555_800],
    ["2024-05-01t09:30:00z", 1_714_555_800],
    ["2024-02-29T00:00:00Z", 1_709_164_800],
    ["2000-02-29T00:00:00Z", 951_782_400],
  ])("reads %s", (text, time) => {
    expect(parseRfc3339(text)).toBe(time);
  });

  test.each([
    "",
    "2024-05-01",
    "2024-05-01T09:30:00",
    "2024-05-01 09:30:00Z",
    "2024-05-01T09:30Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2024-04-31T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-00-01T00:00:00Z",
    "2024-05-00T00:00:00Z",
    "2024-05-01T24:00:00Z",
    "2024-05-01T09:60:00Z",
    "2024-05-01T09:30:60Z",
    "2024-05-01T09:30:00+24:00",
    "2024-05-01T09:30:00+02:60",
    "2024-05-01T09:30:00.Z",
    " 2024-05-01T09:30:00Z",
    "2024-05-01T09:30:00Z\n",
    "+002024-05-01T09:30:00Z",
    "1714555800",
  ])('does not read "%s"', (text) => {
    expect(parseRfc3339(text)).toBeUndefined();
  });

  test("reads back what formatRfc3339 wrote", () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (time) => {
        expect(parseRfc3339(formatRfc3339(time) ?? "")).toBe(time);
      }),
    );
  });
});

test.each([
  ["1714555800", 1_714_555_800],
  ["1714555800.25", 1_714_555_800.25],
  ["-1", -1],
  ["2024-05-01T09:30:00Z", 1_714_555_800],
  ["1e9", undefined],
  ["99999999999999", undefined],
  ["", undefined],
  ["yesterday", undefined],
])("the time %j is %s", (text, time) => {
  expect(parseTime(text)).toBe(time);
});
