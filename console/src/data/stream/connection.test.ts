import { expect, test } from "vitest";
import { createHandTimers, settle, type HandTimers } from "../hand-timers.fixture.ts";
import { pauseBefore, StreamConnection } from "./connection.ts";
import { createHandServer, HELLO, type HandServer } from "./hand-server.fixture.ts";
import type { ConnectionFacts } from "./live-mark.ts";
import type { LiveEvent } from "./stream-events.ts";

interface Setup {
  readonly connection: StreamConnection;
  readonly server: HandServer;
  readonly timers: HandTimers;
  readonly events: LiveEvent[];
  readonly facts: () => ConnectionFacts;
}

async function connected(): Promise<Setup> {
  const timers = createHandTimers();
  const server = createHandServer();
  const events: LiveEvent[] = [];
  const connection = new StreamConnection({
    timers,
    fetch: server.fetch,
    random: () => 0.5,
    onEvents: (all) => events.push(...all),
    onFacts: () => {},
  });
  connection.start();
  await settle();
  server.streams[0]!.send("hello", HELLO);
  await settle();
  return { connection, server, timers, events, facts: () => connection.facts };
}

const change = (key: string) => ({ at: "2026-11-29T02:00:01Z", kind: "hard-state", key, row: null, event: null });

test.each([
  [0, 500],
  [1, 1_000],
  [2, 2_000],
  [3, 5_000],
  [4, 10_000],
  [40, 10_000],
])("waits before reconnection %i about %i ms, 20 %% more or less", (attempt, pause) => {
  expect(pauseBefore(attempt, 0)).toBe(pause * 0.8);
  expect(pauseBefore(attempt, 0.5)).toBe(pause);
  expect(pauseBefore(attempt, 1)).toBe(pause * 1.2);
});

test("hands on changes with their ids, and is live", async () => {
  const { server, events, facts } = await connected();

  server.streams[0]!.send("change", change("h1"), 101);
  await settle();

  expect(events.map(({ type }) => type)).toEqual(["hello", "change"]);
  expect(events[1]).toEqual({ type: "change", id: 101, change: change("h1") });
  expect(facts()).toMatchObject({ isConnected: true, lostAt: undefined });
});

test("resumes from the newest id after a cut", async () => {
  const { server, timers, facts } = await connected();
  server.streams[0]!.send("change", change("h1"), 107);
  await settle();

  server.streams[0]!.cut();
  await settle();
  expect(facts()).toMatchObject({ isConnected: false, lostAt: timers.now() });
  await timers.advance(499);
  expect(server.streams).toHaveLength(1);
  await timers.advance(1);

  expect(server.streams[1]!.lastEventId).toBe("107");
});

test("resumes from the head that it began with when there was no change", async () => {
  const { server, timers } = await connected();

  server.streams[0]!.cut();
  await timers.advance(500);

  expect(server.streams[0]!.lastEventId).toBeNull();
  expect(server.streams[1]!.lastEventId).toBe("100");
});

test("waits longer with each failure and starts over with a hello", async () => {
  const { server, timers } = await connected();
  const tried: number[] = [];
  server.refuse = () => {
    tried.push(timers.now());
    return new Error("refused");
  };
  const cutAt = timers.now();

  server.streams[0]!.cut();
  await timers.advance(30_000);
  expect(tried.map((at) => at - cutAt)).toEqual([500, 1_500, 3_500, 8_500, 18_500, 28_500]);

  server.refuse = undefined;
  await timers.advance(10_000);
  server.streams[1]!.send("hello", { ...HELLO, resumed: true });
  await settle();
  server.streams[1]!.cut();
  await timers.advance(500);
  expect(server.streams).toHaveLength(3);
});

test("takes 40 s without an event for a dead connection, lost with the last event", async () => {
  const { server, timers, facts } = await connected();
  await timers.advance(15_000);
  server.streams[0]!.send("beat", { now: "2026-11-29T02:00:15Z", head: 100 });
  await settle();
  const lastAt = timers.now();

  await timers.advance(39_999);
  expect(facts().isConnected).toBe(true);
  await timers.advance(1);

  expect(facts()).toMatchObject({ isConnected: false, lostAt: lastAt });
  expect(server.streams[0]!.isOpen).toBe(false);
});

