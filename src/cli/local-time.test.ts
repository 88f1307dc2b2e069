import { expect, test } from "vitest";
import { isLocalTime, timeInZone } from "./local-time.ts";

const now = Temporal.ZonedDateTime.from("2026-10-24T12:00:00[Europe/Paris]");

test.each([
  ["13:00", "2026-10-24T13:00:00+02:00"],
  ["12:00", "2026-10-24T12:00:00+02:00"],
  // After the end of summer time.
  ["3:00", "2026-10-25T03:00:00+01:00"],
  ["2026-11-24 03:00", "2026-11-24T03:00:00+01:00"],
  ["2026-11-24T03:00:30", "2026-11-24T03:00:30+01:00"],
])("%s is %s in Paris", (text, time) => {
  expect(isLocalTime(text)).toBe(true);
  expect(timeInZone(text, "Europe/Paris", "next", now)).toBe(time);
});

test.each(["25:00", "2026-02-30 10:00"])("%s, which does not exist, stays as it is", (text) => {
  expect(timeInZone(text, "Europe/Paris", "next", now)).toBe(text);
});

test.each(["2026-11-24T03:00:00+01:00", "2026-11-24T03:00:00Z", "tomorrow"])("%s needs no zone", (text) => {
  expect(isLocalTime(text)).toBe(false);
});

test.each([
  ["11:00", "2026-10-25T11:00:00+01:00"],
  ["12:00", "2026-10-25T12:00:00+01:00"],
  ["13:00", "2026-10-24T13:00:00+02:00"],
  // Before the end of summer time, and within the hour that there is twice.
  ["2:30", "2026-10-25T02:30:00+02:00"],
  ["2026-10-26 13:00", "2026-10-26T13:00:00+01:00"],
])("%s, looking back from noon, is %s in Paris", (text, time) => {
  const noon = Temporal.ZonedDateTime.from("2026-10-25T12:00:00[Europe/Paris]");

  expect(timeInZone(text, "Europe/Paris", "latest", noon)).toBe(time);
});
