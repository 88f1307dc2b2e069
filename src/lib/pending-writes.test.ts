import { expect, test } from "vitest";
import { createPendingWrites } from "./pending-writes.ts";

test("a refused value goes back to what was stored before it", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);

  expect(pendingWrites.refused("key")).toBe(1);
});

test("of two refused values of one key none counts", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);
  pendingWrites.begin("key", 2);

  expect([pendingWrites.refused("key"), pendingWrites.refused("key")]).toEqual([1, 1]);
});

test("a refused value goes back to the one stored just before it", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);
  pendingWrites.begin("key", 2);

  pendingWrites.stored("key", 2);

  expect(pendingWrites.refused("key")).toBe(2);
});

test("begins anew once nothing of the key is on its way", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);
  pendingWrites.stored("key", 2);
  pendingWrites.begin("key", 5);

  expect(pendingWrites.refused("key")).toBe(5);
  expect(() => pendingWrites.refused("key")).toThrow("Nothing of key");
});
