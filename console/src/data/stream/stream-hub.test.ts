import { expect, test } from "vitest";
import { createHandTimers, settle, type HandTimers } from "../hand-timers.fixture.ts";
import { createHandServer, HELLO, type HandServer } from "./hand-server.fixture.ts";
import { StreamHub } from "./stream-hub.ts";
import type { FromTab, ToTab } from "./tab-messages.ts";

interface TestTab {
  readonly got: ToTab[];
  readonly say: (message: FromTab) => void;
}

interface Setup {
  readonly hub: StreamHub;
  readonly server: HandServer;
  readonly timers: HandTimers;
  readonly open: () => TestTab;
}

function setUp(): Setup {
  const timers = createHandTimers();
  const server = createHandServer();
  const hub = new StreamHub({ timers, fetch: server.fetch, random: () => 0.5 });
  const open = (): TestTab => {
    const got: ToTab[] = [];
    return { got, say: hub.join({ post: (message) => got.push(message) }) };
  };
  return { hub, server, timers, open };
}

const change = (key: string) => ({ at: "2026-11-29T02:00:01Z", kind: "hard-state", key, row: null, event: null });
const idsOf = ({ got }: TestTab): number[] =>
  got
    .flatMap((message) => (message.type === "events" ? message.events : []))
    .flatMap((event) => (event.type === "change" ? [event.id!] : []));
const kindsOf = ({ got }: TestTab): string[] =>
  got.flatMap((message) => (message.type === "events" ? message.events.map(({ type }) => type) : [message.type]));

test("opens one stream for eight tabs, and each gets every change once", async () => {
  const { server, open } = setUp();
  const tabs = Array.from({ length: 8 }, open);
  await settle();
  server.streams[0]!.send("hello", HELLO);
  server.streams[0]!.send("change", change("h1"), 101);
  server.streams[0]!.send("change", change("h2"), 102);
  await settle();

  expect(server.streams).toHaveLength(1);
  for (const tab of tabs) expect(idsOf(tab)).toEqual([101, 102]);
});

test("answers each ping, so that a tab knows that it lives", async () => {
  const { open } = setUp();
  const tab = open();
  const before = tab.got.length;
  tab.say({ type: "ping" });
  expect(tab.got.slice(before)).toMatchObject([{ type: "facts" }]);
});

test("greets a tab that comes later before it tells it anything", async () => {
  const { server, open } = setUp();
  open();
  await settle();
  server.streams[0]!.send("hello", HELLO);
  await settle();

  const late = open();
  server.streams[0]!.send("change", change("h1"), 101);
  await settle();

  expect(kindsOf(late).filter((kind) => kind !== "facts")).toEqual(["hello", "change"]);
});

test("tells the server what all tabs want, once for many wishes, and again after a reconnection", async () => {
  const { server, timers, open } = setUp();
  const [one, two] = [open(), open()];
  await settle();
  server.streams[0]!.send("hello", HELLO);
  await settle();

  one.say({ type: "wants", wants: { views: ["v-1"], watch: ["h1"] }, isVisible: true });
  two.say({ type: "wants", wants: { views: ["v-2"], watch: ["h2"] }, isVisible: true });
  await timers.advance(100);
  expect(server.told).toEqual([["/api/events/streams/st-1", { views: ["v-2", "v-1"], watch: ["h2", "h1"] }]]);

  server.streams[0]!.cut();
  await timers.advance(500);
  server.streams[1]!.send("hello", { ...HELLO, stream: "st-2", resumed: true });
  await timers.advance(100);
  expect(server.told[1]).toEqual(["/api/events/streams/st-2", server.told[0]![1]]);

  one.say({ type: "leave" });
  await timers.advance(100);
  expect(server.told[2]).toEqual(["/api/events/streams/st-2", { views: ["v-2"], watch: ["h2"] }]);
});

test("gives the stream up when the last tab left, not when it is only reloaded", async () => {
  const { server, timers, open } = setUp();
  const first = open();
  await settle();
  server.streams[0]!.send("hello", HELLO);
  await settle();
  first.say({ type: "leave" });
  await timers.advance(4_999);
  const second = open();
  await timers.advance(10_000);
  expect(server.streams.map(({ isOpen }) => isOpen)).toEqual([true]);

  second.say({ type: "leave" });
  await timers.advance(5_000);
  expect(server.streams.map(({ isOpen }) => isOpen)).toEqual([false]);
});

