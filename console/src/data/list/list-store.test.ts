import { expect, test } from "vitest";
import { createHandTimers, settle, type HandTimers } from "../hand-timers.fixture.ts";
import type { LiveEvent, ViewNews } from "../stream/stream-events.ts";
import type { Wants } from "../stream/tab-messages.ts";
import type { LiveRow, ResourceList } from "../wire.ts";
import type { RowsRequest } from "./list-options.ts";
import { ListStore } from "./list-store.ts";
import { rowOf } from "./rows.fixture.ts";

interface Asked {
  readonly request: RowsRequest;
  readonly signal: AbortSignal;
  readonly answer: (list?: Partial<ResourceList["meta"]>) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

class ViewEnded extends Error {}
class Mistake extends Error {}

interface Setup {
  readonly store: ListStore;
  readonly asked: Asked[];
  readonly wants: Wants[];
  readonly timers: HandTimers;
  readonly tell: (event: LiveEvent) => void;
  readonly paint: () => void;
  readonly rows: LiveRow[];
}

const QUERY = { q: "is:unhandled", sort: "-severity,since" };

function setUp(count: number): Setup {
  const rows = Array.from({ length: count }, (_, n) => rowOf(n));
  const timers = createHandTimers();
  const asked: Asked[] = [];
  const listeners = new Set<(event: LiveEvent) => void>();
  const wants: Wants[] = [];
  let frames: (() => void)[] = [];
  let views = 0;
  const store = new ListStore({
    timers,
    isViewEnded: (error) => error instanceof ViewEnded,
    isMistake: (error) => error instanceof Mistake,
    beforeNextFrame: (run) => frames.push(run),
    live: {
      ready: () => Promise.resolve(),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      want(wish) {
        wants.push(wish);
        return () => wants.splice(wants.indexOf(wish), 1);
      },
    },
    fetchRows: (request, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
        const answer = async (meta: Partial<ResourceList["meta"]> = {}): Promise<void> => {
          const { offset, limit } = request;
          const view = request.view ?? `v-${++views}`;
          const facts = { total: rows.length, total_unhandled: 0, offset, view, as_of: 100, counts: {}, q: request.q };
          resolve({ result: rows.slice(offset, offset + limit), meta: { ...facts, ...meta } });
          await settle();
        };
        const fail = async (error: Error): Promise<void> => {
          reject(error);
          await settle();
        };
        asked.push({ request, signal, answer, fail });
      }),
  });
  store.start();
  return {
    store,
    asked,
    wants,
    timers,
    rows,
    tell: (event) => listeners.forEach((listener) => listener(event)),
    paint() {
      const due = frames;
      frames = [];
      for (const run of due) run();
    },
  };
}

async function opened(count: number): Promise<Setup> {
  const setup = setUp(count);
  void setup.store.open(QUERY);
  await settle();
  await setup.asked[0]!.answer();
  return setup;
}

const changed = (n: number, id: number, row: Partial<LiveRow> = { output: "new" }): LiveEvent => ({
  type: "change",
  id,
  change: { kind: "hard-state", key: `s${n}.1`, row: rowOf(n, row) },
});
const hello = (epoch: string): LiveEvent => ({
  type: "hello",
  hello: { stream: "st", epoch, head: 1, resumed: true, now: "2026-11-29T02:00:00Z", beat_seconds: 15 },
});
const news = (told: Partial<ViewNews>): LiveEvent => ({
  type: "view",
  news: {
    view: "v-1",
    entered: [],
    left: [],
    reordered: false,
    total: 0,
    total_unhandled: 0,
    counts: {},
    ...told,
  },
});

test("asks for the first window, then for the one after what is seen, of the same view", async () => {
  const { store, asked } = await opened(1_000);
  store.setRange(0, 30);
  await settle();

  expect(asked.map(({ request }) => [request.offset, request.limit, request.view])).toEqual([
    [0, 100, undefined],
    [100, 100, "v-1"],
  ]);
  expect(store.getSnapshot()).toMatchObject({ length: 1_000, view: "v-1", isLoading: false, orderNumber: 1 });
});

test("gathers the changes of a frame: told once, and rows that did not change stay the same objects", async () => {
  const { store, tell, paint } = await opened(50);
  const cells = (): readonly unknown[] => Array.from({ length: 50 }, (_, place) => store.cellAt(place));
  const before = cells();
  let told = 0;
  store.subscribeRows(() => told++);

  tell(changed(7, 101));
  tell(changed(7, 102, { output: "newest" }));
  tell(changed(9, 103));
  tell(changed(777, 104));
  expect(cells()).toEqual(before);
  paint();

  expect(told).toBe(1);
  expect(cells().flatMap((cell, place) => (cell === before[place] ? [] : [place]))).toEqual([7, 9]);
  expect(store.cellAt(7)!.row.output).toBe("newest");

  tell(changed(7, 102, { output: "told before" }));
  paint();
  expect(told).toBe(1);
});

