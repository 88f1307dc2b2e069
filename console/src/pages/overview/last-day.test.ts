import { expect, test } from "vitest";
import { hoursOf } from "./last-day.ts";

const NOW = Date.parse("2026-11-29T12:30:00Z");
const at = (time: string, kind = "hard-state") => ({ time: `2026-11-${time}:00Z`, kind });

test("counts by hour, the present one last", () => {
  const hours = hoursOf(
    [at("29T12:10"), at("29T12:00", "recovery"), at("29T03:59"), at("28T13:00"), at("28T12:59")],
    NOW,
    false,
  );
  expect(hours).toHaveLength(24);
  expect(hours[0]).toEqual({ from: Date.parse("2026-11-28T13:00:00Z"), began: 1, ended: 0 });
  expect(hours.at(-1)).toEqual({ from: Date.parse("2026-11-29T12:00:00Z"), began: 1, ended: 1 });
  expect(hours.reduce((sum, { began }) => sum + began, 0)).toBe(3);
});

test("shows no hour of which it does not know everything", () => {
  const hours = hoursOf([at("29T12:10"), at("29T10:20")], NOW, true);
  expect(hours.map(({ from }) => new Date(from).getUTCHours())).toEqual([11, 12]);
});

test("nothing happened", () => {
  expect(hoursOf([], NOW, false).every(({ began, ended }) => began + ended === 0)).toBe(true);
});
