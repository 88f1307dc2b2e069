import { expect, test } from "vitest";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { silentLog, type Log } from "./log.ts";
import { createRateLimitedLog } from "./rate-limited-log.ts";

test("logs the first error immediately, and later ones every ten seconds with their number", async () => {
  const clock = createFakeClock(0);
  const lines: unknown[] = [];
  const log = {
    ...silentLog,
    error: (fields: { times: number; err: Error }) => {
      lines.push([clock.now(), fields.times, fields.err.message]);
    },
  } as unknown as Log;
  const rateLimited = createRateLimitedLog(log, clock, "a result was lost");

  for (let second = 0; second < 25; second++) {
    rateLimited.error(new Error(`at ${second}`));
    await clock.advanceBy(1);
  }
  await clock.advanceBy(60);
  rateLimited.error(new Error("later"));
  rateLimited.error(new Error("last"));
  rateLimited.stop();

  expect(lines).toEqual([
    [0, 1, "at 0"],
    [10, 9, "at 9"],
    [20, 10, "at 19"],
    [30, 5, "at 24"],
    [85, 1, "later"],
    [85, 1, "last"],
  ]);
  expect(clock.waiting()).toBe(0);
});
