import { expect, test } from "vitest";
import { parseYaml } from "./yaml-text.ts";

test.each([
  ["brackets", "[".repeat(100_000)],
  ["list items", "- ".repeat(20_000)],
  ["maps", "{a: ".repeat(20_000)],
  ["complex keys", "? ".repeat(20_000)],
  ["65 levels that are closed", "[".repeat(65) + "]".repeat(65)],
])("refuses deep nesting in one message: %s", (_name, text) => {
  expect(parseYaml(`a: 1\nb:\n  ${text}`).mistakes).toEqual([{ line: 3, code: "yaml-too-deep", params: { most: 64 } }]);
});

test("takes what people nest", () => {
  expect(parseYaml("[".repeat(60) + "]".repeat(60)).mistakes).toEqual([]);
});

test("names every repeated key, at any depth", () => {
  expect(parseYaml("a: 1\nb: {c: 1, d: [{e: 1, e: 2}]}\na: 2\n").mistakes).toEqual([
    { line: 2, code: "yaml-key-twice", params: {} },
    { line: 3, code: "yaml-key-twice", params: {} },
  ]);
});

test("compares the keys of a large map in reasonable time", { timeout: 180_000 }, () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `key${index}: x\n`).join("");

  expect(parseYaml(text).mistakes).toEqual([]);
});
