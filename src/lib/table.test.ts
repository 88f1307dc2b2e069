import { expect, test } from "vitest";
import { screenOf, table } from "./table.ts";
import { PassThrough } from "node:stream";

test("columns are aligned, whether or not cells are coloured", () => {
  const rows = [
    ["web", { text: "DOWN", style: "red" as const }, "x"],
    ["database", "UP", "y"],
  ];

  expect(table(["HOST", "STATE", "TEXT"], rows)).toBe(
    "HOST      STATE  TEXT\nweb       DOWN   x\ndatabase  UP     y\n",
  );
  expect(table(["HOST", "STATE", "TEXT"], rows, { hasColours: true, columns: null })).toBe(
    "HOST      STATE  TEXT\nweb       \u001b[31mDOWN \u001b[39m  x\ndatabase  UP     y\n",
  );
});

test("lines are cut at the width of the terminal, never in a file", () => {
  expect(table(["A", "B"], [["one", "two three four"]], { hasColours: false, columns: 10 })).toBe(
    "A    B\none  two …\n",
  );
  expect(table(["A", "B"], [["one", "two three four"]])).toBe("A    B\none  two three four\n");
});

test("control characters of a cell do not reach the terminal", () => {
  expect(table(["A"], [["red \u001b[31m\u0007\u202Eline\nbreak\ttab"]])).toBe(
    `A\nred ${String.raw`\x1b[31m\x07\u202eline\nbreak\ttab`}\n`,
  );
});

test("a file has no colours and no width", () => {
  expect(screenOf(new PassThrough())).toEqual({ hasColours: false, columns: null });
});
