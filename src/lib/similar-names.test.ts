import { expect, test } from "vitest";
import { didYouMean, similarNames } from "./similar-names.ts";

const NAMES = ["web", "web-2", "db-primary", "db-replica", "mail"];

test.each([
  ["wbe-2", ["web-2"]],
  ["we", ["web"]],
  ["WEB", ["web"]],
  ["db-primray", ["db-primary"]],
  ["replica", ["db-replica"]],
  ["x", []],
  ["zzz", []],
  ["", []],
])("names like '%s'", (typed, similar) => {
  expect(similarNames(typed, NAMES)).toEqual(similar);
});

test("at most five, all as similar as any other", () => {
  const names = Array.from({ length: 30 }, (_, index) => `disk-${index}`);

  expect(similarNames("disk-7", names)).toEqual(["disk-7"]);
  expect(similarNames("disk-x", names)).toEqual(["disk-0", "disk-1", "disk-2", "disk-3", "disk-4"]);
});

test("in words", () => {
  expect(didYouMean([])).toBe("");
  expect(didYouMean(["web"])).toBe(" Did you mean web?");
  expect(didYouMean(["a", "b", "c"])).toBe(" Did you mean a, b or c?");
});
