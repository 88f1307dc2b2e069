import { expect, test } from "vitest";
import { createHandTimers } from "../hand-timers.fixture.ts";
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
  let ownHubs = 0;
  const port = fallingBack(
    {
      post: (message) => toWorker.push(message),
      onMessage: (listener) => (tell = listener),
      onFailure: (listener) => (fail = listener),
    },
    () => {
      ownHubs++;
      return { post: (message) => toOwn.push(message), onMessage: (listener) => listener(FACTS) };
    },
    timers,
  );
  port.onMessage((message) => got.push(message));
  return { timers, port, toWorker, toOwn, got, tell: () => tell(FACTS), fail: () => fail(), ownHubs: () => ownHubs };
}

test("a worker that greets is used, whatever fails later", async () => {
  const { timers, port, toWorker, got, tell, fail, ownHubs } = setUp();
  tell();
  fail();
  await timers.advance(60_000);
  port.post({ type: "ping" });

  expect([got, toWorker, ownHubs()]).toEqual([[FACTS], [{ type: "ping" }], 0]);
});

test.each([
  ["fails to load", ({ fail }: ReturnType<typeof setUp>) => fail()],
  ["says nothing for ten seconds", ({ timers }: ReturnType<typeof setUp>) => timers.advance(10_000)],
])("one whose script %s is replaced by a hub of the page, with the newest wishes", async (_name, happen) => {
  const setup = setUp();
  const { timers, port, toWorker, toOwn, got, tell, fail, ownHubs } = setup;
  port.post({ type: "wants", wants: { views: ["v-1"], watch: [] }, isVisible: true });
  port.post({ type: "signed-in", login: "anna" });
  port.post({ type: "wants", wants: { views: ["v-2"], watch: [] }, isVisible: true });

  await happen(setup);
  fail();
  await timers.advance(60_000);
  tell();
  port.post({ type: "try-now" });

  expect(ownHubs()).toBe(1);
  expect(toOwn).toEqual([
    { type: "wants", wants: { views: ["v-2"], watch: [] }, isVisible: true },
    { type: "signed-in", login: "anna" },
    { type: "try-now" },
  ]);
  expect(got).toEqual([FACTS]);
  expect(toWorker.at(-1)).toEqual({ type: "leave" });
});
