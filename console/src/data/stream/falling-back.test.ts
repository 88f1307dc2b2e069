import { expect, test } from "vitest";
import { createHandTimers } from "../hand-timers.fixture.ts";
import { HELLO } from "./hand-server.fixture.ts";
import { fallingBack } from "./falling-back.ts";
import type { FromTab, ToTab } from "./tab-messages.ts";

const FACTS: ToTab = {
  type: "facts",
  facts: { isConnected: false, lostAt: 1, lastEventAt: undefined, isSignedOut: false },
};

function setUp() {
  const timers = createHandTimers();
  const [toWorker, toOwn, got]: [FromTab[], FromTab[], ToTab[]] = [[], [], []];
  let tell: (message: ToTab) => void = () => {};
  let fail: () => void = () => {};
  let workers = 0;
  let ownHubs = 0;
  const port = fallingBack(
    () => {
      workers++;
      return {
        post: (message) => toWorker.push(message),
        onMessage: (listener) => (tell = listener),
        onFailure: (listener) => (fail = listener),
      };
    },
    () => {
      ownHubs++;
      return { post: (message) => toOwn.push(message), onMessage: (listener) => listener(FACTS) };
    },
    timers,
  );
  port.onMessage((message) => got.push(message));
  return {
    timers,
    port,
    toWorker,
    toOwn,
    got,
    tell: (message = FACTS) => tell(message),
    fail: () => fail(),
    hubs: () => ({ workers, ownHubs }),
  };
}

test("a worker that greets is used, whatever fails later", async () => {
  const { timers, port, toWorker, got, tell, fail, hubs } = setUp();
  tell();
  fail();
  await timers.advance(60_000);
  port.post({ type: "ping" });
  await timers.advance(9_000);
  tell();
  await timers.advance(60_000);

  expect([got, toWorker, hubs()]).toEqual([[FACTS, FACTS], [{ type: "ping" }], { workers: 1, ownHubs: 0 }]);
});

test("one that the browser ended is opened again, with the newest wishes, and what may have been missed is read", async () => {
  const { timers, port, toWorker, got, tell, hubs } = setUp();
  tell();
  port.post({ type: "signed-in", login: "anna" });
  port.post({ type: "ping" });
  await timers.advance(10_000);
  expect(hubs()).toEqual({ workers: 2, ownHubs: 0 });
  expect(toWorker.slice(2)).toEqual([{ type: "leave" }, { type: "signed-in", login: "anna" }, { type: "ping" }]);

  tell();
  tell({ type: "hello", hello: HELLO });
  tell({ type: "hello", hello: HELLO });
  const gap = { type: "events", events: [{ type: "gap", gap: { reason: "tab-slept" } }] };
  const hello = { type: "hello", hello: HELLO };
  expect(got).toEqual([FACTS, FACTS, hello, gap, hello]);

  // The next one does not even greet: the page helps itself, and goes on.
  port.post({ type: "ping" });
  await timers.advance(20_000);
  expect(hubs()).toEqual({ workers: 3, ownHubs: 1 });
  port.post({ type: "ping" });
  await timers.advance(60_000);
  expect(hubs()).toEqual({ workers: 3, ownHubs: 1 });
});

test.each([
  ["fails to load", ({ fail }: ReturnType<typeof setUp>) => fail()],
  ["says nothing for ten seconds", ({ timers }: ReturnType<typeof setUp>) => timers.advance(10_000)],
])("one whose script %s is replaced by a hub of the page, with the newest wishes", async (_name, happen) => {
  const setup = setUp();
  const { timers, port, toWorker, toOwn, got, tell, fail, hubs } = setup;
  port.post({ type: "wants", wants: { views: ["v-1"], watch: [] }, isVisible: true });
  port.post({ type: "signed-in", login: "anna" });
  port.post({ type: "wants", wants: { views: ["v-2"], watch: [] }, isVisible: true });

  await happen(setup);
  fail();
  await timers.advance(60_000);
  tell();
  port.post({ type: "try-now" });

  expect(hubs()).toEqual({ workers: 1, ownHubs: 1 });
  expect(toOwn).toEqual([
    { type: "wants", wants: { views: ["v-2"], watch: [] }, isVisible: true },
    { type: "signed-in", login: "anna" },
    { type: "try-now" },
  ]);
  expect(got).toEqual([FACTS]);
  expect(toWorker.at(-1)).toEqual({ type: "leave" });
});
