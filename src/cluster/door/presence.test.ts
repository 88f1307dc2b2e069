import { beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { silentLog } from "../../lib/log.ts";
import { createPresence, type Presence } from "./presence.ts";

const START = 1_800_000_000;
const PARIS = { id: 2, name: "paris", publicKey: "" };

let clock: FakeClock;
let events: string[];
let presence: Presence;
beforeEach(() => {
  clock = createFakeClock(START);
  events = [];
  presence = createPresence({
    clock,
    log: silentLog,
    commit: async (changes) => {
      for (const change of changes) if (change.kind === "event") events.push(change.event.kind);
    },
  });
});

test("a poller whose connection ends is gone at once, and away after 15 s, with one event each way", async () => {
  presence.note(PARIS, true);
  presence.note(PARIS, false);
  expect([presence.goneSince(2), presence.awaySince(2)]).toEqual([START, null]);
  await clock.advanceBy(14);
  expect(presence.awaySince(2)).toBeNull();
  await clock.advanceBy(1);
  expect(presence.awaySince(2)).toBe(START);
  await clock.advanceBy(3_600);
  expect(events).toEqual(["poller-away"]);

  presence.note(PARIS, true);
  expect([presence.goneSince(2), presence.awaySince(2)]).toEqual([null, null]);
  expect(events).toEqual(["poller-away", "poller-back"]);
});

test("a short cut is no event", async () => {
  presence.note(PARIS, true);
  presence.note(PARIS, false);
  await clock.advanceBy(14);
  presence.note(PARIS, true);
  await clock.advanceBy(3_600);
  expect(events).toEqual([]);
});

test("after the start of the server a poller has longer to connect", async () => {
  presence.note(PARIS, false);
  await clock.advanceBy(44);
  expect(presence.awaySince(2)).toBeNull();
  await clock.advanceBy(1);
  expect(presence.awaySince(2)).toBe(START);
});

test("one that was away before the start of the server has been away since then", async () => {
  presence.note(PARIS, false, START - 86_400);
  await clock.advanceBy(44);
  expect(presence.awaySince(2)).toBeNull();
  await clock.advanceBy(1);
  expect(presence.awaySince(2)).toBe(START - 86_400);
});

test("one that is no longer expected is not away", async () => {
  presence.note(PARIS, false);
  presence.forget(2);
  await clock.advanceBy(60);
  expect([presence.goneSince(2), presence.awaySince(2), events]).toEqual([null, null, []]);
});

test("nothing is left of it after the stop", () => {
  presence.note(PARIS, false);
  presence.stop();
  expect(clock.waiting()).toBe(0);
});
