import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { createSite, type Site } from "../../../test/support/server-under-test.ts";
import { requestLocalApi } from "../../cli/local-api-client.ts";
import { silentLog } from "../../lib/log.ts";
import { openControlSocket } from "./control-socket.ts";

const HOSTS = "/centreon/api/latest/monitoring/hosts";
const FILES = {
  "vigie.cfg": "cfg_file=objects.cfg\n",
  "objects.cfg": "define host {\n  host_name web\n  host_id 1\n  address 127.0.0.1\n  max_check_attempts 3\n}\n",
};
const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "done",
    (error) => String(error.code),
  );

let folder: string;
let site: Site | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-control-"));
});
afterEach(async () => {
  await site?.remove();
  site = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test("a client that may open the socket is the administrator, without credentials", async () => {
  site = createSite(FILES);
  await site.start(createFakeClock(1_000));

  const answer = await requestLocalApi(site.dataFolder, { method: "GET", path: HOSTS });

  expect(answer).toMatchObject({ status: 200, body: { meta: { total: 1 } } });
  expect(statSync(join(site.dataFolder, "vigie.sock")).mode & 0o777).toBe(0o600);
});

test("operations through the socket are recorded under the name admin", async () => {
  site = createSite(FILES);
  const server = await site.start(createFakeClock(1_000));
  const times = { start_time: "1970-01-01T00:10:00Z", end_time: "1970-01-01T01:00:00Z" };

  const { status } = await requestLocalApi(site.dataFolder, {
    method: "POST",
    path: `${HOSTS}/1/downtimes`,
    body: { comment: "disk", is_fixed: true, duration: 60, with_services: false, ...times },
  });

  expect(status).toBe(204);
  expect(await server.get("/monitoring/downtimes")).toMatchObject({ result: [{ comment: "disk", author_id: 1 }] });
});

test.each([
  ["no header at all", {}],
  ["a local address", { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", forwarded: "for=unix:" }],
  ["the host of the socket", { host: "localhost" }],
  [
    "names of the local administrator",
    { "x-vigie-local": "1", authorization: "Basic YWRtaW46", "x-auth-token": "", cookie: "PHPSESSID=local" },
  ],
])("a TCP client is not the local administrator with %s", async (_name, headers) => {
  site = createSite(FILES);
  const server = await site.start(createFakeClock(1_000));

  expect(await statusOf(server.app.url + HOSTS, headers)).toBeGreaterThanOrEqual(401);
});

test("a stopped server leaves no socket, and requests fail with no-server", async () => {
  site = createSite(FILES);
  await (await site.start(createFakeClock(1_000))).stop();

  await expect(requestLocalApi(site.dataFolder, { method: "GET", path: HOSTS })).rejects.toMatchObject({
    code: "no-server",
  });
  await expect(requestLocalApi(join(folder, "missing"), { method: "GET", path: HOSTS })).rejects.toMatchObject({
    code: "no-server",
  });
});

test("a socket that a killed server left behind is replaced", async () => {
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  const killed = createServer().listen(join(folder, "other.sock"), resolve);
  await listening;
  // As after a kill: the file remains, but no process listens.
  linkSync(join(folder, "other.sock"), join(folder, "vigie.sock"));
  killed.close();

  const socket = await openControlSocket({
    dataFolder: folder,
    log: silentLog,
    onConnection: (connection) => {
      connection.destroy();
    },
  });

  expect(await codeOf(requestLocalApi(folder, { method: "GET", path: "/" }))).toBe("no-server");
  await socket.stop();
});

test("neither a socket in use nor another file is removed", async () => {
  const first = await openControlSocket({
    dataFolder: folder,
    log: silentLog,
    onConnection: (connection) => {
      connection.destroy();
    },
  });
  expect(await codeOf(openControlSocket({ dataFolder: folder, onConnection: () => {}, log: silentLog }))).toBe(
    "control-socket-in-use",
  );
  await first.stop();
  writeFileSync(join(folder, "vigie.sock"), "mine");

  expect(await codeOf(openControlSocket({ dataFolder: folder, onConnection: () => {}, log: silentLog }))).toBe(
    "control-socket-not-ours",
  );
});

test("a socket that is deleted while the server runs is made again, and logged; a file in its place stays", async () => {
  const logged: string[] = [];
  const note = (_fields: object, message: string): void => {
    logged.push(message);
  };
  const file = join(folder, "vigie.sock");
  const socket = await openControlSocket({
    dataFolder: folder,
    log: { ...silentLog, warn: note, error: note },
    onConnection: (connection) => {
      connection.end("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    },
  });
  rmSync(file);
  writeFileSync(file, "mine");

  await expect.poll(() => logged).toEqual([expect.stringContaining("is no socket: remove it")]);
  expect(readFileSync(file, "utf8")).toBe("mine");
  rmSync(file);
  await expect
    .poll(() => logged.slice(1))
    .toEqual(["the control socket was deleted or replaced; it has been made again"]);

  expect(await requestLocalApi(folder, { method: "GET", path: "/" })).toEqual({ status: 200, body: {} });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await socket.stop();
  expect(existsSync(file)).toBe(false);
});

test("a data folder that cannot be looked at for a while ends neither the server nor its socket", async () => {
  const logged: string[] = [];
  const data = join(folder, "data");
  mkdirSync(data);
  const socket = await openControlSocket({
    dataFolder: data,
    log: { ...silentLog, error: (_fields, message) => logged.push(message) },
    onConnection: (connection) => {
      connection.end("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    },
  });
  renameSync(data, `${data}.away`);
  symlinkSync(data, data);

  await expect.poll(() => logged, { timeout: 5_000 }).toEqual([expect.stringContaining("ELOOP")]);
  unlinkSync(data);
  renameSync(`${data}.away`, data);

  expect(await requestLocalApi(data, { method: "GET", path: "/" })).toEqual({ status: 200, body: {} });
  await socket.stop();
  expect(existsSync(join(data, "vigie.sock"))).toBe(false);
});

test("a data folder whose path is longer than a socket address also works", async () => {
  const deep = join(folder, "a".repeat(100), "b".repeat(100));
  mkdirSync(deep, { recursive: true });
  const socket = await openControlSocket({
    dataFolder: deep,
    log: silentLog,
    onConnection: (connection) => {
      connection.end("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    },
  });

  expect(await requestLocalApi(deep, { method: "GET", path: "/" })).toEqual({ status: 200, body: {} });
  await socket.stop();
});

function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((found, failed) => {
    request(url, { headers, agent: false }, (response) => {
      response.resume();
      found(response.statusCode ?? 0);
    })
      .on("error", failed)
      .end();
  });
}
