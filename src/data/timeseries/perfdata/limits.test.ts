import { expect, it } from "vitest";
import { parseLimits } from "./limits.ts";
import { unitOf } from "./unit.ts";

const range = (start: number, end: number, alertsInside = false) => ({ start, end, alertsInside });

it.each([
  ["", { warning: null, critical: null, min: null, max: null }],
  ["5;10", { warning: range(0, 5), critical: range(0, 10), min: null, max: null }],
  [";;0;100", { warning: null, critical: null, min: 0, max: 100 }],
  ["10:;~:20;;", { warning: range(10, Infinity), critical: range(-Infinity, 20), min: null, max: null }],
  ["@10:20;x", { warning: range(10, 20, true), critical: range(0, 0), min: null, max: null }],
  ["20:10", { warning: null, critical: null, min: null, max: null }],
])("reads %j", (text, expected) => {
  expect(parseLimits(text, unitOf(""), unitOf(""))).toEqual(expected);
});

it("converts thresholds with their values", () => {
  expect(parseLimits("500;1000;0;~", unitOf("ms"), unitOf("s"))).toEqual({
    warning: range(0, 0.5),
    critical: range(0, 1),
    min: 0,
    max: null,
  });
});
