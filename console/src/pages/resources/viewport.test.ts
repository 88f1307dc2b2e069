import { expect, test } from "vitest";
import { BLOCK_SIZE, drawnBlocks, scrollAfterMove, scrollToShow, visibleRows, type Viewport } from "./viewport.ts";

const VIEW: Viewport = { scrollTop: 0, height: 320, rowHeight: 32, length: 1_000 };

test.each<readonly [string, Partial<Viewport>, number, number]>([
  ["at the top", {}, 0, 9],
  ["a little further", { scrollTop: 1 }, 0, 10],
  ["one row further", { scrollTop: 32 }, 1, 10],
  ["at the end", { scrollTop: 31_680 }, 990, 999],
  ["with few rows", { length: 3 }, 0, 2],
  ["without rows", { length: 0 }, 0, -1],
  ["after the list became short", { scrollTop: 20_000, length: 5 }, 4, 4],
])("rows seen %s", (_name, view, first, last) => {
  expect(visibleRows({ ...VIEW, ...view })).toEqual({ first, last });
});

test("draws every row that is seen or nearly, and at most 24 more", () => {
  for (let first = 0; first < 100; first++) {
    const blocks = drawnBlocks({ first, last: first + 9 }, 100);
    const [from, to] = [blocks.first * BLOCK_SIZE, Math.min(100, (blocks.last + 1) * BLOCK_SIZE)];
    expect(from).toBeLessThanOrEqual(Math.max(0, first - 4));
    expect(to).toBeGreaterThanOrEqual(Math.min(100, first + 14));
    expect(to - from).toBeLessThanOrEqual(10 + 24);
  }
  expect(drawnBlocks({ first: 0, last: -1 }, 0)).toEqual({ first: 0, last: -1 });
});

test.each<readonly [number, number, number | undefined]>([
  [0, 0, undefined],
  [9, 0, undefined],
  [10, 0, 32],
  [3, 200, 96],
  [7, 200, undefined],
])("row %i at %i is shown by %s", (place, scrollTop, expected) => {
  expect(scrollToShow(place, { ...VIEW, scrollTop })).toBe(expected);
});

test("a row keeps its height on the screen", () => {
  expect(scrollAfterMove(50, 53, { ...VIEW, scrollTop: 1_500 })).toBe(1_596);
  expect(scrollAfterMove(50, 2, { ...VIEW, scrollTop: 1_500 })).toBe(0);
});
