import { beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { createGroupLease, type GroupLease } from "./group-lease.ts";

const START = 1_800_000_000;
let clock: FakeClock;
let changes: (readonly [seconds: number, mayCheck: boolean])[];
let lease: GroupLease;
beforeEach(() => {
  clock = createFakeClock(START);
  changes = [];
  lease = createGroupLease({
    clock,
    onChange: (mayCheck) => changes.push([clock.now() - START, mayCheck]),
  });
});

test("hosts of the group are checked once the centre has heard this poller and it has the configuration", () => {
  expect(lease.mayCheck()).toBe(false);
  lease.heard(START);
  expect(lease.mayCheck()).toBe(false);
  lease.current();
  expect(lease.mayCheck()).toBe(true);
});

test("they are checked until 45 s after the newest thing that the centre has heard was sent", async () => {
  lease.heard(START);
  lease.current();
  await clock.advanceBy(20);
  lease.heard(START + 10);
  // What was heard before says nothing new.
  lease.heard(START + 5);
  await clock.advanceBy(34);
  expect(lease.mayCheck()).toBe(true);
  await clock.advanceBy(1);
  expect(lease.mayCheck()).toBe(false);
  expect(changes).toEqual([
    [0, true],
    [55, false],
  ]);
});

test("once over, it begins again with the next thing that was heard in time, while the connection lasts", async () => {
  lease.heard(START);
  lease.current();
  await clock.advanceBy(50);
  expect(lease.mayCheck()).toBe(false);
  lease.heard(START + 4);
  expect(lease.mayCheck()).toBe(false);
  lease.heard(START + 44);
  expect(lease.mayCheck()).toBe(true);
});

test("a clock that is set forward by two minutes stops it until the centre has heard of it", async () => {
  lease.heard(START);
  lease.current();
  await clock.jumpTo(START + 120);
  expect(lease.mayCheck()).toBe(false);
  lease.heard(START + 121);
  expect(lease.mayCheck()).toBe(true);
});

test("after the end of the connection it takes a configuration of the present", async () => {
  lease.heard(START);
  lease.current();
  lease.gone();
  expect(lease.mayCheck()).toBe(true);
  await clock.advanceBy(50);
  lease.heard(START + 44);
  expect(lease.mayCheck()).toBe(false);
  lease.current();
  expect(lease.mayCheck()).toBe(true);
});

test("a clock that is set back does not make it longer", async () => {
  lease.heard(START);
  lease.current();
  await clock.jumpTo(START - 3_600);
  await clock.advanceBy(44);
  expect(lease.mayCheck()).toBe(true);
  await clock.advanceBy(1);
  expect(lease.mayCheck()).toBe(false);
});
