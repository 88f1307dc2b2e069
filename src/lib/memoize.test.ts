import { expect, test } from "vitest";
import { memoize } from "./memoize.ts";

test("asks once for each text, until there are too many", () => {
  const asked: string[] = [];
  const lengthOf = memoize(2, (text) => {
    asked.push(text);
    return text.length;
  });

  expect([lengthOf("a"), lengthOf("bc"), lengthOf("a"), lengthOf("bc")]).toEqual([1, 2, 1, 2]);
  expect(asked).toEqual(["a", "bc"]);
  expect([lengthOf("def"), lengthOf("a")]).toEqual([3, 1]);
  expect(asked).toEqual(["a", "bc", "def", "a"]);
});
