import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changePreferencesHere, type Sound } from "../data/preferences.ts";
import type { LiveRow } from "../data/wire.ts";
import { createAlarm } from "./alarm.ts";

let sounds: number;
let notices: string[];
let isShown: (row: LiveRow) => Promise<boolean>;
let isUnhandled: (row: LiveRow) => Promise<boolean>;
let alarm: ReturnType<typeof createAlarm>;
beforeEach(() => {
  vi.useFakeTimers();
  sounds = 0;
  notices = [];
  isShown = () => Promise.resolve(true);
  isUnhandled = () => Promise.resolve(true);
  alarm = createAlarm({
    play: () => void sounds++,
    show: ({ key }) => notices.push(key),
    isShown: (row) => isShown(row),
    isUnhandled: (row) => isUnhandled(row),
  });
  turn({ isOn: true });
});
afterEach(() => {
  alarm.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

function turn({ hasNotices = false, ...sound }: Partial<Sound> & { readonly hasNotices?: boolean }): void {
  changePreferencesHere({ hasNotices, sound: { isOn: true, states: ["DOWN", "CRITICAL"], repeats: false, ...sound } });
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
] as const)("%s", async (_name, kind, row, expected) => {
  change(kind, row);
  await settle();
  expect(sounds).toBe(expected);
});

test("is silent unless it is turned on", async () => {
  turn({ isOn: false });
  change("hard-state", {});
  await settle();
  expect(sounds).toBe(0);
});

test("repeats, if that is chosen, until somebody acknowledges", async () => {
  turn({ repeats: true });
  change("hard-state", {});
  await settle();
  await vi.advanceTimersByTimeAsync(45_000);
  expect(sounds).toBe(3);
  change("acknowledgement-set", { unhandled: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sounds).toBe(3);
});

test.each([
  [
    "the resource is removed, or hidden",
    () => alarm.hear({ type: "change", id: 2, change: { kind: "gone", key: "s1.2" } }),
    1,
  ],
  ["its host goes down", () => (isUnhandled = () => Promise.resolve(false)), 1],
  ["nobody knows whether it is handled", () => (isUnhandled = () => Promise.reject(new Error("no answer"))), 4],
] as const)("repeats no longer, unless in doubt, when %s", async (_name, happen, expected) => {
  turn({ repeats: true });
  change("hard-state", {});
  await settle();
  happen();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sounds).toBe(expected);
});

test("is silent for what the list on the screen does not have; without an answer it sounds", async () => {
  isShown = (row) => Promise.resolve(row.key === "s1.2");
  change("hard-state", { key: "s9.9" });
  await settle();
  expect(sounds).toBe(0);
  change("hard-state", {});
  await settle();
  expect(sounds).toBe(1);
  isShown = () => Promise.reject(new Error("no answer"));
  change("hard-state", { key: "s9.9" });
  await settle();
  expect(sounds).toBe(2);
});

test("is silent for what was handled while the server was asked", async () => {
  turn({ repeats: true });
  change("hard-state", {});
  change("acknowledgement-set", { unhandled: false });
  await settle();
  vi.advanceTimersByTime(60_000);
  expect(sounds).toBe(0);
});

test("asks for five at a time at most: of a storm each further one sounds at once", async () => {
  isShown = () => new Promise(() => {});
  for (let n = 0; n < 7; n++) change("hard-state", { key: `s1.${n}` });
  await settle();
  expect(sounds).toBe(2);
});

test("shows notices of the same problems, once each, also without sound", async () => {
  turn({ isOn: false, hasNotices: true });
  change("hard-state", {});
  change("hard-state", { key: "s1.3", state: "WARNING" });
  isShown = () => Promise.resolve(false);
  change("hard-state", { key: "s1.4" });
  await settle();
  vi.advanceTimersByTime(60_000);
  expect([sounds, notices]).toEqual([0, ["s1.2"]]);

  turn({ isOn: true, hasNotices: false });
  isShown = () => Promise.resolve(true);
  change("hard-state", { key: "s1.5" });
  await settle();
  expect([sounds, notices]).toEqual([1, ["s1.2"]]);
});
