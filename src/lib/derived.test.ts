import { expect, test } from "vitest";
import { derivedFrom } from "./derived.ts";

test("a value is computed once for each source", () => {
  let source = { text: "a" };
  let computed = 0;
  const upperCase = derivedFrom(
    () => source,
    ({ text }) => {
      computed++;
      return text.toUpperCase();
    },
  );

  expect([computed, upperCase(), upperCase(), computed]).toEqual([0, "A", "A", 1]);
  source = { text: "b" };
  expect([upperCase(), upperCase(), computed]).toEqual(["B", "B", 2]);
});
