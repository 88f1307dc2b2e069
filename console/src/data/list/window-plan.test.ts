import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_WINDOWS, neededWindows, surplusWindows } from "./window-plan.ts";

test.each([
  ["no row", 0, 0, 0, []],
  ["less than a window", 0, 20, 37, [0]],
  ["the top of a long list", 0, 30, 1_000, [0, 1]],
  ["the middle", 450, 480, 1_000, [4, 5, 3]],
  ["over an edge", 490, 510, 1_000, [4, 5, 6, 3]],
  ["the end", 980, 999, 1_000, [9, 8]],
  ["a place beyond the end", 5_000, 5_030, 1_000, [9, 8]],
])("needs for %s", (_name, first, last, total, windows) => {
  expect(neededWindows(first, last, total)).toEqual(windows);
});

test("keeps at most 30 windows, all needed ones among them, and those nearest to what is seen", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(999), { maxLength: 60 }), fc.nat(99_999), (others, first) => {
      const needed = neededWindows(first, first + 40, 100_000);
      const loaded = [...new Set([...others, ...needed])];

      const gone = new Set(surplusWindows(loaded, needed));

      const kept = loaded.filter((one) => !gone.has(one));
      expect(kept.length).toBe(Math.min(loaded.length, MAX_WINDOWS));
      expect(kept).toEqual(expect.arrayContaining([...needed]));
    }),
  );
});
