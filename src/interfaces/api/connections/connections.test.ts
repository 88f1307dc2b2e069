import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createRandom } from "../../../../test/support/random.ts";
import { LINK_PATH } from "../../../cluster/protocol/link-path.ts";
import { refuseLinks } from "../follower/refuse-links.ts";
import { createConnectionLimit } from "./connection-limit.ts";
import { createHttpServer } from "./http-server.ts";
import { createPace } from "./pace.ts";
import { createTurns } from "./turns.ts";

const servers: Server[] = [];
const clients: Socket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => {
      server.close(closed);
    });
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const portOf = (handle: RequestListener, maxConnections = 100): Promise<number> =>
  listening(createHttpServer({ handle, tls: null, maxConnections, isLocal: () => false }));

async function client(port: number, allowHalfOpen = false): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen }).on("error", () => {});
  clients.push(socket);
  await once(socket, "connect");
  return socket;
}

async function textUntilClosed(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  await once(socket, "close");
  return text;
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const LAST = "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

test("works on no further request of a client that reads nothing", async () => {
  const answer = Buffer.alloc(8_000_000);
  let begun = 0;
  const port = await portOf((_request, response) => {
    begun++;
    response.end(answer);
  });
  const greedy = await client(port);
  greedy.pause().write(get("/").repeat(500));

  await expect.poll(() => begun).toBe(1);
  const other = await client(port);
  other.write(LAST);
  expect((await textUntilClosed(other)).length).toBeGreaterThan(answer.length);
  expect(begun).toBe(2);
});

test("answers pipelined requests one after the other, in their order, however many", async () => {
  let running = 0;
  let most = 0;
  const port = await portOf((request, response) => {
    most = Math.max(most, ++running);
    setImmediate(() => {
      running--;
      response.end(request.url);
    });
  });
  const pipelining = await client(port);
  // Several reads of 64 KiB: the later ones wait in the socket.
  const paths = Array.from({ length: 5_000 }, (_, place) => `/${place}/${"x".repeat(80)}`);
  pipelining.write(paths.map(get).join("") + LAST);

  const text = await textUntilClosed(pipelining);

  expect([...text.matchAll(/\r\n\r\n(\/\d+)\//g)].map(([, place]) => place)).toEqual(
    paths.map((path) => path.slice(0, path.lastIndexOf("/"))),
  );
  expect(text.endsWith("/last")).toBe(true);
  expect(most).toBe(1);
});

test("reads the body of a request that waited", async () => {
  const port = await portOf(async (request, response) => {
    let size = 0;
    for await (const chunk of request) size += (chunk as Buffer).length;
    response.end(`${size};`);
  });
  const pipelining = await client(port);
  const post = (size: number): string =>
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n${"x".repeat(size)}`;
  pipelining.write(post(10) + post(300_000) + post(3) + LAST);

  const text = await textUntilClosed(pipelining);

  expect(text.match(/\d+;/g)).toEqual(["10;", "300000;", "3;", "0;"]);
});

test("answers any mix of pipelined requests in order, however it is cut and read", { timeout: 180_000 }, async () => {
  const port = await portOf(async (request, response) => {
    let size = 0;
    // Some are answered before their body has arrived.
    if (request.url !== "/early") for await (const chunk of request) size += (chunk as Buffer).length;
    response.end(`[${size}]${" ".repeat(request.url === "/large" ? 300_000 : 3)}`);
  });
  const random = createRandom(4_711);
  for (let round = 0; round < 60; round++) {
    const expected: string[] = [];
    let bytes = "";
    for (let count = random.between(1, 40); count > 0; count--) {
      const path = random.from(["/small", "/large", "/early"]);
      const size = random.from([0, 1, 1_023, 1_024, 5_000, 100_000]);
      const body = random.from(["x", "\r\n\r\n"]).repeat(size).slice(0, size);
      const isChunked = random.chance(0.5);
      bytes +=
        size === 0
          ? get(path)
          : `POST ${path} HTTP/1.1\r\n${
              isChunked
                ? `Transfer-Encoding: chunked\r\n\r\n${size.toString(16)}\r\n${body}\r\n0\r\n\r\n`
                : `Content-Length: ${size}\r\n\r\n${body}`
            }`;
      expected.push(`[${path === "/early" ? 0 : size}]`);
    }
    const socket = await client(port);
    const answers = textUntilClosed(socket);
    const lazy = setInterval(() => (socket.isPaused() ? socket.resume() : socket.pause()), random.between(1, 5));
    bytes += LAST;
    for (let at = 0; at < bytes.length;) {
      const size = random.from([1, 3, 700, 20_000, 200_000]);
      socket.write(bytes.slice(at, at + size));
      at += size;
      if (random.chance(0.3)) await new Promise((next) => setImmediate(next));
    }

    const text = await answers;
    clearInterval(lazy);

    expect(text.match(/\[\d+\]/g)).toEqual([...expected, "[0]"]);
  }
});

test("cuts off a client that takes nothing, and no client whose request takes long", async () => {
  const limit = createConnectionLimit(10);
  const pending: ServerResponse[] = [];
  const handle: RequestListener = (request, response) => {
    if (request.url === "/slow") pending.push(response);
    else response.end(Buffer.alloc(20_000_000));
  };
  const turns = createTurns({ handle, limit, pace: createPace(20) });
  const server = createServer(turns.take).on("connection", turns.add).setTimeout(300, turns.timeOut);
  const port = await listening(server);
  const patient = await client(port);
  patient.write(get("/slow"));
  const greedy = await client(port);
  greedy.pause().write(get("/"));

  await expect.poll(() => count(server)).toBe(2);
  await expect.poll(() => count(server)).toBe(1);
  pending[0]!.end("well");
  const [answer] = (await once(patient, "data")) as [Buffer];

  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200/);
});

const count = (server: Server): Promise<number> =>
  new Promise((found, failed) => {
    server.getConnections((error, connections) => (error === null ? found(connections) : failed(error)));
  });

test("once a client pipelines as no client does, no request is parsed before the one in front of it is answered", async () => {
  const pending: ServerResponse[] = [];
  const port = await portOf((_request, response) => pending.push(response));
  const idle = await client(port);
  const flooding = await client(port);
  flooding.write("GET / HTTP/1.1\r\n\r\n".repeat(3_000));
  await once(flooding.resume(), "close");
  let parsed = 0;
  const count = (): void => {
    parsed++;
  };
  subscribe("http.server.request.start", count);
  const begunBefore = pending.length;

  for (const next of [idle, await client(port)]) next.write("GET / HTTP/1.1\r\n\r\n".repeat(3_000));
  await expect.poll(() => pending.length).toBe(begunBefore + 2);
  const other = await client(port);
  other.write(LAST);
  await expect.poll(() => pending.length).toBe(begunBefore + 3);
  unsubscribe("http.server.request.start", count);

  expect(parsed).toBe(3);
});

test("cuts off a client that hides many requests behind a body, and keeps the others", async () => {
  const pending: ServerResponse[] = [];
  const port = await portOf((_request, response) => pending.push(response));
  const flooding = await client(port);
  flooding.write(`POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx${"GET / HTTP/1.1\r\n\r\n".repeat(3_000)}`);

  await once(flooding.resume(), "close");
  const other = await client(port);
  other.write(LAST);
  await expect.poll(() => pending.at(-1)?.req.url).toBe("/last");
});

test("a new client is answered before the later requests of many who pipeline slow ones", async () => {
  const clients = 30;
  const each = 5;
  let begun = 0;
  const port = await portOf((request, response) => {
    begun++;
    const until = performance.now() + (request.url === "/last" ? 0 : 15);
    while (performance.now() < until);
    response.end("well");
  });
  await Promise.all(Array.from({ length: clients }, async () => (await client(port)).write(get("/").repeat(each))));
  const other = await client(port);
  other.write(LAST);

  await textUntilClosed(other);

  expect(begun).toBeLessThan(clients);
});

test("answers CONNECT, and parses nothing of what follows it", async () => {
  let begun = 0;
  const port = await portOf(() => begun++);
  const tunnelling = await client(port);
  tunnelling.write(`CONNECT other.test:80 HTTP/1.1\r\nHost: x\r\n\r\n${get("/").repeat(10)}`);

  expect(await textUntilClosed(tunnelling)).toMatch(/^HTTP\/1\.1 405 /);
  expect(begun).toBe(0);
});

const GARBAGE = "\u0000\u0001 no HTTP\r\n\r\n";
test("goes on while others CONNECT or are refused a link, and one pipelines as no client does", async () => {
  const port = await listening(
    createHttpServer({
      handle: (_request, response) => response.end("ok"),
      tls: null,
      maxConnections: 100,
      isLocal: () => false,
      upgrades: refuseLinks,
    }),
  );
  // Two of them do not close when the server has.
  const [tunnel, link, pipelining] = [await client(port, true), await client(port, true), await client(port)];
  tunnel.write("CONNECT y:1 HTTP/1.1\r\nHost: x\r\n\r\n");
  expect(String(await once(tunnel, "data"))).toMatch(/^HTTP\/1.1 405 /);
  link.write(`GET ${LINK_PATH} HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`);
  expect(String(await once(link, "data"))).toMatch(/^HTTP\/1.1 503 /);

  pipelining.write(get("/").repeat(200) + LAST);

  expect((await textUntilClosed(pipelining)).match(/ 200 OK/g)).toHaveLength(201);
});

test.each([
  ["CONNECT", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\nmore", [405]],
  ["an upgrade", `GET /up HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${LAST}`, [200]],
  ["what is not HTTP", GARBAGE, [400]],
  ["a body that is no chunk", `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${GARBAGE}`, [400]],
])("answers pipelined requests and then %s, in order", async (_, last, statuses) => {
  const port = await portOf((request, response) => {
    // The body is read as Fastify does it.
    request.resume().once("end", () => setTimeout(() => response.end(`${request.url} `), 20));
  });
  const pipelining = await client(port);
  pipelining.write(get("/1") + get("/2") + last);

  const text = await textUntilClosed(pipelining);
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))).toEqual([200, 200, ...statuses]);
  expect(text.indexOf("/1 ")).toBeLessThan(text.indexOf("/2 "));
});

test("at the limit a new connection replaces silent ones, then idle ones, and none that is being answered", async () => {
  const pending: ServerResponse[] = [];
  const port = await portOf((request, response) => {
    if (request.url === "/slow") pending.push(response);
    else response.end("well");
  }, 3);
  const working = await client(port);
  working.write(get("/slow"));
  const idle = await client(port);
  idle.write(get("/"));
  await once(idle, "data");
  const silent = await client(port);

  const fourth = await client(port);
  fourth.write(get("/slow"));
  await once(silent.resume(), "close");
  await expect.poll(() => pending.length).toBe(2);
  expect(idle.closed).toBe(false);

  const fifth = await client(port);
  fifth.write(get("/slow"));
  await once(idle, "close");
  await expect.poll(() => pending.length).toBe(3);

  const sixth = await client(port);
  await once(sixth.resume(), "close");
  expect([working.closed, fourth.closed, fifth.closed]).toEqual([false, false, false]);
});

test("at the limit a new connection has the time to send its request, whatever the others began to send", async () => {
  const port = await portOf((request, response) => {
    request.resume().on("end", () => response.end("well"));
  }, 20);
  const flood = async (count: number): Promise<void> => {
    for (let place = 0; place < count; place++) {
      const socket = (await client(port)).resume();
      if (place % 3 > 0) socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx");
    }
  };
  await flood(100);
  const other = await client(port);
  await flood(10);
  other.write(LAST);

  expect(await textUntilClosed(other)).toMatch(/well$/);
});

test("at the limit a new connection replaces one whose request does not arrive", async () => {
  const port = await portOf((request, response) => {
    request.resume().on("end", () => response.end("well"));
  }, 2);
  const dripping = [await client(port), await client(port)];
  for (const socket of dripping) socket.resume().write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx");
  const other = await client(port);
  other.write(LAST);

  expect(await textUntilClosed(other)).toMatch(/well$/);
});
