import { expect, test } from "vitest";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { createAlarm } from "./alarm.ts";

test("rings once at the time it was last set to, with one timer", async () => {
  const clock = createFakeClock(1000);
  const rung: (readonly [number, number])[] = [];
  const alarm = createAlarm(clock, (setFor) => rung.push([clock.now(), setFor]));

  alarm.set(1010);
  alarm.set(1020);
  alarm.set(1020);
  expect([alarm.at, clock.waiting()]).toEqual([1020, 1]);
  await clock.advanceTo(1100);

  expect(rung).toEqual([[1020, 1020]]);
  expect([alarm.at, clock.waiting()]).toEqual([null, 0]);
});

test("does not ring after it was cancelled, and can be set while it rings", async () => {
  const clock = createFakeClock(1000);
  const rung: number[] = [];
  const alarm = createAlarm(clock, () => {
    rung.push(clock.now());
    if (rung.length < 2) alarm.set(1030);
  });

  alarm.set(1010);
  alarm.set(null);
  await clock.advanceTo(1015);
  expect(rung).toEqual([]);
  alarm.set(1020);
  await clock.advanceTo(1100);

  expect(rung).toEqual([1020, 1030]);
});
