import { expect, test } from "vitest";
import { createFakeClock } from "./fake-clock.ts";

test("runs due timers by time, then by creation, at their own time", async () => {
  const clock = createFakeClock(100);
  const ran: string[] = [];
  clock.runAt(130, () => ran.push(`late ${clock.now()}`));
  clock.runAt(110, () => ran.push(`first ${clock.now()}`));
  clock.runAt(110, () => ran.push(`second ${clock.now()}`));

  await clock.advanceTo(120);

  expect(ran).toEqual(["first 110", "second 110"]);
  expect(clock.now()).toBe(120);
  expect(clock.waiting()).toBe(1);
});

test("runs a timer set by a task or a settled promise within the elapsed time", async () => {
  const clock = createFakeClock(0);
  const ran: number[] = [];
  clock.runAt(1, () => {
    void Promise.resolve().then(() => clock.runAt(2, () => ran.push(clock.now())));
  });

  await clock.advanceBy(5);

  expect(ran).toEqual([2]);
});

test("runs a past timer soon but not synchronously, and never a cancelled one", async () => {
  const clock = createFakeClock(50);
  const ran: string[] = [];
  clock.runAt(40, () => ran.push("past"));
  clock.runAt(40, () => ran.push("cancelled"))();

  expect(ran).toEqual([]);
  await clock.advanceTo(50);
  expect(ran).toEqual(["past"]);
});
