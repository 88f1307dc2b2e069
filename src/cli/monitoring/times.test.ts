import { expect, test } from "vitest";
import { ageOf, comingTime, durationSeconds, pastTime, timeAfter } from "./times.ts";

test.each([
  ["30s", 30],
  ["90m", 5400],
  ["1h30m", 5400],
  ["7d", 604_800],
  ["2w", 1_209_600],
])("the duration %s", (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});

test.each(["", "5", "1.5h", "-1h", "0m", "367d", "soon", "1 h"])("the duration '%s' is refused", (text) => {
  expect(() => durationSeconds(text)).toThrow("Expected a duration such as 30m");
});

test.each([
  ["for a plan", comingTime],
  ["for looking back", pastTime],
])("times %s: of an instant, of this machine, and of a day", (_, read) => {
  const now = Math.floor(Date.now() / 1000);
  const local = Temporal.PlainDateTime.from("2026-11-24T03:00").toZonedDateTime(Temporal.Now.timeZoneId());

  expect(read("2026-11-24T03:00:00+01:00")).toBe(Date.UTC(2026, 10, 24, 2) / 1000);
  expect(read("2026-11-24 03:00")).toBe(local.epochMilliseconds / 1000);
  expect(read("03:00") % 60).toBe(0);
  expect(Math.abs(read("now") - now)).toBeLessThan(5);
});

test("a time of day is the next one for a plan, and the latest one that is past for looking back", () => {
  const now = Math.floor(Date.now() / 1000);
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:30`);

  for (const hour of hours) {
    expect(comingTime(hour) - now).toSatisfy((wait: number) => wait >= -1 && wait <= 25 * 3600);
    expect(now - pastTime(hour)).toSatisfy((ago: number) => ago >= -1 && ago <= 25 * 3600);
  }
});

test("the end of a plan is the first such time after its start", () => {
  const zone = Temporal.Now.timeZoneId();
  const at = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds / 1000;

  expect(timeAfter("02:00", at("2026-11-24T22:00"))).toBe(at("2026-11-25T02:00"));
  expect(timeAfter("23:00", at("2026-11-24T22:00"))).toBe(at("2026-11-24T23:00"));
  expect(timeAfter("2026-11-26 01:00", at("2026-11-24T22:00"))).toBe(at("2026-11-26T01:00"));
});

test.each(["24:00", "tomorrow", "2026-13-01 10:00", "2026-02-30T10:00:00Z", "10"])(
  "the time '%s' is refused",
  (text) => {
    expect(() => comingTime(text)).toThrow("Expected a time such as 03:00");
  },
);

test.each([
  [0, "0s"],
  [59, "59s"],
  [3600, "1h"],
  [3725, "1h 2m"],
  [86_400 * 3 + 60, "3d"],
  [-5, "0s"],
])("an age of %d seconds", (seconds, text) => {
  const now = Date.parse("2026-11-24T03:00:00Z");

  expect(ageOf(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
});
