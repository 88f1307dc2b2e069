import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createRawServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hasOpenssl, makeCertificate } from "../engine/built-in-checks/servers.fixture.ts";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

let folder: string;
let servers: { close(): unknown }[];
let tokens: unknown[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-remote-"));
  servers = [];
  tokens = [];
});
afterEach(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

async function portOf(server: Pick<Server, "listen" | "address" | "close">): Promise<number> {
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

const answering =
  (status: number, headers: Readonly<Record<string, string>>, body: string): RequestListener =>
  (request, response) => {
    tokens.push(request.headers["x-auth-token"]);
    response.writeHead(status, headers).end(body);
  };

async function status(url: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const child = spawn(VIGIE, ["status", "--url", url], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, VIGIE_TOKEN: "secret" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = "";
    for await (const piece of stream.setEncoding("utf8")) text += piece;
    return text;
  });
  const [code] = (await once(child, "close")) as [number];
  const [out, err] = await Promise.all(texts);
  return { code, out: out!, err: err! };
}

test.each([
  [
    "JSON of another kind",
    answering(200, { "content-type": "application/json" }, '{"status":"ok"}'),
    "200 and JSON of another kind",
  ],
  ["a number", answering(200, {}, "7"), "200 and JSON of another kind"],
  ["an error in JSON", answering(404, {}, '{"message":"no such page"}'), "404: no such page"],
  ["a page", answering(200, { "content-type": "text/html; charset=utf-8" }, "<html>"), "200 and text/html"],
  ["a redirect", answering(302, { location: "https://x/login" }, ""), "302 and JSON of another kind"],
  [
    "a redirect with a page",
    answering(301, { location: "https://x/login", "content-type": "text/html" }, "<html>"),
    "301 and text/html, with a redirect to https://x/login",
  ],
])("a server that answers %s is named as none of Vigie, and gets no token", async (_, listener, words) => {
  const url = `http://127.0.0.1:${await portOf(createServer(listener))}`;
  expect(await status(url)).toEqual({
    code: 3,
    out: "",
    err: `vigie: What answers at ${url} is not a Vigie server: it answered ${words}.\n`,
  });
  expect(tokens).toEqual([undefined]);
});

test.skipIf(!hasOpenssl)("http:// to a port of HTTPS, and the other way round, is named", async () => {
  const files = makeCertificate(
    folder,
    "/CN=other.test",
    new Date(Date.now() - 86_400_000),
    new Date(Date.now() + 86_400_000),
  );
  const tlsPort = await portOf(createTlsServer(files, answering(200, {}, "{}")));
  expect(await status(`http://127.0.0.1:${tlsPort}/monitor`)).toMatchObject({
    code: 3,
    err: `vigie: http://127.0.0.1:${tlsPort} speaks HTTPS: use https://127.0.0.1:${tlsPort}/monitor\n`,
  });
  const port = await portOf(createServer(answering(200, {}, "{}")));
  expect(await status(`https://127.0.0.1:${port}`)).toMatchObject({
    code: 3,
    err: `vigie: No server can be reached at https://127.0.0.1:${port}: it does not speak HTTPS\n`,
  });
});

test("a port that speaks something else is named, without a stack", async () => {
  const server = createRawServer((socket) => void socket.on("error", () => {}).end("220 mail.test ESMTP\r\n"));
  const url = `http://127.0.0.1:${await portOf(server as unknown as Server)}`;
  const { code, err } = await status(url);
  expect(code).toBe(3);
  expect(err).toMatch(/^vigie: No server can be reached at \S+: .*\n$/);
  expect(err).not.toContain("    at ");
});
