import { describe, expect, test } from "vitest";
import type { MetricSeries, ResourceMetrics } from "../../data/wire-detail.ts";
import { chartsOf, marked, moved, scaleOf } from "./graph-data.ts";

const range = (low: number | null, high: number | null, inside = false) => ({ low, high, inside });
const series = (label: string, unit: string, changes: Partial<MetricSeries> = {}): MetricSeries => ({
  label,
  unit,
  warning: null,
  critical: null,
  min: null,
  max: null,
  thresholds: [],
  points: [
    [100, 1, 2, 3],
    [200, 2, 3, 4],
  ],
  ...changes,
});
const answer = (metrics: readonly MetricSeries[]): ResourceMetrics => ({
  from: 0,
  to: 1_000,
  step: 100,
  metrics,
  downtimes: [],
  states: [],
});

describe("graphs", () => {
  test("have the metrics of one unit each, at most eight", () => {
    const many = Array.from({ length: 9 }, (_, index) => series(`m${index}`, ""));

    expect(
      chartsOf(answer([series("a", "s"), ...many, series("b", "s")])).map(({ unit, series: of }) => [unit, of.length]),
    ).toEqual([
      ["s", 2],
      ["", 8],
      ["", 1],
    ]);
  });

  test("keep a gap, and go on over a single bucket without a value", () => {
    const [chart] = chartsOf(
      answer([
        series("a", "s", {
          points: [
            [100, 1, 1, 1],
            [300, 3, 3, 3],
            [600, 6, 6, 6],
          ],
        }),
      ]),
    );

    expect(chart!.times).toEqual([100, 200, 300, 400, 500, 600]);
    expect(chart!.series[0]!.average).toEqual([1, undefined, 3, null, null, 6]);
  });

  test("have thresholds as steps within the window", () => {
    const since = (at: number): string => new Date(at * 1_000).toISOString();
    const [chart] = chartsOf(
      answer([
        series("a", "s", {
          thresholds: [
            { since: since(-500), warning: range(0, 5), critical: null, min: null, max: null },
            { since: since(400), warning: range(2, 6), critical: range(10, null), min: null, max: null },
            { since: since(2_000), warning: range(0, 99), critical: null, min: null, max: null },
          ],
        }),
      ]),
    );

    expect(chart!.thresholds).toEqual([
      { level: "warning", from: 0, to: 400, value: 5 },
      { level: "warning", from: 400, to: 1_000, value: 2 },
      { level: "warning", from: 400, to: 1_000, value: 6 },
      { level: "critical", from: 400, to: 1_000, value: 10 },
    ]);
  });
});

describe("the axis", () => {
  const chart = (least: number, greatest: number, values: readonly number[] = []) => ({
    unit: "",
    times: [1],
    series: [{ label: "a", least: [least], average: [least], greatest: [greatest] }],
    thresholds: values.map((value) => ({ level: "warning" as const, from: 0, to: 1, value })),
  });

  test("has thresholds that are near, not those far away", () => {
    const [low, high] = scaleOf(chart(90, 96, [95, 98, 500]));
    expect(low).toBeLessThan(90);
    expect(high).toBeGreaterThan(98);
    expect(high).toBeLessThan(110);
  });

  test("does not go below nothing, has room for a constant, and for no value at all", () => {
    expect(scaleOf(chart(0, 100))[0]).toBe(0);
    expect(scaleOf(chart(5, 5))).toEqual([4.5, 5.5]);
    expect(scaleOf(chart(0, 0))).toEqual([-1, 1]);
    expect(scaleOf({ unit: "", times: [], series: [], thresholds: [] })).toEqual([0, 1]);
    expect(scaleOf(chart(-10, 10))[0]).toBeLessThan(-10);
  });
});

describe("the window", () => {
  const now = 10_000;

  test("moves by a quarter, and ends at now", () => {
    const back = moved({ to: null, seconds: 4_000 }, "back", now);

    expect(back).toEqual({ to: 9_000, seconds: 4_000 });
    expect(moved(back, "forward", now)).toEqual({ to: null, seconds: 4_000 });
  });

  test("zooms to its middle; one up to now stays so", () => {
    expect(moved({ to: 8_000, seconds: 4_000 }, "in", now)).toEqual({ to: 7_000, seconds: 2_000 });
    expect(moved({ to: null, seconds: 4_000 }, "out", now)).toEqual({ to: null, seconds: 8_000 });
    expect(moved({ to: 9_000, seconds: 4_000 }, "out", now)).toEqual({ to: null, seconds: 8_000 });
    expect(moved({ to: null, seconds: 700 }, "in", now).seconds).toBe(600);
  });

  test("is what was marked", () => {
    expect(marked(100.4, 900.2)).toEqual({ to: 900, seconds: 800 });
  });
});
