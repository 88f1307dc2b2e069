import { expect, test } from "vitest";
import { createSemaphore } from "./semaphore.ts";

const refusal = (): Error => new Error("full");

test("runs two in parallel, the others in order of arrival, and refuses more than may wait", async () => {
  const slots = createSemaphore({ maxRunning: 2, maxWaiting: 3, refusal });
  const began: number[] = [];
  const finish: (() => void)[] = [];
  const task = (number: number) => () =>
    new Promise<number>((resolve) => {
      began.push(number);
      finish.push(() => resolve(number));
    });

  const results = [1, 2, 3, 4, 5].map((number) => slots.run(task(number)));
  await expect(slots.run(task(6))).rejects.toThrow("full");
  expect(began).toEqual([1, 2]);
  finish[0]?.();
  await results[0];
  await Promise.resolve();

  expect(began).toEqual([1, 2, 3]);
  for (const turn of [1, 2, 3, 4]) {
    finish[turn]?.();
    await results[turn];
    await Promise.resolve();
  }
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4, 5]);
});

test("releases the slot when a task fails", async () => {
  const slots = createSemaphore({ maxRunning: 1, maxWaiting: 1, refusal });

  await expect(slots.run(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");

  expect(await slots.run(() => Promise.resolve("fine"))).toBe("fine");
});
