import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { createAgenda } from "./reevaluation-queue.ts";

const open = () => {
  const clock = createFakeClock(1000);
  const looks: [number, readonly number[]][] = [];
  const agenda = createAgenda({
    clock,
    lookAt: (keys) => {
      looks.push([clock.now(), keys]);
    },
  });
  return { clock, looks, agenda };
};

test("each is looked at once at its time, by one timer for all", async () => {
  const { clock, looks, agenda } = open();
  agenda.start();
  agenda.set(1, 1030);
  agenda.set(2, 1010);
  agenda.set(3, 1010);
  agenda.set(1, 1020);
  expect(clock.waiting()).toBe(1);

  await clock.advanceTo(1100);
  expect(looks).toEqual([
    [1010, [2, 3]],
    [1020, [1]],
  ]);
  expect(clock.waiting()).toBe(0);
});

test("what is set before the start waits for it; what is removed, and what comes after the end, is not looked at", async () => {
  const { clock, looks, agenda } = open();
  agenda.set(1, 900);
  agenda.set(2, 1010);
  agenda.set(3, 1020);
  await clock.advanceTo(1005);
  expect(looks).toEqual([]);

  agenda.start();
  agenda.remove(2);
  await clock.advanceTo(1015);
  agenda.stop();
  await clock.advanceTo(1100);
  expect(looks).toEqual([[1005, [1]]]);
});

test("a thousand that are due together come bit by bit", async () => {
  const { clock, looks, agenda } = open();
  for (let key = 1; key <= 1000; key++) agenda.set(key, 1010);
  agenda.start();
  await clock.advanceTo(1010);
  await clock.advanceTo(1011);

  expect(looks.map(([, keys]) => keys.length)).toEqual([200, 200, 200, 200, 200]);
});