test("applies what was told while the answer was under way, unless the answer held it", async () => {
  const { store, asked, tell } = await opened(300);
  store.setRange(100, 130);
  await settle();
  tell(changed(110, 150, { output: "in the answer" }));
  tell(changed(111, 201, { output: "after the answer" }));

  await asked.find(({ request }) => request.offset === 100)!.answer({ as_of: 200 });

  expect(store.cellAt(110)!.row.output).toBe("DISK CRITICAL");
  expect(store.cellAt(111)!.row.output).toBe("after the answer");
});

test("aborts the windows that were passed over", async () => {
  const { store, asked } = await opened(10_000);
  for (const first of [1_000, 3_000, 9_000]) store.setRange(first, first + 30);
  await settle();

  const open = asked.filter(({ signal }, index) => index > 0 && !signal.aborted);
  expect(open.map(({ request }) => request.offset)).toEqual([9_000, 9_100, 8_900]);
});

test("tells the stream what is on the screen 300 ms after scrolling ended", async () => {
  const { store, wants, timers } = await opened(1_000);
  for (const first of [1, 2, 3, 10]) {
    store.setRange(first, first + 2);
    await timers.advance(100);
  }
  expect(wants.at(-1)!.watch).toEqual(["s0.1"]);
  await timers.advance(200);

  expect(wants).toEqual([{ views: ["v-1"], watch: ["s10.1", "s11.1", "s12.1"] }]);
});

test("moves no row when rows leave and enter, and says how many", async () => {
  const { store, tell, paint } = await opened(50);
  const before = Array.from({ length: 50 }, (_, place) => store.cellAt(place)!.row.key);

  tell(news({ left: ["s3.1", "s4.1"], entered: ["s900.1"], total: 49, total_unhandled: 40 }));
  tell(news({ entered: ["s4.1"], total: 50, total_unhandled: 41 }));
  tell({
    ...news({ left: ["s5.1"] }),
    news: { ...(news({}) as { news: ViewNews }).news, view: "v-other" },
  } as LiveEvent);
  paint();

  expect(Array.from({ length: 50 }, (_, place) => store.cellAt(place)!.row.key)).toEqual(before);
  expect(store.cellAt(3)).toMatchObject({ hasLeft: true });
  expect(store.cellAt(4)).toMatchObject({ hasLeft: false });
  expect(store.cellAt(5)).toMatchObject({ hasLeft: false });
  const { news: told, length, total, totalUnhandled } = store.getSnapshot();
  expect([[...told.entered], [...told.left], length, total, totalUnhandled]).toEqual([
    ["s900.1"],
    ["s3.1"],
    50,
    50,
    41,
  ]);
});

test("takes a new order and says where the row at the anchor went", async () => {
  const { store, asked, rows } = await opened(500);
  store.setRange(240, 270);
  await settle();
  for (const one of asked.slice(1)) await one.answer();
  rows.unshift(rowOf(900), rowOf(901), rowOf(902));

  void store.takeNewOrder(250);
  await settle();
  const request = asked.at(-1)!;
  expect(request.request).toEqual({ ...QUERY, extras: [], offset: 100, limit: 300 });
  await request.answer();

  expect(store.getSnapshot()).toMatchObject({ orderNumber: 2, view: "v-2", moved: { from: 250, to: 253 } });
  expect(store.cellAt(253)!.row.key).toBe("s250.1");
});

test("keeps the place when the row at the anchor is not there any more", async () => {
  const { store, asked, rows } = await opened(60);
  store.setRange(30, 50);
  rows.splice(20);

  void store.takeNewOrder(40);
  await settle();
  await asked.at(-1)!.answer();

  expect(store.getSnapshot()).toMatchObject({ length: 20, moved: { from: 40, to: 19 } });
});

test("shows the search that was asked last, whatever answers first", async () => {
  const { store, asked } = await opened(50);
  void store.open({ ...QUERY, q: "one" });
  await settle();
  void store.open({ ...QUERY, q: "two" });
  await settle();
  await asked[2]!.answer();
  await asked[1]!.answer();

  expect(store.getSnapshot().shown).toEqual({ ...QUERY, q: "two" });
});

test("while another search is under way, says so, and no new order of the one before ends it", async () => {
  const { store, asked } = await opened(50);
  void store.open({ ...QUERY, sort: "name" });
  expect(store.getSnapshot()).toMatchObject({ isLoading: true, isSearching: false });
  const other = { ...QUERY, q: "host:web" };
  void store.open(other);
  await settle();
  expect(store.getSnapshot()).toMatchObject({ shown: QUERY, isLoading: true, isSearching: true });

  await store.takeNewOrder(7);
  await store.takeNewOrder("top");
  await asked.at(-1)!.answer();

  expect(store.getSnapshot()).toMatchObject({ shown: other, isLoading: false, isSearching: false });
});

