import { expect, test } from "vitest";
import { didYouMean, similarNames } from "./similar-names.ts";

const NAMES = ["web", "web-2", "db-primary", "db-replica", "mail"];

test.each([
  ["wbe-2", ["web-2"]],
  ["we", ["web", "web-2"]],
  ["WEB", ["web", "web-2"]],
  ["db-primray", ["db-primary"]],
  ["replica", ["db-replica"]],
  ["x", []],
  ["zzz", []],
  ["", []],
])("names like '%s'", (typed, similar) => {
  expect(similarNames(typed, NAMES)).toEqual(similar);
});

test("at most five, the most similar first", () => {
  const names = Array.from({ length: 30 }, (_, index) => `disk-${index}`);

  expect(similarNames("disk-7", names)).toEqual(["disk-7", "disk-0", "disk-1", "disk-17", "disk-2"]);
});

test("in words", () => {
  expect(didYouMean([])).toBe("");
  expect(didYouMean(["web"])).toBe(" Did you mean web?");
  expect(didYouMean(["a", "b", "c"])).toBe(" Did you mean a, b or c?");
});
