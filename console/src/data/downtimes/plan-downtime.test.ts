import { expect, test } from "vitest";
import { planDowntime, type EnteredDowntime } from "./plan-downtime.ts";

const context = { now: Date.parse("2026-11-29T21:13:20.500Z"), zone: "Europe/Paris" };
const ENTERED: EnteredDowntime = {
  q: "",
  when: "2h",
  repeat: { kind: "never" },
  isFlexible: false,
  lasts: "1h",
  services: true,
  children: false,
  text: "",
};
const plan = (changes: Partial<EnteredDowntime>) => planDowntime({ ...ENTERED, ...changes }, context);

test("one from now has no start, so that it begins at once whatever the clocks say", () => {
  expect(plan({})).toMatchObject({
    options: { end: "2026-11-29T23:13:20.000Z", services: true, children: false },
    recurrence: null,
  });
  expect(plan({})).not.toHaveProperty("options.start");
});

test("a flexible one has its window and its length", () => {
  expect(plan({ when: "tomorrow 20:00-24:00", isFlexible: true, lasts: "2h" })).toMatchObject({
    options: { start: "2026-11-30T19:00:00.000Z", end: "2026-11-30T23:00:00.000Z", fixed: false, for: 7_200 },
  });
});

test("a repeating one has its rule, first local time, zone and length", () => {
  expect(plan({ when: "tomorrow 22:00-23:30", repeat: { kind: "weekly", days: [], until: "" } })).toMatchObject({
    recurrence: {
      rrule: "FREQ=WEEKLY;BYDAY=MO",
      dtstart: "2026-11-30T22:00:00",
      zone: "Europe/Paris",
      duration_seconds: 5_400,
    },
  });
});

test("a repeating one in a zone that is typed repeats at the hours of that zone", () => {
  const everyWeek = { kind: "weekly", days: [], until: "" } as const;
  expect(plan({ when: "tomorrow 22:00-23:30 Tokyo", repeat: everyWeek })).toMatchObject({
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=TU", dtstart: "2026-12-01T22:00:00", zone: "Asia/Tokyo" },
  });
});

test.each<[Partial<EnteredDowntime>, object]>([
  [{ when: "soon" }, { when: "not-understood" }],
  [{ when: "" }, { when: "empty" }],
  [{ repeat: { kind: "daily", until: "" } }, { when: "needs-start" }],
  [{ when: "tomorrow 22:00-23:00", repeat: { kind: "daily", until: "soon" } }, { lastDay: true }],
  [{ isFlexible: true, lasts: "long" }, { lasts: true }],
  [{ isFlexible: true, lasts: "0 min" }, { lasts: true }],
])("%j is a mistake", (changes, mistakes) => {
  expect(plan(changes)).toEqual(mistakes);
});
