import { expect, test } from "vitest";
import { durationWords } from "./duration-words.ts";

test.each([
  [-5, "0s"],
  [0, "0s"],
  [59.9, "59s"],
  [302, "5m 2s"],
  [3_600, "1h"],
  [3_601, "1h"],
  [97_200, "1d 3h"],
  [691_200, "1w 1d"],
  [31_536_000 + 2_592_000 * 2 + 5, "1y 2M"],
])("%d s are %s", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
