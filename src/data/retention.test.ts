import { beforeEach, expect, test } from "vitest";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { silentLog } from "../lib/log.ts";
import { createRealtime } from "./realtime/create-realtime.ts";
import { keepRetention } from "./retention.ts";
import type { PurgeTimes, Store } from "./store/store.ts";

const START = 1_700_000_000;
const DAY = 86_400;
const purgedBefore: PurgeTimes[] = [];
// The store's tests cover what is purged; this one covers when.
const store = {
  purgeBefore: (time: PurgeTimes) => {
    purgedBefore.push(time);
    return Promise.resolve();
  },
  commit: ([change]) => {
    if (change?.kind === "hours-since-purge") storedHours = change.hours;
    return Promise.resolve({ revision: 1, lastEventId: 0 });
  },
} as Store;
let storedHours = 0;

const keep = (clock: ReturnType<typeof createFakeClock>): (() => void) => {
  return keepRetention({
    store,
    realtime: createRealtime({ accountByAlias: () => undefined }),
    history: { deleteExpired: () => {} },
    clock,
    log: silentLog,
    days: () => ({ records: 30, decisions: 400 }),
    hoursSincePurge: storedHours,
  });
};

beforeEach(() => {
  purgedBefore.length = 0;
  storedHours = 0;
});

test("deletes records older than the retention once a day", async () => {
  const clock = createFakeClock(START);
  const stop = keep(clock);

  await clock.advanceTo(START + 2.5 * DAY);
  stop();
  await clock.advanceTo(START + 9 * DAY);

  expect(purgedBefore).toEqual([
    { records: START + DAY - 30 * DAY, decisions: START + DAY - 400 * DAY },
    { records: START + 2 * DAY - 30 * DAY, decisions: START + 2 * DAY - 400 * DAY },
  ]);
});

test("a server that is restarted each day deletes records after 24 hours of running", async () => {
  const clock = createFakeClock(START);
  for (const day of [0, 1, 2]) {
    await clock.advanceTo(START + day * DAY);
    const stop = keep(clock);
    await clock.advanceBy(10.5 * 3600);
    stop();
  }

  const purgedAt = START + 2 * DAY + 4 * 3600;
  expect(purgedBefore).toEqual([{ records: purgedAt - 30 * DAY, decisions: purgedAt - 400 * DAY }]);
});

test("a clock that is years ahead for some hours deletes no current records", async () => {
  const clock = createFakeClock(START);
  const stop = keep(clock);

  await clock.jumpTo(START + 3650 * DAY);
  await clock.advanceBy(7200);
  await clock.jumpTo(START + 7200);
  await clock.advanceTo(START + 1.5 * DAY);
  stop();

  expect(purgedBefore).toHaveLength(1);
  expect(purgedBefore[0]?.records).toBeLessThan(START - 29 * DAY);
});