test("rows of the search before are those of the search again once it is asked for again, or another has a mistake", async () => {
  const { store, asked } = await opened(50);
  void store.open({ ...QUERY, q: "host:web" });
  void store.open(QUERY);
  expect(store.getSnapshot().isSearching).toBe(false);

  void store.open({ ...QUERY, q: "is:" });
  await settle();
  await asked.at(-1)!.fail(new Mistake());
  expect(store.getSnapshot()).toMatchObject({ shown: QUERY, isSearching: false, length: 50 });
});

test.each([
  ["another search fails", { ...QUERY, q: "host:web" }, new Error("500"), 0],
  ["another search has a mistake", { ...QUERY, q: "is:" }, new Mistake(), 50],
  ["another order fails", { ...QUERY, sort: "name" }, new Error("500"), 50],
])("when %s, no rows but those of the search are shown", async (_name, query, error, length) => {
  const { store, asked, wants, tell, paint } = await opened(50);
  void store.open(query);
  await settle();
  await asked[1]!.fail(error);
  tell(changed(7, 101));
  paint();

  expect(store.getSnapshot()).toMatchObject({ error, isLoading: false, length });
  expect(store.cellAt(7)?.row.output).toBe(length === 0 ? undefined : "new");
  expect(wants.at(-1)!.views).toEqual(length === 0 ? [] : ["v-1"]);
});

test.each([
  ["is taken", ({ asked }: Setup) => asked.at(-1)!.answer()],
  ["fails", ({ asked }: Setup) => asked.at(-1)!.fail(new Error("503"))],
])("a mistake is told until another search, also when a new order of the rows behind it %s", async (_name, end) => {
  const setup = await opened(50);
  const { store, asked } = setup;
  void store.open({ ...QUERY, q: "is:" });
  await settle();
  await asked.at(-1)!.fail(new Mistake());

  void store.takeNewOrder("top");
  await settle();
  await end(setup);
  expect(store.getSnapshot()).toMatchObject({ shown: QUERY, isLoading: false, error: new Mistake() });

  void store.open(QUERY);
  await settle();
  await asked.at(-1)!.answer();
  expect(store.getSnapshot().error).toBeUndefined();
});

test("asks again for what is on the screen after a gap, and keeps every place", async () => {
  const { store, asked, tell, rows } = await opened(1_000);
  store.setRange(0, 30);
  await settle();
  for (const one of asked.slice(1)) await one.answer();
  rows[5] = rowOf(5, { output: "missed" });

  tell({ type: "gap", gap: { reason: "too-far" } });
  await settle();
  const again = asked.slice(2);
  expect(again.map(({ request }) => [request.offset, request.view])).toEqual([
    [0, "v-1"],
    [100, "v-1"],
  ]);
  expect(store.cellAt(5)!.row.output).toBe("DISK CRITICAL");
  await again[0]!.answer({ as_of: 300 });

  expect(store.cellAt(5)!.row.output).toBe("missed");
});

const firstWindow = (asked: readonly Asked[]): Asked => asked.findLast(({ request }) => request.offset === 0)!;

test.each([
  ["fails", ({ asked }: Setup) => firstWindow(asked).fail(new Error("no answer"))],
  [
    "is passed over by scrolling",
    async ({ store }: Setup) => {
      store.setRange(500, 530);
      await settle();
      store.setRange(0, 30);
    },
  ],
])("rows that are asked for again after a gap are no present ones when that %s", async (_name, interrupt) => {
  const setup = await opened(1_000);
  const { store, asked, tell, timers, rows } = setup;
  rows[5] = rowOf(5, { output: "missed" });
  tell({ type: "gap", gap: { reason: "too-far" } });
  await settle();

  await interrupt(setup);
  await timers.advance(3_000);
  await firstWindow(asked).answer({ as_of: 300 });

  expect(store.cellAt(5)!.row.output).toBe("missed");
});

test("takes the present order of an empty list after a gap", async () => {
  const { store, asked, rows, tell } = await opened(0);
  rows.push(rowOf(1));

  tell({ type: "gap", gap: { reason: "not-resumed" } });
  await settle();
  expect(asked[1]!.request).toMatchObject(QUERY);
  await asked[1]!.answer();

  expect(store.getSnapshot()).toMatchObject({ length: 1, view: "v-2" });
});

test("asks again for a list that was under way when changes were missed", async () => {
  const { store, asked, tell } = setUp(50);
  void store.open(QUERY);
  await settle();
  tell({ type: "gap", gap: { reason: "not-resumed" } });
  await settle();
  await asked[0]!.answer();
  expect(store.getSnapshot().shown).toBeUndefined();

  await asked[1]!.answer();

  expect(store.getSnapshot()).toMatchObject({ shown: QUERY, length: 50 });
});