test("tells a gap when the server did not resume", async () => {
  const { server, timers, events } = await connected();
  server.streams[0]!.cut();
  await timers.advance(500);

  server.streams[1]!.send("hello", { ...HELLO, head: 900, resumed: false });
  await settle();
  expect(events.map(({ type }) => type)).toEqual(["hello", "hello", "gap"]);

  server.streams[1]!.cut();
  await timers.advance(500);
  expect(server.streams[2]!.lastEventId).toBe("900");
});

test.each([
  ["the session has ended", () => new Response(null, { status: 401 })],
  ["another tab has signed out", () => Response.json({ code: "no-credentials" }, { status: 403 })],
])("asks nothing more when %s, until somebody signed in", async (_name, refuse) => {
  const { server, connection, timers, events, facts } = await connected();
  server.refuse = refuse;
  server.streams[0]!.cut();
  await timers.advance(500);
  expect(facts()).toMatchObject({ isConnected: false, isSignedOut: true });

  server.refuse = undefined;
  connection.tryNow();
  await timers.advance(60_000);
  expect(server.streams).toHaveLength(1);

  connection.restart();
  await settle();
  expect(server.streams[1]!.lastEventId).toBeNull();
  expect(facts().isSignedOut).toBe(false);

  // What changed in between was not told.
  server.streams[1]!.send("hello", { ...HELLO, head: 900 });
  await settle();
  expect(events.map(({ type }) => type)).toEqual(["hello", "hello", "gap"]);
});

test("a session that has ended is asked about: signed in again meanwhile, it goes on", async () => {
  const { server, timers, facts } = await connected();
  server.streams[0]!.send("bye", { reason: "session-ended", retry_ms: 0 });
  await settle();
  server.streams[0]!.cut();
  await timers.advance(500);

  expect(server.streams).toHaveLength(2);
  expect(facts().isSignedOut).toBe(false);
});

test("keeps away as long as a leaving server asks", async () => {
  const { server, timers } = await connected();

  server.streams[0]!.send("bye", { reason: "stopping", retry_ms: 3_000 });
  await settle();
  server.streams[0]!.cut();
  await timers.advance(2_999);
  expect(server.streams).toHaveLength(1);
  await timers.advance(1);

  expect(server.streams).toHaveLength(2);
});

test("keeps away as long as a full server asks", async () => {
  const { server, timers } = await connected();
  server.refuse = () => new Response(null, { status: 503, headers: { "retry-after": "4" } });
  server.streams[0]!.cut();
  await timers.advance(500);
  server.refuse = undefined;

  await timers.advance(3_999);
  expect(server.streams).toHaveLength(1);
  await timers.advance(1);

  expect(server.streams).toHaveLength(2);
});

test("connects at once when the network is back", async () => {
  const { server, connection, timers } = await connected();
  server.refuse = () => new Error("refused");
  server.streams[0]!.cut();
  await timers.advance(10_000);
  server.refuse = undefined;

  connection.tryNow();
  await settle();

  expect(server.streams).toHaveLength(2);
});

test("doubts a connection that was silent for 20 s when somebody looks, not a younger one", async () => {
  const { server, connection, timers } = await connected();

  await timers.advance(19_999);
  connection.tryNow();
  await settle();
  expect(server.streams).toHaveLength(1);
  await timers.advance(1);
  connection.tryNow();
  await settle();

  expect(server.streams).toHaveLength(2);
});

test("reconnects after a message that is no JSON", async () => {
  const { server, timers, facts } = await connected();
  const stream = server.streams[0]!;

  stream.send("change", "x", 101);
  await settle();
  expect(facts().isConnected).toBe(true);
  stream.sendText("event: change\nid: 102\ndata: {half\n\n");
  await settle();
  expect(facts().isConnected).toBe(false);
  await timers.advance(500);

  expect(server.streams[1]!.lastEventId).toBe("101");
});
