import { expect, test } from "vitest";
import { memoize } from "./memoize.ts";

test("computes once for each text, until the cache is full", () => {
  const computed: string[] = [];
  const lengthOf = memoize(2, (text) => {
    computed.push(text);
    return text.length;
  });

  expect([lengthOf("a"), lengthOf("bc"), lengthOf("a"), lengthOf("bc")]).toEqual([1, 2, 1, 2]);
  expect(computed).toEqual(["a", "bc"]);
  expect([lengthOf("def"), lengthOf("a")]).toEqual([3, 1]);
  expect(computed).toEqual(["a", "bc", "def", "a"]);
});
