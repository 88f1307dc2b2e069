import { expect, it } from "vitest";
import { RE2JS } from "re2js";
import { expandedSize } from "./expanded-size.ts";

it.each([
  ["", 0],
  ["web-01", 6],
  ["a|b+c?", 3],
  [".{0,1000}", 1_000],
  [".{3}", 3],
  [".{3,}", 4],
  ["((a{100}){10}){2}", 2_000],
  ["(?:ab){5}c", 13],
  ["[a-z{5}]{4}", 4],
  ["[]x{9}]{2}", 2],
  ["\\p{Greek}{7}", 7],
  ["\\{5}", 3],
  ["a{x}", 4],
])("%j expands to about %i", (pattern, size) => {
  expect(Math.abs(expandedSize(pattern) - size)).toBeLessThanOrEqual(4);
});

it("is in proportion to the program that RE2 makes", () => {
  for (const pattern of [".{0,1000}", "(?:a{0,100}){0,10}", "((a{100}){10}){1}", "[a-z]{1000}", "x{50}y{50}"]) {
    const ratio = RE2JS.compile(pattern).programSize() / expandedSize(pattern);
    expect([pattern, ratio > 0.9, ratio < 2.5]).toEqual([pattern, true, true]);
  }
});
