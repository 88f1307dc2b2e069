import { expect, test } from "vitest";
import { createPendingWrites } from "./pending-writes.ts";

test("a rejected write restores the value stored before it", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);

  expect(pendingWrites.refused("key")).toBe(1);
});

test("two rejected writes of one key restore the value before both", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);
  pendingWrites.begin("key", 2);

  expect([pendingWrites.refused("key"), pendingWrites.refused("key")]).toEqual([1, 1]);
});

test("a rejected write restores the write stored just before it", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);
  pendingWrites.begin("key", 2);

  pendingWrites.stored("key", 2);

  expect(pendingWrites.refused("key")).toBe(2);
});

test("starts afresh once no write of the key is pending", () => {
  const pendingWrites = createPendingWrites<string, number>();
  pendingWrites.begin("key", 1);
  pendingWrites.stored("key", 2);
  pendingWrites.begin("key", 5);

  expect(pendingWrites.refused("key")).toBe(5);
  expect(() => pendingWrites.refused("key")).toThrow("Nothing of key");
});
