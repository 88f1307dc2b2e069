import { describe, expect, test } from "vitest";
import { spread } from "./spread.ts";

const times = (count: number, maxSeconds: number): number[] => {
  const dueAt = spread(count, 1000);
  return Array.from({ length: count }, (_, index) => dueAt(index, maxSeconds));
};
const gaps = (sorted: readonly number[]): number[] => sorted.slice(1).map((time, index) => time - sorted[index]!);

describe("checks are spread", () => {
  test.each([
    [10, 3600, 5],
    [10, 2, 2],
    [1000, 3600, 20],
    [1000, 15, 15],
    [55_000, 300, 300],
  ])("evenly: %i of them, at most %i s, over %i s", (count, longest, window) => {
    const sorted = times(count, longest).sort((a, b) => a - b);

    expect(sorted[0]).toBe(1000);
    for (const gap of gaps(sorted)) expect(gap).toBeCloseTo(window / count, 5);
  });

  test("in order if they are few", () => {
    expect(times(5, 60)).toEqual([1000, 1001, 1002, 1003, 1004]);
  });

  test("so that the ten services of a host are far apart", () => {
    const all = times(50_000, 300);

    for (let host = 0; host < 5000; host += 500) {
      const ofHost = all.slice(host * 10, host * 10 + 10).sort((a, b) => a - b);
      expect(Math.min(...gaps(ofHost))).toBeGreaterThan(10);
    }
  });

  test("even if there are none, or one", () => {
    expect(times(0, 60)).toEqual([]);
    expect(times(1, 60)).toEqual([1000]);
  });
});
