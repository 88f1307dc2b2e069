import { expect, test } from "vitest";
import { createHandTimers, settle, type HandTimers } from "../hand-timers.fixture.ts";
import { createLiveClient, type LiveClient } from "./live-client.ts";
import { HELLO } from "./hand-server.fixture.ts";
import type { FromTab, ToTab } from "./tab-messages.ts";

interface Setup {
  readonly client: LiveClient;
  readonly timers: HandTimers;
  readonly said: FromTab[];
  readonly hear: (message: ToTab) => void;
}

function setUp(): Setup {
  const timers = createHandTimers();
  const said: FromTab[] = [];
  let hear: (message: ToTab) => void = () => {};
  const client = createLiveClient(
    { post: (message) => said.push(message), onMessage: (listener) => (hear = listener) },
    timers,
  );
  return { client, timers, said, hear: (message) => hear(message) };
}

const factsAt = (now: number): ToTab => ({
  type: "facts",
  facts: { isConnected: true, lostAt: undefined, lastEventAt: now, isSignedOut: false },
});
const lostAt = (now: number): ToTab => ({
  type: "facts",
  facts: { isConnected: false, lostAt: now, lastEventAt: now, isSignedOut: false },
});

test("is live, then reconnecting, then stale after 10 s, and live again", async () => {
  const { client, timers, hear } = setUp();
  const kinds = [client.status.get().kind];
  client.status.subscribe(() => kinds.push(client.status.get().kind));

  hear(factsAt(timers.now()));
  hear(lostAt(timers.now()));
  await timers.advance(9_999);
  expect(kinds).toEqual(["connecting", "live", "reconnecting"]);
  await timers.advance(1);
  hear(factsAt(timers.now()));

  expect(kinds).toEqual(["connecting", "live", "reconnecting", "stale", "live"]);
});

test("is stale by itself 40 s after the last event", async () => {
  const { client, timers, hear } = setUp();
  hear(factsAt(timers.now()));

  await timers.advance(40_000);

  expect(client.status.get()).toEqual({ kind: "stale", since: new Date(timers.now() - 40_000).toISOString() });
});

test("is ready with the first hello, or after 3 s without one", async () => {
  const [greeted, alone] = [setUp(), setUp()];
  const ready: string[] = [];
  void greeted.client.ready().then(() => ready.push("greeted"));
  void alone.client.ready().then(() => ready.push("alone"));

  await settle();
  expect(ready).toEqual([]);
  greeted.hear({ type: "hello", hello: HELLO });
  await settle();
  expect(ready).toEqual(["greeted"]);
  await alone.timers.advance(3_000);
  await settle();

  expect(ready).toEqual(["greeted", "alone"]);
});

test("joins the wishes of the parts of a page, and takes them back", () => {
  const { client, said } = setUp();

  client.want({ views: ["v-1"], watch: ["h1", "h2"] });
  const end = client.want({ views: ["v-2"], watch: ["h2", "h3"] });
  end();
  client.setVisible(false);

  const wishes = said.flatMap((message) => (message.type === "wants" ? [[message.wants, message.isVisible]] : []));
  expect(wishes).toEqual([
    [{ views: ["v-1"], watch: ["h1", "h2"] }, true],
    [{ views: ["v-1", "v-2"], watch: ["h1", "h2", "h3"] }, true],
    [{ views: ["v-1"], watch: ["h1", "h2"] }, true],
    [{ views: ["v-1"], watch: ["h1", "h2"] }, false],
  ]);
});

test("pings while it lives", async () => {
  const { client, timers, said } = setUp();

  await timers.advance(60_000);
  client.leave();
  await timers.advance(60_000);

  expect(said.map(({ type }) => type)).toEqual(["ping", "ping", "ping", "ping", "leave"]);
});