test("sends nothing to a tab that the browser froze, and a gap when it wakes", async () => {
  const { server, timers, open } = setUp();
  const [awake, frozen] = [open(), open()];
  await settle();
  server.streams[0]!.send("hello", HELLO);
  for (let minute = 0; minute < 5; minute++) {
    awake.say({ type: "ping" });
    server.streams[0]!.send("beat", { now: HELLO.now, head: 100 });
    await timers.advance(30_000);
    server.streams[0]!.send("beat", { now: HELLO.now, head: 100 });
    await timers.advance(30_000);
  }
  const [gotAwake, gotFrozen] = [awake.got.length, frozen.got.length];
  server.streams[0]!.send("change", change("h1"), 101);
  await settle();
  // The change, and when it came.
  expect([awake.got.length - gotAwake, frozen.got.length - gotFrozen]).toEqual([2, 0]);
  expect(idsOf(awake)).toEqual([101]);

  frozen.say({ type: "ping" });
  server.streams[0]!.send("change", change("h1"), 102);
  await settle();

  expect(
    kindsOf(frozen)
      .filter((kind) => kind !== "facts")
      .slice(-3),
  ).toEqual(["hello", "gap", "change"]);
});

test("connects again for the next tab after somebody signed in", async () => {
  const { server, timers, open } = setUp();
  server.refuse = () => new Response(null, { status: 401 });
  const tab = open();
  await settle();
  expect(tab.got.at(-1)).toMatchObject({ type: "facts", facts: { isSignedOut: true } });
  open();
  await timers.advance(60_000);
  expect(server.streams).toHaveLength(0);

  server.refuse = undefined;
  tab.say({ type: "signed-in", login: "anna" });
  await settle();
  expect(server.streams).toHaveLength(1);
});

test("begins anew for another account, not for the same in another tab", async () => {
  const { server, open } = setUp();
  const [one, two] = [open(), open()];
  one.say({ type: "signed-in", login: "anna" });
  two.say({ type: "signed-in", login: "anna" });
  await settle();
  expect(server.streams).toHaveLength(1);

  two.say({ type: "signed-in", login: "bob" });
  await settle();

  expect(server.streams.map(({ isOpen }) => isOpen)).toEqual([false, true]);
});

test("an order that has ended does not keep the server from telling the rows; a request that failed is made again", async () => {
  const { server, timers, open } = setUp();
  const tab = open();
  await settle();
  server.streams[0]!.send("hello", HELLO);
  await settle();
  server.answerToWishes = (body) => {
    if ((body as { views: readonly string[] }).views.length > 0) return new Response(null, { status: 410 });
    server.answerToWishes = undefined;
    return new Error("reset");
  };

  tab.say({ type: "wants", wants: { views: ["v-ended"], watch: ["h1"] }, isVisible: true });
  await timers.advance(100);
  await timers.advance(2_100);

  expect(server.told.at(-1)![1]).toEqual({ views: ["v-ended"], watch: ["h1"] });
  expect(server.told.at(-2)![1]).toEqual({ views: [], watch: ["h1"] });
});

test("tells a tab whose list is not followed, since the others have eight, and again when it is", async () => {
  const { server, timers, open } = setUp();
  const tabs = Array.from({ length: 9 }, open);
  await settle();
  server.streams[0]!.send("hello", HELLO);
  await settle();
  for (const [n, tab] of tabs.entries())
    tab.say({ type: "wants", wants: { views: [`v-${n}`], watch: [] }, isVisible: true });
  await timers.advance(100);
  const told = (tab: TestTab) =>
    tab.got.flatMap((message) =>
      message.type === "events" ? message.events.filter(({ type }) => type === "unfollowed") : [],
    );
  expect(tabs.map((tab) => told(tab).length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(told(tabs[0]!)).toEqual([{ type: "unfollowed", views: ["v-0"] }]);

  tabs[8]!.say({ type: "leave" });
  await timers.advance(100);
  expect(told(tabs[0]!).at(-1)).toEqual({ type: "unfollowed", views: [] });
});
