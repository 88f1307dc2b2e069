import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { serverNow, serverTimeAt, setServerTime } from "./clock.ts";
import { sinceMoment, thisMoment } from "./moment.ts";

const NOON = Date.parse("2026-11-30T12:00:00Z");
const HOUR = 3_600_000;

beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ["Date", "performance"] }));
afterEach(() => vi.useRealTimers());

test.each([HOUR, -HOUR])("the server tells the time, also after this machine's clock was set by %d ms", (step) => {
  setServerTime("2026-11-30T13:00:00Z");
  expect(serverNow()).toBe(NOON + HOUR);
  expect(serverTimeAt(NOON)).toBe(NOON + HOUR);

  vi.setSystemTime(NOON + step);
  setServerTime("2026-11-30T13:00:15Z");
  expect(serverNow()).toBe(NOON + HOUR + 15_000);
});

test("what it tells is of whole seconds, and a while under way: the clock does not jump by it", () => {
  setServerTime("2026-11-30T13:00:00Z");
  vi.advanceTimersByTime(16_500);
  setServerTime("2026-11-30T13:00:15Z");
  expect(serverNow()).toBe(NOON + HOUR + 16_500);
});

test("a moment is as long ago as either clock says, and never to come", () => {
  const begun = thisMoment();
  vi.advanceTimersByTime(41_000);
  expect(sinceMoment(begun)).toBe(41_000);
  vi.setSystemTime(NOON - HOUR);
  expect(sinceMoment(begun)).toBe(41_000);
  vi.setSystemTime(NOON + HOUR);
  expect(sinceMoment(begun)).toBe(HOUR);
});
