import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { watchEventLoopDelay } from "./event-loop-delay.ts";

it("measures how late a busy process was", async () => {
  const watch = watchEventLoopDelay();
  await delay(50);
  const until = performance.now() + 150;
  while (performance.now() < until) {
    /* busy */
  }
  await delay(50);

  const { p50, max } = watch.latest();

  watch.stop();
  expect(max).toBeGreaterThan(0.1);
  expect(p50).toBeLessThan(max);
});
