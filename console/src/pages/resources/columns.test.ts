import { expect, test } from "vitest";
import {
  DEFAULT_COLUMNS,
  extrasOf,
  fieldsOf,
  gridTemplate,
  leastWidth,
  moveColumn,
  readColumns,
  toggleColumn,
  withWidth,
  writeColumns,
} from "./columns.ts";

test.each<readonly [string, readonly string[], readonly string[]]>([
  ["ids and widths", ["state", "host:220"], ["state", "host:220"]],
  ["what is not known", ["state", "colour", "host"], ["state", "host"]],
  ["custom variables, in capitals", ["var.rack:90", "var.", "var.a b", "groups"], ["var.RACK:90", "groups"]],
  ["a column twice", ["host", "host:99"], ["host"]],
  [
    "widths beyond the limits",
    ["host:9", "state:99999", "since:x", "output:1.5"],
    ["host", "state", "since", "output"],
  ],
])("reads %s", (_name, texts, expected) => {
  expect(writeColumns(readColumns(texts))).toEqual(expected);
});

test("the widest column takes what is left, without it the last one", () => {
  expect(gridTemplate(readColumns(["state", "output", "host:200"]))).toBe("36px 146px minmax(104px, 1fr) 200px");
  expect(gridTemplate(readColumns(["state", "host"]))).toBe("36px 146px minmax(150px, 1fr)");
});

test("the least width is that of all columns at their narrowest", () => {
  expect(leastWidth(readColumns(["state", "output", "host:200"]))).toBe(36 + 146 + 104 + 200);
});

test("columns are moved, widened, shown and hidden; one stays", () => {
  const columns = readColumns(["state", "host"]);

  expect(writeColumns(moveColumn(columns, "host", -1))).toEqual(["host", "state"]);
  expect(moveColumn(columns, "host", 1)).toBe(columns);
  expect(writeColumns(withWidth(columns, "host", 12.4))).toEqual(["state", "host:40"]);
  expect(writeColumns(toggleColumn(columns, "since"))).toEqual(["state", "host", "since"]);
  expect(writeColumns(toggleColumn(toggleColumn(columns, "state"), "host"))).toEqual(["host"]);
  expect(readColumns(writeColumns(DEFAULT_COLUMNS))).toEqual(DEFAULT_COLUMNS);
});

test("columns name the members of the API that they show, and those that a row has only when asked", () => {
  const columns = readColumns(["state", "service", "tries", "groups", "var.RACK"]);

  expect(fieldsOf(columns)).toEqual(["state", "name", "attempt", "max_attempts", "groups", "var.RACK"]);
  expect(extrasOf(columns)).toEqual(["groups", "var.RACK"]);
  expect(extrasOf(DEFAULT_COLUMNS)).toEqual([]);
});
