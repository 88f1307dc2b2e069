import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { createReevaluationQueue } from "./reevaluation-queue.ts";

const open = () => {
  const clock = createFakeClock(1000);
  const looks: [number, readonly number[]][] = [];
  const reevaluationQueue = createReevaluationQueue({
    clock,
    reevaluate: (keys) => {
      looks.push([clock.now(), keys]);
    },
  });
  return { clock, looks, reevaluationQueue };
};

test("each is looked at once at its time, by one timer for all", async () => {
  const { clock, looks, reevaluationQueue } = open();
  reevaluationQueue.start();
  reevaluationQueue.set(1, 1030);
  reevaluationQueue.set(2, 1010);
  reevaluationQueue.set(3, 1010);
  reevaluationQueue.set(1, 1020);
  expect(clock.waiting()).toBe(1);

  await clock.advanceTo(1100);
  expect(looks).toEqual([
    [1010, [2, 3]],
    [1020, [1]],
  ]);
  expect(clock.waiting()).toBe(0);
});

test("what is set before the start waits for it; what is removed, and what comes after the end, is not looked at", async () => {
  const { clock, looks, reevaluationQueue } = open();
  reevaluationQueue.set(1, 900);
  reevaluationQueue.set(2, 1010);
  reevaluationQueue.set(3, 1020);
  await clock.advanceTo(1005);
  expect(looks).toEqual([]);

  reevaluationQueue.start();
  reevaluationQueue.remove(2);
  await clock.advanceTo(1015);
  reevaluationQueue.stop();
  await clock.advanceTo(1100);
  expect(looks).toEqual([[1005, [1]]]);
});

test("a thousand that are due together come bit by bit", async () => {
  const { clock, looks, reevaluationQueue } = open();
  for (let key = 1; key <= 1000; key++) reevaluationQueue.set(key, 1010);
  reevaluationQueue.start();
  await clock.advanceTo(1010);
  await clock.advanceTo(1011);

  expect(looks.map(([, keys]) => keys.length)).toEqual([200, 200, 200, 200, 200]);
});
