import { expect, test } from "vitest";
import {
  addKeys,
  afterNewOrder,
  countSelected,
  isSelected,
  NOTHING_SELECTED,
  removeKeys,
  selectKeys,
  selectView,
  targetsOf,
  toggleKey,
  type Selection,
} from "./selection.ts";

const VIEW = selectView("v-1", 412, []);

const CASES: readonly (readonly [string, Selection, number, unknown, readonly string[], readonly string[]])[] = [
  ["nothing", NOTHING_SELECTED, 0, [], [], ["h1"]],
  ["one row", toggleKey(NOTHING_SELECTED, "h1"), 1, ["h1"], ["h1"], ["h2"]],
  ["one row twice", toggleKey(toggleKey(NOTHING_SELECTED, "h1"), "h1"), 0, [], [], ["h1"]],
  ["a range added", addKeys(selectKeys(["h1"]), ["h1", "h2"]), 2, ["h1", "h2"], ["h1", "h2"], []],
  ["the whole view", VIEW, 412, { view: "v-1", except: [] }, ["h1", "h9"], []],
  ["the view except one", toggleKey(VIEW, "h1"), 411, { view: "v-1", except: ["h1"] }, ["h2"], ["h1"]],
  [
    "the view, one taken out and in",
    toggleKey(toggleKey(VIEW, "h1"), "h1"),
    412,
    { view: "v-1", except: [] },
    ["h1"],
    [],
  ],
  ["rows removed", removeKeys(selectKeys(["h1", "h2"]), ["h2"]), 1, ["h1"], ["h1"], ["h2"]],
];

test.each(CASES)("%s", (_name, selection, count, targets, inside, outside) => {
  expect(countSelected(selection)).toBe(count);
  expect(targetsOf(selection)).toEqual(targets);
  for (const key of inside) expect(isSelected(selection, key)).toBe(true);
  for (const key of outside) expect(isSelected(selection, key)).toBe(false);
});

test("a whole view does not grow by what a new order brings", () => {
  const later = afterNewOrder(VIEW, ["h7"]);

  expect(isSelected(later, "h7")).toBe(false);
  expect(isSelected(toggleKey(later, "h7"), "h7")).toBe(false);
  expect(countSelected(later)).toBe(412);
  expect(targetsOf(toggleKey(later, "h7"))).toEqual({ view: "v-1", except: [] });
});
