import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { silentLog, type Log } from "../../lib/log.ts";
import { createBadLineLog } from "./rejected-command-log.ts";

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

test("each refused line is told with its reason, a long one cut", () => {
  const { log, logged } = recording();
  const badLines = createBadLineLog(log, createFakeClock());

  badLines.tell("[1] REBOOT", "unknown");
  badLines.tell("x".repeat(10_000), "malformed");

  expect(logged).toEqual([
    { line: "[1] REBOOT", reason: "unknown" },
    { line: "x".repeat(300), reason: "malformed" },
  ]);
});

test("of a flood fifty are told in ten seconds, and then how many more there were", async () => {
  const { log, logged } = recording();
  const clock = createFakeClock();
  const badLines = createBadLineLog(log, clock);

  for (let n = 0; n < 1_000; n++) badLines.tell(`line ${n}`, "unknown");
  expect(logged).toHaveLength(50);
  await clock.advanceBy(10);
  expect(logged.slice(50)).toEqual([{ lines: 950 }]);

  badLines.tell("later", "unknown");
  expect(logged.at(-1)).toMatchObject({ line: "later" });
});

test("what was left out is told at the stop, and no timer stays", () => {
  const { log, logged } = recording();
  const clock = createFakeClock();
  const badLines = createBadLineLog(log, clock);
  for (let n = 0; n < 60; n++) badLines.tell("again", "unknown");

  badLines.stop();

  expect(logged.at(-1)).toEqual({ lines: 10 });
  expect(clock.waiting()).toBe(0);
});
