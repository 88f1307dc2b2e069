import { expect, test } from "vitest";
import { MAX_WATCHED, mergeWants, type TabWants } from "./merged-wants.ts";

const tab = (name: string, askedAt: number, isVisible: boolean, watched = 1): TabWants => ({
  views: [`v-${name}`],
  watch: Array.from({ length: watched }, (_, n) => `${name}${n}`),
  isVisible,
  askedAt,
});

test("joins the wishes of all tabs, each once", () => {
  const wants = mergeWants([tab("a", 1, true, 2), { ...tab("b", 2, true), watch: ["a0", "x"] }]);

  expect(wants).toEqual({ views: ["v-b", "v-a"], watch: ["a0", "x", "a1"] });
});

test("gives the eight views to visible tabs first, then to those that asked last", () => {
  const hidden = Array.from({ length: 7 }, (_, n) => tab(`hidden-${n}`, n, false));
  const wants = mergeWants([...hidden, tab("old", 8, true), tab("new", 9, true)]);

  expect(wants.views).toEqual(["v-new", "v-old", ...[6, 5, 4, 3, 2, 1].map((n) => `v-hidden-${n}`)]);
});

test("watches nothing for a hidden tab, and no more than the server takes", () => {
  const wants = mergeWants([tab("old", 1, true, 200), tab("new", 2, true, 200), tab("hidden", 3, false, 9)]);

  expect(wants.watch).toHaveLength(MAX_WATCHED);
  expect(wants.watch.slice(0, 200)).toEqual(tab("new", 2, true, 200).watch);
});
