import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect as openSocket, type AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { ResultBuffer } from "../../data/result-buffer/result-buffer.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { silentLog } from "../../lib/log.ts";
import { CentreLink } from "../poller/centre-link.ts";
import { dial } from "../poller/dial.ts";
import type { Unnumbered } from "../protocol/frames.ts";
import { newKeyPair } from "../protocol/identity.ts";
import { LINK_PATH } from "../protocol/link-path.ts";
import { EMPTY_CONFIGURATION } from "./poller-configuration.fixture.ts";
import { createPollerDoor, type PollerDoor } from "./poller-door.ts";

const keys = newKeyPair();
const PARIS = { id: 2, name: "paris", publicKey: keys.publicKey };

let folder: string;
let server: Server;
let door: PollerDoor;
let texts: string[];
let presence: boolean[];
/** Of both sides; set before they connect. */
let clock: Clock;
const links: CentreLink[] = [];
const buffers: ResultBuffer<Unnumbered>[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-poller-door-"));
  [texts, presence] = [[], []];
  let seen = 0;
  clock = systemClock;
  door = createPollerDoor({
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      runAt: (at, task) => clock.runAt(at, task),
    },
    log: silentLog,
    centre: "centre-1",
    newNonce: () => String(Math.random()),
    pollerByName: (name) => (name === "paris" ? PARIS : undefined),
    seenOf: () => seen,
    configurationOf: async () => EMPTY_CONFIGURATION,
    statesOf: () => [],
    statesFromElsewhere: () => [],
    onWelcome: () => {},
    onBeat: () => {},
    take: async (_poller, { number }, { results }) => {
      seen = number;
      texts.push(...results.map((row) => row[8]));
    },
    onConfiguration: () => {},
    onPresence: (_poller, isThere) => presence.push(isThere),
  });
  server = createServer((_request, response) => response.end("ok"));
  server.on("upgrade", (request, socket, head) => {
    if (door.isWanted(request)) door.take(request, socket, head);
    else socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
});
afterEach(async () => {
  for (const link of links.splice(0)) link.stop();
  await door.stop();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  for (const buffer of buffers.splice(0)) buffer.close();
  rmSync(folder, { recursive: true });
});

const address = (path = LINK_PATH): URL => new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

function connect(privateKey = keys.privateKey) {
  const path = join(folder, `results-${buffers.length}.sqlite`);
  const buffer = ResultBuffer.open<Unnumbered>({ path, clock, bootId: "a" });
  buffers.push(buffer);
  const link = new CentreLink({
    clock,
    log: silentLog,
    name: "paris",
    version: "1.0.0",
    keys: { privateKeys: () => [privateKey], useNextKey: () => {} },
    buffer,
    dial: (handlers) => dial({ url: address(), pin: null }, handlers),
    random: () => 0,
    configurationId: () => "",
    onConfiguration: async () => [],
    lease: { heard: () => {}, current: () => {}, gone: () => {} },
    onAsk: () => {},
    onStates: () => {},
    counts: () => ({ running: 0, late: 0 }),
    waiting: () => 0,
  });
  links.push(link);
  link.start();
  return {
    link,
    buffer,
    add(...said: readonly string[]): void {
      buffer.add(said.map((text) => ({ row: [1, 2, 0, "active", 1, 1, 1, text, "", "", null], isNews: false })));
      link.wake();
    },
  };
}

test("results of a poller arrive over a socket, before and after it was cut", async () => {
  const { buffer, add, link } = connect();
  add("one", "two");
  await expect.poll(() => buffer.size.count).toBe(0);
  expect(texts).toEqual(["one", "two"]);

  server.closeAllConnections();
  // A connection that has changed its protocol is not the server's any more.
  door.connection(PARIS.id)!.refuse("replaced", "cut");
  add("three");
  await expect.poll(() => texts).toEqual(["one", "two", "three"]);
  await expect.poll(() => link.isConnected).toBe(true);
  expect(presence).toEqual([true, false, true]);
});

test("a poller that connects again takes the place of its connection", async () => {
  connect();
  await expect.poll(() => presence).toEqual([true]);
  const first = door.connection(PARIS.id);
  connect();
  await expect.poll(() => door.connection(PARIS.id) !== first).toBe(true);
  expect(presence).toEqual([true]);
});

test("a clock that is set forward by a minute ends no connection, at neither side", async () => {
  const fake = createFakeClock();
  clock = fake;
  const { link, add } = connect();
  await expect.poll(() => link.isConnected).toBe(true);

  await fake.jumpTo(fake.now() + 60);
  add("after it");
  await expect.poll(() => texts).toEqual(["after it"]);
  expect(presence).toEqual([true]);
  expect(link.isConnected).toBe(true);
});

