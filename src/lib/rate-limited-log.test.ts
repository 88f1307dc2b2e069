import { expect, test } from "vitest";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { silentLog, type Log } from "./log.ts";
import { createRateLimitedLog } from "./rate-limited-log.ts";

test("tells the first error at once, and those that follow once in ten seconds with their number", async () => {
  const clock = createFakeClock(0);
  const lines: unknown[] = [];
  const log = {
    ...silentLog,
    error: (fields: { times: number; err: Error }) => {
      lines.push([clock.now(), fields.times, fields.err.message]);
    },
  } as unknown as Log;
  const sparing = createRateLimitedLog(log, clock, "a result was lost");

  for (let second = 0; second < 25; second++) {
    sparing.error(new Error(`at ${second}`));
    await clock.advanceBy(1);
  }
  await clock.advanceBy(60);
  sparing.error(new Error("later"));
  sparing.error(new Error("last"));
  sparing.stop();

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
