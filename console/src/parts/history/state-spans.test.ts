import { expect, test } from "vitest";
import { spansOf } from "./state-spans.ts";

test("spans are cut to the range, and those outside are left out", () => {
  expect(
    spansOf(
      [
        [0, "OK"],
        [50, "OK"],
        [120, "CRITICAL"],
        [150, null],
        [300, "OK"],
      ],
      100,
      200,
    ),
  ).toEqual([
    { from: 100, to: 120, state: "OK" },
    { from: 120, to: 150, state: "CRITICAL" },
    { from: 150, to: 200, state: null },
  ]);
  expect(spansOf([], 0, 10)).toEqual([]);
});
