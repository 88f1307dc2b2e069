import { expect, it } from "vitest";
import { csvField } from "./csv-field.ts";

it.each<[string | number | null, string]>([
  ["web", "web"],
  ["", ""],
  [null, ""],
  [-1.5, "-1.5"],
  ['a "quote", and\r\nmore', '"a ""quote"", and\r\nmore"'],
  ["a;b", "a;b"],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["@x", "'@x"],
  ["-1", "'-1"],
])("%j as %j", (value, field) => {
  expect(csvField(value)).toBe(field);
});

it("quotes the separator of its file", () => {
  expect([csvField("a;b", ";"), csvField("a,b", ";")]).toEqual(['"a;b"', "a,b"]);
});
