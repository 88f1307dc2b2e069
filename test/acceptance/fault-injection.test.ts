import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loginAt, startServerProcess, withOpenFiles } from "../support/server-process.ts";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-hostile-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Data folder of one server. */
const newData = (): string => mkdtempSync(join(folder, "data-"));

const logged = (child: ChildProcess, words: string): Promise<void> =>
  new Promise((found, failed) => {
    let text = "";
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes(words)) found();
    });
    child.once("exit", (code) => failed(new Error(`ended with ${code}: ${text}`)));
  });

// The next ones beside each other, since a slow request takes half a minute.
test.runIf(existsSync("/dev/full"))(
  "keeps running when its standard output cannot be written",
  { concurrent: true },
  async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(VIGIE, ["serve"], {
      env: { ...process.env, VIGIE_DATA: newData(), VIGIE_LISTEN: "127.0.0.1:0", VIGIE_LOG_LEVEL: "warn" },
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);

    await logged(child, "standard output cannot be written");
    child.kill("SIGTERM");
    await once(child, "exit");

    expect(child.exitCode).toBe(0);
  },
);

test("disconnects a client that sends its request too slowly", { concurrent: true, timeout: 180_000 }, async () => {
  const server = await startServerProcess({ VIGIE_DATA: newData() });
  const begun = Date.now();
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write("POST /centreon/api/latest/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
  const dripping = setInterval(() => {
    if (socket.writable) socket.write("x");
  }, 500);
  socket.on("error", () => {}).resume();

  await once(socket, "close");
  const waitedMs = Date.now() - begun;
  clearInterval(dripping);
  await server.stop();

  expect(waitedMs).toBeGreaterThan(29_000);
  expect(waitedMs).toBeLessThan(45_000);
});

test.for([128, 256])(
  "with %i open files everything works, beside silent connections",
  { concurrent: true, timeout: 180_000 },
  async (most, { expect }) => {
    const password = "a long password for it";
    const server = await startServerProcess(
      { VIGIE_DATA: newData(), VIGIE_ADMIN_PASSWORD: password },
      withOpenFiles(most),
    );
    const token = await loginAt(server.url, "admin", password);
    const send = (path: string, method = "GET") =>
      fetch(server.url + path, { method, headers: { "x-auth-token": token, connection: "close" } }).then(
        async (answer) => {
          const text = await answer.text();
          expect([answer.status, path, answer.ok ? "" : text]).toEqual([
            answer.status < 300 ? answer.status : 200,
            path,
            "",
          ]);
          return JSON.parse(text) as { readonly result: readonly { readonly last_check: string | null }[] };
        },
      );
    const services = "/centreon/api/latest/monitoring/services?limit=100";
    await expect
      .poll(async () => (await send(services)).result.filter(({ last_check }) => last_check === null).length, {
        timeout: 90_000,
      })
      .toBe(0);
    const sockets = await silentConnections(server.url, 200);
    await Promise.all([
      send("/api/reload", "POST"),
      send("/api/events?limit=10"),
      send("/api/metrics/status"),
      send(services),
    ]);
    expect(readdirSync(`/proc/${server.pid}/fd`).length).toBeLessThan(most);
    expect(readdirSync(`/proc/${server.pid}/fd`).length).toBeLessThan(most);
    for (const socket of sockets) socket.destroy();
    expect(server.log()).not.toMatch(/EMFILE|too many open files|could not be started|has ended/);
    expect(await server.stop()).toBe(0);
  },
);

test("closes connections beyond 4,096 and keeps answering the others", { timeout: 180_000 }, async () => {
  const server = await startServerProcess({ VIGIE_DATA: newData() });
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);

  const sockets = await silentConnections(server.url, 4_200);
  await expect.poll(() => sockets.filter((socket) => socket.closed).length).toBeGreaterThanOrEqual(104);
  await expect.poll(async () => (await fetch(`${server.url}/api/health`)).status).toBe(200);

  for (const socket of sockets) socket.destroy();
  expect(await server.stop()).toBe(0);
});

test(
  "with 1,024 open files, silent connections leave enough for plugins and for others",
  { timeout: 180_000 },
  async () => {
    const server = await startServerProcess({ VIGIE_DATA: newData() }, withOpenFiles(1_024));
    expect(server.log()).toMatch(/may open 1024 files: it serves at most 208 connections .* 137 plugins/);

    const sockets = await silentConnections(server.url, 1_200);
    await expect.poll(() => sockets.filter((socket) => socket.closed).length).toBeGreaterThanOrEqual(992);
    expect(readdirSync(`/proc/${server.pid}/fd`).length).toBeLessThan(400);
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);

    for (const socket of sockets) socket.destroy();
    expect(await server.stop()).toBe(0);
  },
);

test("localhost is 127.0.0.1 and ::1, with one limit for both", { timeout: 180_000 }, async () => {
  const server = await startServerProcess({ VIGIE_DATA: newData(), VIGIE_LISTEN: "localhost:0" }, withOpenFiles(1_024));
  const port = new URL(server.url).port;

  expect((await fetch(`http://[::1]:${port}/api/health`)).status).toBe(200);
  const sockets = await silentConnections(`http://[::1]:${port}`, 300);
  await expect.poll(() => sockets.filter((socket) => socket.closed).length).toBeGreaterThanOrEqual(92);
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);

  for (const socket of sockets) socket.destroy();
  expect(await server.stop()).toBe(0);
});

async function silentConnections(url: string, count: number): Promise<readonly Socket[]> {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  for (let place = 0; place < count; place++) {
    const socket = connect(Number(port), hostname.replaceAll(/[[\]]/g, "")).on("error", () => {});
    sockets.push(socket);
    await Promise.race([once(socket, "connect"), once(socket, "close")]);
  }
  return sockets;
}
