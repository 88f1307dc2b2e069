import { expect, test } from "vitest";
import { inheritedLinks, type InheritanceMode } from "./inherited-links.ts";

/** 1 uses 2 and 3; 2 uses 4; 3 uses 5, which uses 3 again. */
const PARENTS: Readonly<Record<number, readonly number[]>> = { 1: [2, 3], 2: [4], 3: [5], 5: [3] };

interface Case {
  readonly links: Readonly<Record<number, readonly number[]>>;
  readonly additive?: readonly number[];
  readonly silent?: readonly number[];
}

const inheritedBy1 = (mode: InheritanceMode, { links, additive = [], silent = [] }: Case): readonly number[] =>
  inheritedLinks(
    1,
    { mode, parentsOf: (id) => PARENTS[id] ?? [], isSilent: (id) => silent.includes(id) },
    new Map(Object.entries(links).map(([id, ids]) => [Number(id), ids])),
    (id) => additive.includes(id),
  );

test.each<[string, Case, vertical: readonly number[], closest: readonly number[], cumulative: readonly number[]]>([
  ["its own first", { links: { 1: [10], 2: [20] } }, [10], [10], [10, 20]],
  ["its own and those above", { links: { 1: [10], 2: [20], 4: [40] }, additive: [1] }, [10, 20], [10], [10, 20, 40]],
  ["through two levels", { links: { 1: [10], 2: [20], 4: [40] }, additive: [1, 2] }, [10, 20, 40], [10], [10, 20, 40]],
  ["the first template with any", { links: { 4: [40], 3: [30] } }, [40], [40], [40, 30]],
  ["the second template", { links: { 5: [50] } }, [50], [50], [50]],
  [
    "nothing of a template without notifications",
    { links: { 2: [20], 4: [40], 3: [30] }, silent: [2] },
    [30],
    [30],
    [30],
  ],
  ["nothing without notifications of its own", { links: { 1: [10], 2: [20] }, silent: [1] }, [], [], []],
  ["each contact once", { links: { 1: [10], 2: [10, 20] }, additive: [1] }, [10, 20], [10], [10, 20]],
])("gives %s", (_what, given, vertical, closest, cumulative) => {
  expect(inheritedBy1("vertical", given)).toEqual(vertical);
  expect(inheritedBy1("closest", given)).toEqual(closest);
  expect(inheritedBy1("cumulative", given)).toEqual(cumulative);
});
