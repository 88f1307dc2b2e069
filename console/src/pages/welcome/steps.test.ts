import { expect, test } from "vitest";
import { doneOf, fileBeside, isShown, stageOf, stepsOf } from "./steps.ts";

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
  [{ acknowledged: 0, hosts: 3, notified: 1 }, ["tell", "host"]],
  [{ acknowledged: 0, hosts: 7, notified: 0 }, ["host", "bring"]],
  [{ acknowledged: 0, hosts: 1, notified: 0 }, []],
])("%j ticks %j", (facts, done) => {
  expect(doneOf({ isOpen: true, done: [], hosts: 2 }, facts)).toEqual(done);
});

test("before the hosts are counted, none is new", () => {
  expect(doneOf({ isOpen: true, done: [], hosts: null }, { acknowledged: 0, hosts: 900, notified: 0 })).toEqual([]);
});

test.each([
  ["a fresh installation, for an administrator who signed in with the printed password", undefined, {}, true],
  ["not for others", undefined, { isAdmin: false }, false],
  ["not where somebody has brought hosts", undefined, { hosts: 900 }, false],
  ["not where the delivered configuration is not used", undefined, { tried: false }, false],
  ["chosen: it stays with any number of hosts", { isOpen: true }, { hosts: 900, tried: false }, true],
  ["dismissed", { isOpen: false }, {}, false],
] as const)("the steps are shown in %s", (_case, kept, facts, shown) => {
  expect(isShown(kept, { isAdmin: true, hosts: 2, tried: true, ...facts })).toBe(shown);
});

test.each([
  ["/etc/vigie/objects/this-machine.cfg", "/etc/vigie/objects/first.cfg"],
  ["vigie.cfg", "first.cfg"],
  [null, null],
])("a new file beside %s is %s", (file, beside) => {
  expect(fileBeside(file)).toBe(beside);
});

test.each([
  ["PENDING", "active", "first"],
  ["PENDING", "passive", "start"],
  ["PENDING", "off", "start"],
  ["OK", "active", "start"],
  ["CRITICAL", "active", "reported"],
] as const)("a service that is %s with %s checks is at the stage %s", (state, checks, stage) => {
  expect(stageOf({ state, checks, acknowledgement: null })).toBe(stage);
});