test("whoever says nothing is cut off in time, also when the clock was set back", async () => {
  const fake = createFakeClock();
  clock = fake;
  const socket = new WebSocket(address(), "vigie-poller.1");
  await once(socket, "message");
  const closed = once(socket, "close");

  await fake.jumpTo(fake.now() - 3_600);
  await fake.advanceBy(20);
  expect(String((await closed)[1])).toBe("silent");
});

test("a stranger gets nothing", async () => {
  const { link } = connect(newKeyPair().privateKey);
  await expect.poll(() => presence.length === 0 && !link.isConnected).toBe(true);
  expect(door.connections()).toEqual([]);
});

test("a poller that does not answer is cut off, so that the server can end", async () => {
  const socket = new WebSocket(address(), "vigie-poller.1");
  await once(socket, "open");
  socket.pause();

  await door.stop();
  const begun = performance.now();
  await new Promise((closed) => server.close(closed));
  // The time after which the library gives up is 30 s.
  expect(performance.now() - begun).toBeLessThan(15_000);
  socket.terminate();
});

test("strangers that say nothing keep no poller out: those of the address that has most are closed for it", async () => {
  const strangers = ["127.0.0.2", ...Array<string>(50).fill("127.0.0.3")].map(
    (localAddress) => new WebSocket(address(), "vigie-poller.1", { localAddress }),
  );
  for (const stranger of strangers) stranger.on("error", () => {});
  const [neighbour, ...others] = strangers;
  await Promise.race(others.map((stranger) => once(stranger, "close")));

  const { link } = connect();
  await expect.poll(() => link.isConnected).toBe(true);
  expect(neighbour!.readyState).toBe(WebSocket.OPEN);
  for (const stranger of strangers) stranger.terminate();
});

test("whoever is refused is cut off, also one who does not close or leaves at once", async () => {
  await door.stop();
  const clients = Array.from({ length: 20 }, () =>
    openSocket({ port: Number(address().port), allowHalfOpen: true }).on("error", () => {}),
  );
  for (const client of clients)
    client.write(`GET ${LINK_PATH} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`);
  for (const client of clients) expect(String(await once(client, "data"))).toMatch(/^HTTP\/1.1 503 /);
  for (const client of clients.slice(1)) client.resetAndDestroy();

  const begun = performance.now();
  await new Promise((closed) => server.close(closed));
  expect(performance.now() - begun).toBeLessThan(15_000);
  clients[0]!.destroy();
});

/** How a connection that says these texts ends. */
const endOf = (path: string, protocol: string, ...said: readonly (string | Buffer)[]): Promise<string> =>
  new Promise((ended) => {
    const socket = new WebSocket(address(path), protocol);
    socket.on("open", () => {
      for (const text of said) socket.send(text);
    });
    socket.on("close", (code, reason) => ended(`${code} ${reason.toString()}`));
    socket.on("unexpected-response", (_request, { statusCode }) => ended(String(statusCode)));
    socket.on("error", (error) => ended(error.message));
  });

test.each<[string, string, string, (string | Buffer)[], RegExp]>([
  ["another path", "/api/other", "vigie-poller.1", [], /404/],
  ["something else than a protocol of pollers", LINK_PATH, "chat.1", [], /subprotocol|400/i],
  ["no JSON", LINK_PATH, "vigie-poller.1", ["{"], /^4000 bad-frame$/],
  ["a type that is no text", LINK_PATH, "vigie-poller.1", ['{"type":{"toString":1}}'], /^4000 bad-frame$/],
  [
    "a type that is nested too deep",
    LINK_PATH,
    "vigie-poller.1",
    [`{"type":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
    /^4000 bad-frame$/,
  ],
  ["bytes", LINK_PATH, "vigie-poller.1", [Buffer.from([1, 2])], /^4000 bad-frame$/],
  ["a frame that is too large", LINK_PATH, "vigie-poller.1", ["x".repeat(1_100_000)], /^1009/],
  [
    "results of a stranger",
    LINK_PATH,
    "vigie-poller.1",
    ['{"type":"gap","from":1,"to":2,"count":1}'],
    /^4000 not-enrolled$/,
  ],
])("%s", async (_what, path, protocol, said, end) => {
  expect(await endOf(path, protocol, ...said)).toMatch(end);
  expect(texts).toEqual([]);
});
