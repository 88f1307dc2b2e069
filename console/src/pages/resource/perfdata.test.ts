import { describe, expect, test } from "vitest";
import type { PerfdataValue } from "../../data/wire-detail.ts";
import { barOf, isBeyond, rangeText, valueText } from "./perfdata.ts";

const range = (low: number | null, high: number | null, inside = false) => ({ low, high, inside });
const value = (changes: Partial<PerfdataValue>): PerfdataValue => ({
  label: "a",
  value: 50,
  unit: "",
  warning: null,
  critical: null,
  min: null,
  max: null,
  percent: null,
  ...changes,
});

describe("bars", () => {
  test("have the places of value and thresholds", () => {
    expect(barOf(value({ max: 200, warning: range(0, 100), critical: range(0, 150) }))).toEqual({
      value: 25,
      level: "ok",
      warning: [50],
      critical: [75],
    });
    expect(barOf(value({ unit: "%", value: 97, warning: range(0, 90), critical: range(0, 95) }))).toMatchObject({
      value: 97,
      level: "critical",
    });
    expect(barOf(value({ value: 12, min: 10, max: 20, warning: range(13, null) }))).toMatchObject({
      value: 20,
      level: "warning",
      warning: [30],
    });
  });

  test("need a value and a greatest value", () => {
    expect(barOf(value({}))).toBeNull();
    expect(barOf(value({ max: 0 }))).toBeNull();
    expect(barOf(value({ value: null, max: 9 }))).toBeNull();
  });
});

test.each([
  [null, 5, false],
  [range(0, 10), 10, false],
  [range(0, 10), 11, true],
  [range(10, null), 9, true],
  [range(10, 20, true), 15, true],
  [range(10, 20, true), 25, false],
])("a value alerts by %j: %s", (limits, at, expected) => {
  expect(isBeyond(limits, at)).toBe(expected);
});

test.each([
  [range(0, 90), "%", "> 90\u00a0%"],
  [range(null, 90), "", "> 90"],
  [range(10, null), "GB", "< 10\u00a0GB"],
  [range(0.1, 20), "s", "< 100\u00a0ms, > 20\u00a0s"],
  [range(10, 20, true), "", "10–20"],
])("%j in %j is %s", (limits, unit, text) => {
  expect(rangeText(limits, unit)).toBe(text);
});

test.each([
  [null, "s", "–"],
  [0.0184, "s", "18.4\u00a0ms"],
  [0.00002, "s", "20\u00a0µs"],
  [2.5, "s", "2.5\u00a0s"],
  [0, "s", "0\u00a0s"],
  [2_048, "MB", "2\u00a0GB"],
  [14_322, "B", "13.99\u00a0kB"],
  [97.123_45, "%", "97.12\u00a0%"],
  [1_234_567, "", "1.235\u00a0M"],
  [12_345, "c", "12\u202f345"],
])("%s %s is %s", (at, unit, text) => {
  expect(valueText(at, unit)).toBe(text);
});
