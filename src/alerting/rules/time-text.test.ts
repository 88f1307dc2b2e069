import { describe, expect, test } from "vitest";
import { MONDAY } from "./scene.fixture.ts";
import { clockWords, sentenceOf, untilWords } from "./time-text.ts";

const HOUR = 3600;

describe("a future time, seen from Monday 10:00", () => {
  test.each([
    ["later today", 2 * HOUR, "UTC", "12:00"],
    ["with seconds", 2 * HOUR + 5, "UTC", "12:00:05"],
    ["tomorrow", 22 * HOUR, "UTC", "Tue 08:00"],
    ["within six days", 6 * 24 * HOUR, "UTC", "Sun 10:00"],
    ["in a week", 7 * 24 * HOUR, "UTC", "2026-11-30 10:00"],
    ["in a zone where it is tomorrow", 6 * HOUR, "Asia/Tokyo", "Tue 01:00"],
    ["in a zone as Centreon writes it", 2 * HOUR, ":Europe/Paris", "13:00"],
    ["across a clock change", 150 * 24 * HOUR, "Europe/Paris", "2027-04-22 12:00"],
  ])("%s", (_, inSeconds, zone, words) => {
    expect(untilWords(MONDAY + inSeconds, MONDAY, zone)).toBe(words);
  });
});

test("a time of day has seconds and follows its zone", () => {
  expect([
    clockWords(MONDAY + 131, "UTC"),
    clockWords(MONDAY + 131, "Asia/Tokyo"),
    clockWords(MONDAY + 131, "UTC"),
  ]).toEqual(["10:02:11", "19:02:11", "10:02:11"]);
});

test.each([
  [{ outcome: "told", contact: "ops", reason: "notified ops by mail at 10:02:11" }, "notified ops by mail at 10:02:11"],
  [{ outcome: "not-told", contact: null, reason: "acknowledged by jdoe" }, "not notified: acknowledged by jdoe"],
  [
    {
      outcome: "not-told",
      contact: "ops",
      reason: "service_notification_period 'workhours' is closed until Mon 08:00",
    },
    "not notified: ops: service_notification_period 'workhours' is closed until Mon 08:00",
  ],
  [{ outcome: "waiting", contact: null, reason: "its host is being checked" }, "waiting: its host is being checked"],
] as const)("%j is a sentence", (decision, sentence) => {
  expect(sentenceOf(decision)).toBe(sentence);
});
