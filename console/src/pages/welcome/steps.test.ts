import { expect, test } from "vitest";
import { doneOf, stepsOf } from "./steps.ts";

test.each([
  [undefined, { isOpen: false, done: [], hosts: null }],
  [{ isOpen: true }, { isOpen: true, done: [], hosts: null }],
  [
    { isOpen: true, done: ["tell", "dance"], hosts: 2 },
    { isOpen: true, done: ["tell"], hosts: 2 },
  ],
  ["nonsense", { isOpen: false, done: [], hosts: null }],
  [
    { isOpen: 1, done: "see", hosts: "2" },
    { isOpen: false, done: [], hosts: null },
  ],
])("%j is kept as first steps", (kept, steps) => {
  expect(stepsOf(kept)).toEqual(steps);
});

test.each([
  [{ acknowledged: 0, hosts: 2, notified: 0 }, []],
  [{ acknowledged: 1, hosts: 2, notified: 0 }, ["see"]],
  [{ acknowledged: 0, hosts: 3, notified: 1 }, ["host", "tell"]],
  [{ acknowledged: 0, hosts: 7, notified: 0 }, ["host", "bring"]],
  [{ acknowledged: 0, hosts: 1, notified: 0 }, []],
])("%j ticks %j", (facts, done) => {
  expect(doneOf({ isOpen: true, done: [], hosts: 2 }, facts)).toEqual(done);
});

test("before the hosts are counted, none is new", () => {
  expect(doneOf({ isOpen: true, done: [], hosts: null }, { acknowledged: 0, hosts: 900, notified: 0 })).toEqual([]);
});