test("takes a new order around what is seen when the server forgot the old one", async () => {
  const { store, asked, tell } = await opened(1_000);
  store.setRange(300, 330);
  await settle();
  tell(hello("e-1"));
  tell(hello("e-2"));
  expect(store.getSnapshot().isViewEnded).toBe(true);

  await asked.find(({ request }) => request.offset === 300)!.fail(new ViewEnded());
  expect(asked.at(-1)!.request).toEqual({ ...QUERY, extras: [], offset: 200, limit: 300 });
  await asked.at(-1)!.answer();

  expect(store.getSnapshot()).toMatchObject({ isViewEnded: false, orderNumber: 2, moved: { from: 300, to: 300 } });
  expect(store.cellAt(310)!.row.key).toBe("s310.1");
});

test("asks again when the server is back, for a list that never came", async () => {
  const { store, asked, tell } = setUp(50);
  void store.open(QUERY);
  await settle();
  await asked[0]!.fail(new Error("no answer"));

  tell(hello("e-1"));
  await settle();
  await asked[1]!.answer();

  expect(store.getSnapshot()).toMatchObject({ shown: QUERY, length: 50, error: undefined });
});

test("tries a window again 3 s after it failed", async () => {
  const { store, asked, timers } = await opened(1_000);
  store.setRange(500, 530);
  await settle();
  const first = asked.find(({ request }) => request.offset === 500)!;
  await first.fail(new Error("no answer"));
  const before = asked.length;

  await timers.advance(2_999);
  expect(asked).toHaveLength(before);
  await timers.advance(1);

  expect(asked.slice(before).map(({ request }) => request.offset)).toEqual([500]);
});

test("gives the keys of a range, also of rows that are not loaded", async () => {
  const { store, asked } = await opened(1_000);

  const keys = store.keysBetween(702, 98);
  await settle();
  await asked.at(-1)!.answer();
  await asked.at(-1)!.answer();

  expect(await keys).toEqual(Array.from({ length: 605 }, (_, n) => `s${98 + n}.1`));
  expect(asked.slice(2).map(({ request }) => [request.offset, request.limit, request.view])).toEqual([
    [100, 500, "v-1"],
    [600, 103, "v-1"],
  ]);
});

test("marks what is gone, and keeps its place", async () => {
  const { store, tell, paint } = await opened(50);

  tell({ type: "change", id: undefined, change: { kind: "gone", key: "s7.1" } });
  paint();

  expect(store.cellAt(7)).toMatchObject({ isGone: true, hasLeft: true });
});

test("columns that need more ask again for what is there: no row moves, and settings that changed are asked for", async () => {
  const { store, asked, tell } = await opened(300);
  store.setRange(0, 30);
  await settle();
  const before = asked.length;

  store.setExtras(["groups", "var.RACK"]);
  await settle();
  const again = asked.slice(before).map(({ request }) => request);
  expect(again.map(({ offset, view, extras }) => [offset, view, extras])).toEqual([
    [0, "v-1", ["groups", "var.RACK"]],
    [100, "v-1", ["groups", "var.RACK"]],
  ]);
  for (const one of asked.slice(before)) await one.answer();
  expect(store.getSnapshot()).toMatchObject({ view: "v-1", orderNumber: 1 });

  store.setExtras(["groups"]);
  expect(asked).toHaveLength(before + 2);
  tell({ type: "change", id: 150, change: { kind: "settings-changed", key: "s7.1", row: rowOf(7) } });
  await settle();
  expect(asked.slice(before + 2).map(({ request }) => request.offset)).toEqual([0]);
});

test("a list that is not followed says so until it is again, or a new order is taken; an ended view is asked for no more", async () => {
  const { store, asked, tell, wants } = await opened(50);
  tell({ type: "unfollowed", views: ["v-1"] });
  expect(store.getSnapshot().isUnfollowed).toBe(true);
  tell({ type: "unfollowed", views: [] });
  expect(store.getSnapshot().isUnfollowed).toBe(false);

  tell({ type: "view-ended", view: "v-other" });
  expect(store.getSnapshot().isUnfollowed).toBe(false);
  tell({ type: "view-ended", view: "v-1" });
  tell({ type: "unfollowed", views: [] });
  expect(store.getSnapshot().isUnfollowed).toBe(true);
  expect(wants.at(-1)!.views).toEqual([]);

  void store.takeNewOrder(0);
  await settle();
  await asked.at(-1)!.answer();
  expect(store.getSnapshot()).toMatchObject({ isUnfollowed: false, view: "v-2" });
  expect(wants.at(-1)!.views).toEqual(["v-2"]);
});
