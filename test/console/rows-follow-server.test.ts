import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ListStore } from "../../console/src/data/list/list-store.ts";
import { createLiveClient } from "../../console/src/data/stream/live-client.ts";
import type { RowCell } from "../../console/src/data/list/row-cell.ts";
import { StreamHub } from "../../console/src/data/stream/stream-hub.ts";
import type { ToTab } from "../../console/src/data/stream/tab-messages.ts";
import type { Timers } from "../../console/src/data/stream/timers.ts";
import type { LiveRow, ResourceList } from "../../console/src/data/wire.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createSite, ADMIN_PASSWORD, type ServerUnderTest, type Site } from "../support/server-under-test.ts";
import { openProxy, type Proxy } from "./support/proxy.ts";
import { siteOf } from "./support/sites.ts";

// The list and the stream of the console, without a browser, on a real server behind a network that is cut and held:
// whatever happens in between, in the end the rows are those of a fresh GET.

const SORT = "-severity,since";
const HOSTS = 6;
const SERVICES = 3;
const KEYS = Array.from({ length: HOSTS }, (_, host) => [
  `h${host + 1}`,
  ...Array.from({ length: SERVICES }, (__, service) => `s${host + 1}.${host * SERVICES + service + 1}`),
]).flat();
/** Pauses of the console are this much shorter. */
const HASTE = 20;

const hastyTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms / HASTE);
    return () => clearTimeout(timer);
  },
};

interface Failure {
  readonly status: number;
}
const isFailure = (error: unknown): error is Failure =>
  typeof error === "object" && error !== null && "status" in error;

/** A list of the console, that asks through `origin()`. */
function openList(origin: () => string, cookie: string) {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(origin() + path, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), cookie } });
  const hub = new StreamHub({ timers: hastyTimers, fetch: ask, random: () => 0.5 });
  let hear: (message: ToTab) => void = () => {};
  const take = hub.join({ post: (message) => hear(message) });
  const live = createLiveClient({ post: take, onMessage: (listener) => (hear = listener) }, hastyTimers);
  const list = new ListStore({
    timers: hastyTimers,
    live,
    fetchRows: async ({ q, sort, offset, limit, view }, signal) => {
      const query = new URLSearchParams({ q, sort, offset: String(offset), limit: String(limit) });
      if (view !== undefined) query.set("view", view);
      const answer = await ask(`/api/resources?${query}`, { signal });
      if (!answer.ok) throw { status: answer.status } satisfies Failure;
      return (await answer.json()) as ResourceList;
    },
    beforeNextFrame: (run) => setTimeout(run),
    isViewEnded: (error) => isFailure(error) && (error.status === 404 || error.status === 410),
    isMistake: () => false,
  });
  list.start();
  list.setRange(0, KEYS.length - 1);
  return {
    list,
    rows: () =>
      Array.from({ length: list.getSnapshot().length }, (_, place) => list.cellAt(place)).filter(
        (cell) => cell !== undefined,
      ),
    close() {
      list.stop();
      live.leave();
      hub.pause();
    },
  };
}

const key = fc.constantFrom(...KEYS);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("submit" as const), key, isBad: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("acknowledge" as const), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("downtime" as const), key }) },
  { weight: 3, arbitrary: fc.constant({ do: "cut" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "hold" as const }) },
  { weight: 4, arbitrary: fc.constant({ do: "restore" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "start again" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "new order" as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(60) }) },
);

let site: Site;
let server: ServerUnderTest;
let proxy: Proxy;
let cookie = "";
/** Another session: each list that is asked for anew would end one of the console's. */
let cookieOfFresh = "";
const start = async (): Promise<void> => {
  server = await site.start(systemClock);
};
const call = (path: string, data: object): Promise<Response> =>
  fetch(server.app.url + path, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify(data),
  });
const act = async (action: string, on: string, options: object): Promise<void> => {
  expect((await call("/api/actions", { action, on: [on], options })).status).toBe(200);
};
const freshRows = async (q: string): Promise<readonly LiveRow[]> => {
  const answer = await fetch(`${server.app.url}/api/resources?limit=500&sort=${SORT}&q=${encodeURIComponent(q)}`, {
    headers: { cookie: cookieOfFresh },
  });
  return ((await answer.json()) as ResourceList).result;
};
/** Rows of the list that are not those of a fresh GET, beside these. */
const differences = async (cells: readonly RowCell[], q: string): Promise<readonly unknown[]> => {
  const fresh = new Map((await freshRows(q)).map((row) => [row.key, row]));
  return cells
    .map(({ row }) => [row, fresh.get(row.key)])
    .filter(([row, other]) => JSON.stringify(row) !== JSON.stringify(other));
};

beforeAll(async () => {
  site = createSite(siteOf(HOSTS, SERVICES));
  await start();
  const signIn = async (): Promise<string> => {
    const answer = await call("/api/session", { login: "admin", password: ADMIN_PASSWORD });
    return answer.headers.getSetCookie()[0]!.split(";")[0]!;
  };
  [cookie, cookieOfFresh] = [await signIn(), await signIn()];
  proxy = await openProxy(server.app.url);
});
afterAll(async () => {
  await proxy.close();
  await site.remove();
});

test("any sequence of commits, cuts, silences, starts and resumes ends with the rows of a fresh GET", async () => {
  const run = async (steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) => {
    proxy.restore();
    const everything = openList(() => proxy.origin, cookie);
    const problems = openList(() => proxy.origin, cookie);
    await Promise.all([
      everything.list.open({ q: "", sort: SORT }),
      problems.list.open({ q: "is:problem", sort: SORT }),
    ]);
    for (const one of steps) {
      if (one.do === "submit") {
        const state = one.key.startsWith("h") ? (one.isBad ? "DOWN" : "UP") : one.isBad ? "CRITICAL" : "OK";
        await act("submit", one.key, { state, output: `${state} ${Math.random()}` });
      }
      if (one.do === "acknowledge") await act("acknowledge", one.key, { comment: "seen" });
      if (one.do === "downtime") await act("schedule-downtime", one.key, { comment: "work", for: 600 });
      if (one.do === "cut") proxy.cut();
      if (one.do === "hold") proxy.hold();
      if (one.do === "restore") proxy.restore();
      if (one.do === "new order") void problems.list.takeNewOrder();
      if (one.do === "wait") await new Promise((resolve) => setTimeout(resolve, one.ms));
      if (one.do === "start again") {
        await server.stop();
        await start();
        proxy.leadTo(server.app.url);
      }
    }
    proxy.restore();
    const settled = { interval: 100 };
    try {
      await expect.poll(() => differences(everything.rows(), ""), settled).toEqual([]);
      expect(everything.rows()).toHaveLength(KEYS.length);
      // An order that the server forgot says so; what it has lost is marked while it lives.
      const stay = () =>
        problems.list.getSnapshot().isViewEnded ? [] : problems.rows().filter(({ hasLeft }) => !hasLeft);
      await expect.poll(() => differences(stay(), "is:problem"), settled).toEqual([]);
      await problems.list.takeNewOrder();
      const order = (await freshRows("is:problem")).map((row) => row.key);
      expect(problems.rows().map(({ row }) => row.key)).toEqual(order);
    } finally {
      everything.close();
      problems.close();
    }
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), run), {
    numRuns: 8,
    endOnFailure: true,
  });
}, 180_000);
