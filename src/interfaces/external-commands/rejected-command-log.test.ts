import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { silentLog, type Log } from "../../lib/log.ts";
import { createRejectedCommandLog } from "./rejected-command-log.ts";

interface Logged {
  readonly line?: string;
  readonly reason?: string;
  readonly lines?: number;
}

function recording(): { readonly log: Log; readonly logged: Logged[] } {
  const logged: Logged[] = [];
  return {
    log: {
      ...silentLog,
      warn: (fields) => {
        logged.push(fields as Logged);
      },
    },
    logged,
  };
}

test("each refused line is logged with its reason, and cut if long", () => {
  const { log, logged } = recording();
  const rejectedLines = createRejectedCommandLog(log, createFakeClock());

  rejectedLines.report("[1] REBOOT", "unknown");
  rejectedLines.report("x".repeat(10_000), "malformed");

  expect(logged).toEqual([
    { line: "[1] REBOOT", reason: "unknown" },
    { line: "x".repeat(300), reason: "malformed" },
  ]);
});

test("logs at most fifty lines in ten seconds, then the number of the others", async () => {
  const { log, logged } = recording();
  const clock = createFakeClock();
  const rejectedLines = createRejectedCommandLog(log, clock);

  for (let n = 0; n < 1_000; n++) rejectedLines.report(`line ${n}`, "unknown");
  expect(logged).toHaveLength(50);
  await clock.advanceBy(10);
  expect(logged.slice(50)).toEqual([{ lines: 950 }]);

  rejectedLines.report("later", "unknown");
  expect(logged.at(-1)).toMatchObject({ line: "later" });
});

test("the stop logs the number of omitted lines and leaves no timer", () => {
  const { log, logged } = recording();
  const clock = createFakeClock();
  const rejectedLines = createRejectedCommandLog(log, clock);
  for (let n = 0; n < 60; n++) rejectedLines.report("again", "unknown");

  rejectedLines.stop();

  expect(logged.at(-1)).toEqual({ lines: 10 });
  expect(clock.waiting()).toBe(0);
});
