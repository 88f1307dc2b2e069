import { expect, test } from "vitest";
import { createHandTimers, settle } from "../hand-timers.fixture.ts";
import { createStore } from "../store.ts";
import { IdleOrder } from "./idle-order.ts";
import { EMPTY_LIST, type ListSnapshot } from "./list-snapshot.ts";
import { NO_NEWS } from "./order-news.ts";

const NEWS = { ...NO_NEWS, entered: new Set(["s1.1"]) };
const FAILED = new Error("503");

/** A list with news, whose orders end as `outcome` says; `takenAt`: seconds from the start. */
function setUp({ length = 20 } = {}) {
  const timers = createHandTimers();
  const start = timers.now();
  const list = createStore<ListSnapshot>({ ...EMPTY_LIST, isLoading: false, length, news: NEWS });
  const change = (next: Partial<ListSnapshot>): void => list.update((before) => ({ ...before, ...next }));
  const takenAt: number[] = [];
  const person = { isAtWork: false };
  let outcome: "fails" | "comes" | "is slow" = "fails";
  const order = new IdleOrder({
    timers,
    list: { getSnapshot: list.get, subscribe: list.subscribe },
    isAtWork: () => person.isAtWork,
    async take() {
      takenAt.push((timers.now() - start) / 1_000);
      change({ isLoading: true });
      if (outcome === "is slow") await new Promise<void>((resolve) => timers.after(30_000, resolve));
      if (outcome === "fails") change({ isLoading: false, error: FAILED });
      else change({ isLoading: false, error: undefined, news: NO_NEWS, orderNumber: list.get().orderNumber + 1 });
    },
  });
  order.start();
  return { timers, change, takenAt, person, order, ends: (next: typeof outcome) => void (outcome = next) };
}

test("waits longer after each failure, up to a minute, and begins anew after an order that came", async () => {
  const { timers, change, takenAt, ends } = setUp();
  await timers.advance(220_000);
  expect(takenAt).toEqual([1, 4, 10, 22, 46, 94, 154, 214]);

  ends("comes");
  await timers.advance(60_000);
  expect(takenAt.slice(8)).toEqual([274]);
  ends("fails");
  change({ news: NEWS });
  await timers.advance(10_000);
  expect(takenAt.slice(9)).toEqual([281, 284, 290]);
});

test("begins anew after an order that somebody took", async () => {
  const { timers, change, takenAt } = setUp();
  await timers.advance(23_000);
  change({ error: undefined, news: NO_NEWS, orderNumber: 1 });
  await timers.advance(1_000);
  change({ news: NEWS });
  await timers.advance(5_000);
  expect(takenAt.slice(4)).toEqual([25, 28]);
});

test("an empty list is not taken again and again, and does not wait for somebody to leave", async () => {
  const { timers, change, takenAt, person } = setUp({ length: 0 });
  person.isAtWork = true;
  change({ isViewEnded: true });
  await settle();
  expect(takenAt).toEqual([0]);
  change({ total: 1 });
  await timers.advance(9_000);
  expect(takenAt).toEqual([0, 3, 9]);
});

test("waits for an order that is slow, its own or another one", async () => {
  const { timers, change, takenAt, ends } = setUp();
  ends("is slow");
  await timers.advance(30_000);
  expect(takenAt).toEqual([1]);
  await timers.advance(1_000);
  change({ news: NEWS, isLoading: true });
  await timers.advance(10_000);
  expect(takenAt).toEqual([1]);
});

test("takes nothing without news, while somebody is at work, or once it was stopped", async () => {
  const { timers, change, takenAt, person, order } = setUp();
  person.isAtWork = true;
  await timers.advance(5_000);
  person.isAtWork = false;
  change({ news: NO_NEWS });
  await timers.advance(5_000);
  change({ news: NEWS });
  order.stop();
  await timers.advance(5_000);
  expect(takenAt).toEqual([]);
});
