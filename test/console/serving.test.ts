import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONSOLE_PATHS } from "../../src/interfaces/api/console/console-paths.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { buildConsole } from "../../scripts/build-console.ts";

const CONSOLE = resolve(import.meta.dirname, "../../console");

let api: ApiUnderTest;
beforeAll(async () => {
  buildConsole();
  api = await openApi();
}, 180_000);
afterAll(() => api.close());

const get = (url: string, headers: Record<string, string> = {}) => api.app.inject({ method: "GET", url, headers });

test("every address of the console's pages is the one page", async () => {
  const routes = readFileSync(join(CONSOLE, "src/app/routes.tsx"), "utf8");
  const paths = [...routes.matchAll(/path: "([^"]+)"/g)].map(([, path]) => path!.replaceAll("$", ":"));

  // The last is of all others.
  expect(new Set([...CONSOLE_PATHS, ":"])).toEqual(new Set([...paths, "/centreon/"]));
  for (const path of CONSOLE_PATHS) {
    const { statusCode, headers, body } = await get(path);
    expect([path, statusCode, headers["content-type"]]).toEqual([path, 200, "text/html; charset=utf-8"]);
    expect(body).toContain('<div id="console">');
  }
});

test("the page is asked for again each time, loads from this server only and runs no inline script", async () => {
  const { headers, body } = await get("/resources");

  expect(headers).toMatchObject({
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'",
    "referrer-policy": "same-origin",
  });
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toContain("react-aria-pressable-style");
  expect(new Set(ids).size).toBe(ids.length);
  expect(body).not.toMatch(/<script(?![^>]* src=)|<style|style=| on\w+=|https?:\/\//);
  expect(await get("/resources", { "if-none-match": headers.etag! })).toMatchObject({ statusCode: 304, body: "" });
});

test("files with a hash in their name are kept for a year, and sent compressed as the client takes it", async () => {
  const name = readdirSync(join(CONSOLE, "dist/assets")).find((file) => /^index-.*\.js$/.test(file))!;
  const url = `/assets/${name}`;
  const plain = await get(url);

  expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(plain.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  for (const [accepted, encoding] of [
    ["gzip, deflate, br, zstd", "br"],
    ["gzip;q=1.0, br;q=0", "gzip"],
    ["identity", undefined],
  ] as const) {
    const { headers, rawPayload } = await get(url, { "accept-encoding": accepted });
    expect([accepted, headers["content-encoding"]]).toEqual([accepted, encoding]);
    expect(headers.vary).toContain("Accept-Encoding");
    expect(rawPayload.length < plain.rawPayload.length / 2).toBe(encoding !== undefined);
  }
});

test("the usual address of an icon has that of the console", async () => {
  const { statusCode, headers, body } = await get("/favicon.ico");

  expect([statusCode, headers["content-type"]]).toEqual([200, "image/svg+xml"]);
  expect(body.trim()).toBe(readFileSync(join(CONSOLE, "src/style/icons/vigie.svg"), "utf8").trim());
});

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

test("at other addresses a browser gets the page, as a 404, and programs the answer of the API", async () => {
  const paths = ["/nothing", "/hosts", "/overview/2", "/docs/none.md", "/assets/none.js"];
  for (const path of [...paths, "/assets/..%2findex.html", "/assets/index.html.br"]) {
    for (const accept of [undefined, "*/*", "application/json"]) {
      const { statusCode, headers, body } = await get(path, accept === undefined ? {} : { accept });
      expect([path, statusCode, headers["cache-control"]]).toEqual([path, 404, "no-store"]);
      expect(body).toContain("No route found");
    }
    const { statusCode, headers, body } = await get(path, { accept: BROWSER });
    expect([path, statusCode, headers["content-type"]]).toEqual([path, 404, "text/html; charset=utf-8"]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(body).toContain('<div id="console">');
  }
  for (const path of [
    "/api/nothing",
    "/api/v0.1/none",
    "/centreon/nothing",
    "/centreon/api/latest/none",
    "/metrics/x",
  ]) {
    const { statusCode, headers } = await get(path, { accept: BROWSER });
    expect([path, statusCode, headers["content-type"]]).toEqual([path, 404, "application/json"]);
  }
  const posted = await api.app.inject({ method: "POST", url: "/nothing", headers: { accept: BROWSER } });
  expect([posted.statusCode, posted.headers["content-type"]]).toEqual([404, "application/json"]);
});

test.each([
  ["/centreon/monitoring/resources", "/resources"],
  ["/monitoring/resources", "/resources"],
  ["/centreon/main.php?p=20301", "/events"],
  ["/centreon/main.php", "/resources"],
])("%s, which clients of Centreon open in a browser, leads to %s", async (url, location) => {
  const { statusCode, headers } = await get(url);
  expect([statusCode, headers.location]).toEqual([302, location]);
  expect(await get(location)).toMatchObject({ statusCode: 200 });
});

test("the pages in the links of resources and groups are there", async () => {
  const paths = ["/monitoring/resources?limit=100", "/monitoring/resources/hosts/1/services/101"];
  const texts = await Promise.all(paths.map((path) => api.get(`/centreon/api/latest${path}`)));
  const pages = texts.flatMap(({ text }) => [
    ...text.matchAll(/"(?:configuration|logs|reporting|configuration_uri)":"([^"]+)"/g),
  ]);

  expect(new Set(pages.map(([, page]) => page!.split("/")[1]))).toEqual(new Set(["hosts", "services", "groups"]));
  for (const [, page] of pages) expect([page, (await get(page!)).statusCode]).toEqual([page, 200]);
});

test("HEAD answers as GET, without the page", async () => {
  expect(await api.app.inject({ method: "HEAD", url: "/" })).toMatchObject({ statusCode: 200, body: "" });
  expect(existsSync(join(CONSOLE, "dist/index.html"))).toBe(true);
});
