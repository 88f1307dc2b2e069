import { describe, expect, it } from "vitest";
import { alerts, parseRange } from "../../model/threshold-range.ts";
import { stateOf } from "./threshold.ts";

describe("a threshold range", () => {
  it.each<[string, number[], number[]]>([
    ["10", [0, 5, 10], [-1, 10.1]],
    ["10:", [10, 1e9], [9.9, -5]],
    ["~:10", [-1e9, 10], [10.1]],
    ["10:20", [10, 20], [9, 21]],
    ["@10:20", [9, 21], [10, 15, 20]],
    [":5", [0, 5], [-1, 6]],
    ["@5", [6, -1], [0, 5]],
    ["0.5:1.5", [0.5, 1.5], [0.49, 1.51]],
    ["x", [0], [1, -1]],
  ])("%s accepts and alerts as in the guidelines", (text, quiet, alerting) => {
    const range = parseRange(text)!;

    expect(quiet.filter((value) => alerts(range, value))).toEqual([]);
    expect(alerting.filter((value) => !alerts(range, value))).toEqual([]);
  });

  it("is refused when it starts above its end", () => {
    expect(parseRange("5:1")).toBeNull();
  });

  it("gives critical precedence over warning", () => {
    const thresholds = { warning: parseRange("5"), critical: parseRange("10") };

    expect([3, 7, 12].map((value) => stateOf(value, thresholds))).toEqual([0, 1, 2]);
  });
});
