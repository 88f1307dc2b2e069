import { expect, test } from "vitest";
import { pageAt, shiftAt } from "./wall-pages.ts";

test.each([
  // rows, rows on a page: pages at 0, 10, 20 … s
  [0, 10, [0, 0, 0]],
  [10, 10, [0, 0, 0]],
  [11, 10, [0, 0, 1, 0, 0, 1]],
  [25, 10, [0, 0, 1, 2, 0, 0, 1, 2]],
  [3, 0, [0, 0, 1, 2, 0]],
])("%i rows on pages of %i: the worst page twice as long", (rows, onPage, expected) => {
  expect(expected.map((_, index) => pageAt(index * 10_000, rows, onPage).page)).toEqual(expected);
});

test("a page is shown for ten seconds to the end", () => {
  expect([19_999, 20_000, 29_999, 30_000].map((at) => pageAt(at, 11, 10).page)).toEqual([0, 1, 1, 0]);
});

test("the picture moves by two pixels a minute and comes back", () => {
  const places = [0, 59_999, 60_000, 120_000, 180_000, 240_000].map(shiftAt);
  expect(places).toEqual([
    [0, 0],
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ]);
});
