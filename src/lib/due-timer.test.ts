import { expect, test } from "vitest";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { createDueTimer } from "./due-timer.ts";

const open = () => {
  const clock = createFakeClock(1000);
  const seen: [number, readonly number[]][] = [];
  const timer = createDueTimer({
    clock,
    onDue: (due) => {
      seen.push([clock.now(), due.map(({ key }) => key)]);
    },
    batchSize: 200,
  });
  return { clock, seen, timer };
};

test("each is due once at its time, by one timer for all", async () => {
  const { clock, seen, timer } = open();
  timer.start();
  timer.set(1, 1030);
  timer.set(2, 1010);
  timer.set(3, 1010);
  timer.set(1, 1020);
  expect(clock.waiting()).toBe(1);

  await clock.advanceTo(1100);
  expect(seen).toEqual([
    [1010, [2, 3]],
    [1020, [1]],
  ]);
  expect(clock.waiting()).toBe(0);
});

test("what is set before the start waits for it; what is removed, and what is due after the stop, never comes", async () => {
  const { clock, seen, timer } = open();
  timer.set(1, 900);
  timer.set(2, 1010);
  timer.set(3, 1020);
  await clock.advanceTo(1005);
  expect(seen).toEqual([]);

  timer.start();
  timer.remove(2);
  await clock.advanceTo(1015);
  timer.stop();
  await clock.advanceTo(1100);
  expect(seen).toEqual([[1005, [1]]]);
});

test("a thousand that are due together come in batches", async () => {
  const { clock, seen, timer } = open();
  for (let key = 1; key <= 1000; key++) timer.set(key, 1010);
  timer.start();
  await clock.advanceTo(1010);
  await clock.advanceTo(1011);

  expect(seen.map(([, keys]) => keys.length)).toEqual([200, 200, 200, 200, 200]);
});
