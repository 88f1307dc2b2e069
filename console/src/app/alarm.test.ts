import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changePreferencesHere, type Sound } from "../data/preferences.ts";
import type { LiveRow } from "../data/wire.ts";
import { createAlarm } from "./alarm.ts";

let sounds: number;
let alarm: ReturnType<typeof createAlarm>;
beforeEach(() => {
  vi.useFakeTimers();
  sounds = 0;
  alarm = createAlarm(() => {
    sounds++;
  });
  turn({ isOn: true });
});
afterEach(() => {
  alarm.stop();
  vi.useRealTimers();
});

function turn(sound: Partial<Sound>): void {
  changePreferencesHere({ sound: { isOn: true, states: ["DOWN", "CRITICAL"], repeats: false, ...sound } });
}

function change(kind: string, row: Partial<LiveRow>): void {
  const whole = { key: "s1.2", state: "CRITICAL", hard: true, unhandled: true, ...row } as LiveRow;
  alarm.hear({ type: "change", id: 1, change: { kind, key: whole.key, row: whole } });
}

test.each([
  ["a new hard problem", "hard-state", {}, 1],
  ["a soft one", "soft-state", { hard: false }, 0],
  ["one in downtime or acknowledged", "hard-state", { unhandled: false }, 0],
  ["a state that was not chosen", "hard-state", { state: "WARNING" }, 0],
  ["a comment on a problem", "comment-added", {}, 0],
] as const)("%s", (_name, kind, row, expected) => {
  change(kind, row);
  expect(sounds).toBe(expected);
});

test("is silent unless it is turned on", () => {
  turn({ isOn: false });
  change("hard-state", {});
  expect(sounds).toBe(0);
});

test("repeats, if that is chosen, until somebody acknowledges", () => {
  turn({ repeats: true });
  change("hard-state", {});
  vi.advanceTimersByTime(45_000);
  expect(sounds).toBe(3);
  change("acknowledgement-set", { unhandled: false });
  vi.advanceTimersByTime(60_000);
  expect(sounds).toBe(3);
});
