import { expect, test } from "vitest";
import { loadedCell, mergeRow, reloadCell, type RowCell, type RowNews } from "./row-cell.ts";
import { rowOf } from "./rows.fixture.ts";

const OLD = rowOf(1, { output: "old" });
const NEW = rowOf(1, { output: "new", last_check: "2026-11-29T02:01:00Z" });
/** Without a new result: the state of its host is another one. */
const SAME = rowOf(1, { output: "old", host: { ...OLD.host, state: "DOWN" } });
const CELL = loadedCell(OLD, 50, false);
const GONE: RowCell = { ...CELL, isGone: true, hasLeft: true, changes: 1 };

const CASES: readonly (readonly [string, RowCell, RowNews, Partial<RowCell>])[] = [
  ["takes a change that is newer", CELL, { kind: "row", row: NEW, id: 51 }, { row: NEW, id: 51, changes: 1 }],
  ["drops a change that the window held", CELL, { kind: "row", row: NEW, id: 50 }, CELL],
  ["drops an older change", CELL, { kind: "row", row: NEW, id: 7 }, CELL],
  ["takes a later result", CELL, { kind: "result", row: NEW, asOf: 40 }, { row: NEW, id: 50, changes: 1 }],
  [
    "drops a row of the same check told before the window was read",
    CELL,
    { kind: "result", row: SAME, asOf: 49 },
    CELL,
  ],
  ["takes a row of the same check told after it", CELL, { kind: "result", row: SAME, asOf: 52 }, { row: SAME, id: 52 }],
  ["drops a row of an older check", CELL, { kind: "result", row: { ...NEW, last_check: null }, asOf: 52 }, CELL],
  [
    "takes the first result of a pending row",
    loadedCell(rowOf(1, { last_check: null }), 50, false),
    { kind: "result", row: NEW, asOf: 50 },
    { row: NEW },
  ],
  ["keeps the row that is gone, marked", CELL, { kind: "gone" }, GONE],
  ["takes no result of what is gone", GONE, { kind: "result", row: NEW, asOf: 52 }, GONE],
  ["takes what came back", GONE, { kind: "row", row: NEW, id: 61 }, { row: NEW, id: 61, isGone: false }],
];

test.each(CASES)("%s", (_name, cell, news, expected) => {
  expect(mergeRow(cell, news)).toMatchObject(expected);
});

test("is the same object when nothing changed", () => {
  expect(mergeRow(CELL, { kind: "row", row: NEW, id: 50 })).toBe(CELL);
  expect(reloadCell(CELL, { ...OLD }, 50)).toBe(CELL);
});

test("a window that was loaded again gives its rows, but not over a newer change", () => {
  expect(reloadCell(CELL, NEW, 70)).toMatchObject({ row: NEW, id: 70, changes: 1 });
  expect(reloadCell({ ...CELL, id: 80 }, NEW, 70)).toMatchObject({ row: OLD, id: 80, changes: 0 });
  expect(reloadCell(GONE, OLD, 70)).toMatchObject({ isGone: false });
});

test("a result that says the same is no change for the eye", () => {
  const again = rowOf(1, { output: "old", last_check: "2026-11-29T02:01:00Z", next_check: "2026-11-29T02:06:00Z" });

  expect(mergeRow(CELL, { kind: "result", row: again, asOf: 50 })).toMatchObject({ row: again, changes: 0 });
});

test("what the stream does not have stays: groups and custom variables", () => {
  const extras = { groups: ["linux"], variables: { RACK: "r1" } };
  const cell = loadedCell({ ...OLD, ...extras }, 50, false);

  expect(mergeRow(cell, { kind: "row", row: NEW, id: 51 }).row).toEqual({ ...NEW, ...extras });
  expect(mergeRow(cell, { kind: "result", row: NEW, asOf: 0 }).row).toEqual({ ...NEW, ...extras });
  expect(reloadCell({ ...CELL, id: 80 }, { ...NEW, ...extras }, 70).row).toEqual({ ...OLD, ...extras });
});
