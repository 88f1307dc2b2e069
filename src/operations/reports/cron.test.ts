import { expect, test } from "vitest";
import { cronExpression, lastTime, nextTime } from "./cron.ts";

const at = (text: string): number => Date.parse(text) / 1000;
const shown = (time: number | null): string | null => (time === null ? null : new Date(time * 1000).toISOString());

/** The next times after a time. */
function times(schedule: string, zone: string, after: string, count: number): readonly (string | null)[] {
  const found: (number | null)[] = [];
  for (let time: number | null = at(after); found.length < count; found.push(time))
    time = time === null ? null : nextTime(schedule, zone, time);
  return found.map(shown);
}

test("7 o'clock is 7 o'clock before and after the clocks change", () => {
  expect(times("0 7 1 * *", "Europe/Paris", "2026-10-01T00:00:00Z", 2)).toEqual([
    "2026-10-01T05:00:00.000Z",
    "2026-11-01T06:00:00.000Z",
  ]);
});

test("a time that the clocks skip comes when they go on, and one that they show twice comes once", () => {
  expect(times("30 2 * * *", "Europe/Paris", "2026-03-28T12:00:00Z", 2)).toEqual([
    "2026-03-29T01:00:00.000Z",
    "2026-03-30T00:30:00.000Z",
  ]);
  expect(times("30 2 * * *", "Europe/Paris", "2026-10-24T12:00:00Z", 2)).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-26T01:30:00.000Z",
  ]);
});

test("the last day of a month, and a 31st, are those of the calendar", () => {
  expect(times("0 7 L * *", "UTC", "2028-01-01T00:00:00Z", 3)).toEqual([
    "2028-01-31T07:00:00.000Z",
    "2028-02-29T07:00:00.000Z",
    "2028-03-31T07:00:00.000Z",
  ]);
  expect(times("0 7 31 * *", "UTC", "2027-01-31T07:00:00Z", 2)).toEqual([
    "2027-03-31T07:00:00.000Z",
    "2027-05-31T07:00:00.000Z",
  ]);
});

test("the last time may be this very second", () => {
  const due = at("2026-11-01T06:00:00Z");
  expect(lastTime("0 7 1 * *", "Europe/Paris", due)).toBe(due);
  expect(lastTime("0 7 1 * *", "Europe/Paris", due + 0.5)).toBe(due);
  expect(shown(lastTime("0 7 1 * *", "Europe/Paris", due - 0.5))).toBe("2026-10-01T05:00:00.000Z");
});

test.each(["0 7 1 * *", " 0  7 * * MON ", "@monthly", "0 0,12 * * *", "0 * * * *"])("%s is a schedule", (text) => {
  expect(cronExpression(text)).toBe(text.trim());
});

test.each([
  ["0 7 1 *", /expected a cron expression of five fields, such as '0 7 1 \* \*', found '0 7 1 \*'/],
  ["0 0 7 1 * *", /five fields/],
  ["2026-11-01T07:00:00", /five fields/],
  ["61 7 1 * *", /five fields.*Invalid value for minute: 61/],
  ["0 7 x * *", /five fields/],
  ["0 7 31 2 *", /expected a time that comes, found '0 7 31 2 \*'/],
  ["*/30 7 1 * *", /at most one time an hour/],
  ["0,59 * 1 1 *", /at most one time an hour/],
  ["@reboot", /five fields/],
  [`${"0,".repeat(50)}0 7 1 * *`, /five fields/],
])("%s is refused", (text, message) => {
  expect(() => cronExpression(text)).toThrow(message);
});
