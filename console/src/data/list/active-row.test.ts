import { expect, test } from "vitest";
import { activeAfterOrder, activeAt, FIRST_ROW } from "./active-row.ts";

const keyAt = (place: number): string => `k${place}`;

test.each([
  [3, 3],
  [-1, 0],
  [99, 9],
])("place %i of ten rows is %i", (place, expected) => {
  expect(activeAt(place, 10, keyAt)).toEqual({ place: expected, key: `k${expected}`, isChosen: true });
});

test("an empty list has no active key", () => {
  expect(activeAt(3, 0, () => undefined)).toEqual({ place: 0, key: undefined, isChosen: true });
});

const CHOSEN = { place: 5, key: "x", isChosen: true };
const ORDER = { length: 10, moved: { from: 2, to: 4 } };

test.each([
  ["follows its row", CHOSEN, ORDER, 8, { ...CHOSEN, place: 8 }],
  ["keeps its height when its row is gone", CHOSEN, ORDER, undefined, { place: 7, key: "k7", isChosen: true }],
  ["is the first row of another search", CHOSEN, { length: 10, moved: undefined }, 8, { ...FIRST_ROW, key: "k0" }],
  ["stays the first row while nobody chose one", { ...FIRST_ROW, key: "x" }, ORDER, 8, { ...FIRST_ROW, key: "k0" }],
])("after a new order it %s", (_name, active, order, found, expected) => {
  expect(activeAfterOrder(active, order, () => found, keyAt)).toEqual(expected);
});
