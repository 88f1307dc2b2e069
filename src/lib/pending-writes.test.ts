import { expect, test } from "vitest";
import { createUnstored } from "./pending-writes.ts";

test("a refused value goes back to what was stored before it", () => {
  const unstored = createUnstored<string, number>();
  unstored.begin("key", 1);

  expect(unstored.refused("key")).toBe(1);
});

test("of two refused values of one key none counts", () => {
  const unstored = createUnstored<string, number>();
  unstored.begin("key", 1);
  unstored.begin("key", 2);

  expect([unstored.refused("key"), unstored.refused("key")]).toEqual([1, 1]);
});

test("a refused value goes back to the one stored just before it", () => {
  const unstored = createUnstored<string, number>();
  unstored.begin("key", 1);
  unstored.begin("key", 2);

  unstored.stored("key", 2);

  expect(unstored.refused("key")).toBe(2);
});

test("begins anew once nothing of the key is on its way", () => {
  const unstored = createUnstored<string, number>();
  unstored.begin("key", 1);
  unstored.stored("key", 2);
  unstored.begin("key", 5);

  expect(unstored.refused("key")).toBe(5);
  expect(() => unstored.refused("key")).toThrow("Nothing of key");
});
