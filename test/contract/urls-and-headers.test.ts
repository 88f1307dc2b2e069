import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { silentLog } from "../../src/lib/log.ts";
import { type ApiUnderTest, type As, headersOf, openApi } from "../support/api-under-test.ts";

const errors: unknown[] = [];
let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({ log: { ...silentLog, error: (fields) => errors.push(fields) } });
});
afterAll(() => api.close());

describe("contract §1.1 and §1.2: addresses and versions", () => {
  test.each(["latest", "beta", "v2", "v2.0", "v2.1", "2.1", "v20.04", "v21.10", "v22.10", "v24.04", "v25.10"])(
    "%s reaches every listing",
    async (version) => {
      for (const path of [
        "/monitoring/hosts",
        "/monitoring/services",
        "/acknowledgments/hosts",
        "/monitoring/downtimes",
      ]) {
        expect((await api.get(`/centreon/api/${version}${path}`)).status).toBe(200);
      }
    },
  );

  test("the prefix may be /api alone", async () => {
    const short = await api.get("/api/latest/monitoring/hosts/1");
    const long = await api.get("/centreon/api/latest/monitoring/hosts/1");

    expect(short.status).toBe(200);
    expect(short.text).toBe(long.text);
  });

  test("any prefix may stand before api/ and a version", async () => {
    const status = async (url: string): Promise<number> =>
      (await api.app.inject({ url, headers: headersOf("admin") })).statusCode;

    for (const prefix of ["/x", "/x/centreon", "/monitor/y.z/%20"])
      expect([prefix, await status(`${prefix}/api/latest/monitoring/hosts/1?limit=1`)]).toEqual([prefix, 200]);
    expect(await status("/x/api/v1/monitoring/hosts")).toBe(404);
    expect(await status("/x/api/health")).toBe(404);
  });

  test("a base URL that ends with a slash may stand before the path; the query stays", async () => {
    const { body } = await api.get("/centreon//api/latest//monitoring/hosts?search=%7B%22host.name%22:%22a//b%22%7D");

    expect(body).toMatchObject({ result: [], meta: { search: { $and: { "host.name": "a//b" } } } });
    expect((await api.get("/centreon/api/latest//monitoring///hosts/1")).status).toBe(200);
    expect((await api.post("/centreon/api/latest//login", {}, "nobody")).status).toBe(401);
    expect((await api.get("/centreon/api/latest/monitoring/hosts//")).headers["location"]).toBe(
      "/centreon/api/latest/monitoring/hosts",
    );
  });

  test("the last hard state of a host is a date in the oldest versions, and the state code from v20.04 on", async () => {
    const lastHardState = async (version: string): Promise<unknown> =>
      ((await api.get(`/centreon/api/${version}/monitoring/hosts/2`)).body as { last_hard_state: unknown })
        .last_hard_state;

    for (const version of ["beta", "v2", "v2.0", "v2.1"])
      expect(await lastHardState(version)).toBe("2023-11-14T22:03:20Z");
    for (const version of ["v20.04", "v21.10", "v22.10", "latest"]) expect(await lastHardState(version)).toBe(1);
  });
});

describe("contract §1.3: headers", () => {
  test.each([
    ["a listing", "GET", "/monitoring/hosts", 200, "application/json"],
    ["a single object", "GET", "/monitoring/hosts/1", 200, "application/json"],
    ["a missing entity", "GET", "/monitoring/hosts/999", 404, "application/json"],
    ["no route", "GET", "/nothing", 404, "application/json"],
    ["an unreadable address", "GET", "/%", 404, "application/json"],
    ["a wrong method", "PUT", "/monitoring/hosts", 405, "application/json"],
    ["health", "GET", "/api/health", 200, "application/json"],
    ["the document", "GET", "/api/openapi.json", 200, "application/json"],
  ] as const)("%s", async (_what, method, path, status, type) => {
    const answer = await api.call(method, path);

    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      "api-version": "2.0",
      "cache-control": path === "/api/openapi.json" ? "no-cache" : "no-store",
      "content-type": type,
    });
  });

  test("a 204 has no body and no type", async () => {
    const body = { comment: "", host_id: 1, is_notify_contacts: false, is_persistent_comment: false, is_sticky: false };
    const answer = await api.post("/acknowledgments/hosts", body);

    expect(answer).toMatchObject({ status: 204, text: "", headers: { "api-version": "2.0" } });
    expect(answer.headers).not.toHaveProperty("content-type");
  });
});

describe("contract §1.4: details of HTTP", () => {
  test.each(["/monitoring/hosts", "/monitoring/hosts/1", "/monitoring/hosts/999", "/api/health"])(
    "HEAD %s has the status of GET and no body",
    async (path) => {
      const head = await api.call("HEAD", path);
      const get = await api.call("GET", path);

      expect(head.status).toBe(get.status);
      expect(head.text).toBe("");
      expect(head.headers["content-type"]).toBe(get.headers["content-type"]);
    },
  );

  test("HEAD needs the same rights", async () => {
    expect((await api.call("HEAD", "/monitoring/hosts", { as: "nobody" })).status).toBe(403);
  });

  test.each(["application/xml", "text/html", "image/png;q=0", ""])(
    'JSON is returned for every Accept: "%s"',
    async (accept) => {
      const answer = await api.call("GET", "/monitoring/hosts", { headers: { accept } });

      expect(answer).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    },
  );

  test("a trailing slash redirects to the path without it", async () => {
    const answer = await api.get("/monitoring/hosts/?limit=1&search=%7B%7D");

    expect(answer).toMatchObject({
      status: 301,
      headers: { location: "/centreon/api/beta/monitoring/hosts?limit=1&search=%7B%7D" },
    });
  });

  test("a trailing slash after an unknown version is not found", async () => {
    expect((await api.get("/centreon/api/v1/monitoring/hosts/")).status).toBe(404);
  });

  test("leading zeros of ids are ignored", async () => {
    expect((await api.get("/monitoring/hosts/001")).text).toBe((await api.get("/monitoring/hosts/1")).text);
    expect((await api.get(`/monitoring/hosts/${"0".repeat(60)}1/services/00101`)).status).toBe(200);
  });

  test.each([
    "",
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    ";;;",
    "nonsense",
  ])('a body is JSON with the type "%s"', async (type) => {
    const headers = type === "" ? {} : { "content-type": type };
    const body = { comment: "", host_id: 1, is_notify_contacts: false, is_persistent_comment: false, is_sticky: false };
    expect((await api.call("POST", "/acknowledgments/hosts", { body: JSON.stringify(body), headers })).status).toBe(
      204,
    );
  });

  test("a preflight is answered without credentials", async () => {
    const headers = {
      origin: "http://panel.test",
      "access-control-request-method": "GET",
      "access-control-request-headers": "X-AUTH-TOKEN",
    };
    const answer = await api.call("OPTIONS", "/monitoring/hosts", { as: "nobody", headers });

    expect(answer).toMatchObject({ status: 200, text: "" });
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "http://panel.test",
      "access-control-allow-methods": "GET, OPTIONS, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers": "content-type, authorization, origin, accept, x-auth-token",
      "access-control-max-age": "3600",
      vary: "Origin",
      "api-version": "2.0",
    });
    expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
  });

  test("an ordinary response to another origin allows the origin to read it", async () => {
    const answer = await api.call("GET", "/monitoring/hosts", { headers: { origin: "http://panel.test" } });

    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "http://panel.test",
      "access-control-expose-headers": "link",
      vary: "Origin",
    });
    expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
    expect((await api.get("/monitoring/hosts")).headers).not.toHaveProperty("access-control-allow-origin");
  });

  test("a setting allows pages of some origins only; for others the headers are left out", async () => {
    const limited = await openApi({ settings: { allowedOrigins: ["https://panel.test"] } });
    onTestFinished(() => limited.close());
    const preflight = { "access-control-request-method": "GET" };

    for (const [origin, allowed] of [
      ["https://panel.test", "https://panel.test"],
      ["https://evil.test", undefined],
    ] as const) {
      const answer = await limited.call("GET", "/monitoring/hosts", { headers: { origin } });
      expect(answer).toMatchObject({ status: 200, headers: { vary: "Origin" } });
      expect(answer.headers["access-control-allow-origin"]).toBe(allowed);
      const asked = await limited.call("OPTIONS", "/monitoring/hosts", {
        as: "nobody",
        headers: { origin, ...preflight },
      });
      expect(asked).toMatchObject({ status: 200, text: "", headers: { vary: "Origin" } });
      expect(asked.headers["access-control-allow-origin"]).toBe(allowed);
      expect(asked.headers["access-control-allow-methods"] === undefined).toBe(allowed === undefined);
    }
  });

  test("OPTIONS without a preflight is a wrong method", async () => {
    expect((await api.call("OPTIONS", "/monitoring/hosts")).status).toBe(405);
  });
});

describe("contract §1.5: spellings", () => {
  test.each([
    ["GET", "/acknowledgments/hosts", "/acknowledgements/hosts"],
    ["GET", "/acknowledgments/services", "/acknowledgements/services"],
    ["POST", "/acknowledgments/hosts", "/acknowledgements/hosts"],
    ["POST", "/acknowledgments/services", "/acknowledgements/services"],
    ["DELETE", "/acknowledgments/hosts/1", "/acknowledgements/hosts/1"],
    ["DELETE", "/acknowledgments/hosts/1/services/101", "/acknowledgements/hosts/1/services/101"],
  ] as const)("%s %s is also %s", async (method, canonical, alias) => {
    const send = (path: string) => api.call(method, path, method === "POST" ? { body: {} } : {});

    expect((await send(alias)).text).toBe((await send(canonical)).text);
  });

  test("downtimes is a listing, not a host", async () => {
    expect((await api.get("/monitoring/hosts/downtimes")).meta["total"]).toBe(0);
    expect((await api.get("/monitoring/services/downtimes")).meta["total"]).toBe(0);
  });
});

describe("the documentation", () => {
  test("has a page of links that lead somewhere", async () => {
    const { body } = await api.app.inject({ method: "GET", url: "/docs" });
    const links = [...body.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!);

    expect(links).toEqual(expect.arrayContaining(["/", "/api/docs", "/docs/README.md", "/docs/operation.md"]));
    for (const url of links)
      expect([url, (await api.app.inject({ method: "GET", url })).statusCode]).toEqual([url, 200]);
  });
});

describe("the page at the root", () => {
  test("allows no other method", async () => {
    expect(await api.app.inject({ method: "POST", url: "/" })).toMatchObject({
      statusCode: 405,
      headers: { allow: "GET, HEAD" },
    });
  });
});

describe("over a real socket", () => {
  let port: number;
  beforeAll(async () => {
    port = Number(new URL(await api.app.listen({ port: 0, host: "127.0.0.1" })).port);
  });

  const connections = (): Promise<number> => promisify(api.app.server.getConnections.bind(api.app.server))();
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(text);
      });
      let answer = "";
      socket
        .on("data", (chunk) => {
          answer += chunk.toString();
        })
        .on("close", () => resolve(answer))
        .on("error", reject);
    });

  test("input that is not HTTP gets a 400 in the form of every other error", async () => {
    const answer = await raw("HELLO\r\n\r\n");

    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain("api-version: 2.0");
    expect(answer).toMatch(
      /\{"code":400,"message":"This is no HTTP request, or one with a method that does not exist"\}$/,
    );
  });

  test("an address that is too long gets a 431", async () => {
    expect(await raw(`GET /${"a".repeat(300_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 .*"code":431/s,
    );
  });

  test("it is also readable for a client that is still sending", async () => {
    const response = await fetch(`http://127.0.0.1:${port}/${"a".repeat(2_000_000)}`);

    expect(response.status).toBe(431);
    expect(await response.json()).toMatchObject({ code: 431 });
  });

  test("the part after a good request on the same connection is also answered", async () => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const closed = new Promise((resolve) => {
      socket.on("close", resolve);
    });
    socket.on("data", (chunk) => {
      text += chunk.toString();
      if (text.endsWith('"}') && !text.includes("HTTP/1.1 400")) socket.write("NONSENSE\r\n\r\n");
    });
    socket.write("GET /centreon/api/beta/foo HTTP/1.1\r\nHost: x\r\n\r\n");
    await closed;

    expect(text).toMatch(/^HTTP\/1\.1 404 .*HTTP\/1\.1 400 .*"code":400/s);
  });

  test("a body longer than its Content-Length is answered before the rest of it", async () => {
    const text = await raw(
      "POST /centreon/api/beta/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}and more\r\n\r\n",
    );

    expect(text).toMatch(/^HTTP\/1\.1 401 .*"Invalid credentials"\}HTTP\/1\.1 400 .*"code":400/s);
  });

  test("a body that is not chunked as announced is answered in place of its request", async () => {
    const text = await raw(
      "POST /centreon/api/beta/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}no chunk\r\n",
    );

    expect(text).toMatch(/^HTTP\/1\.1 400 .*"code":400/s);
  });

  test.each(["CONNECT other.test:443", "CONNECT /api/health"])("%s is answered: this is no proxy", async (line) => {
    expect(await raw(`${line} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 405 .*api-version: 2\.0.*\{"code":405,"message":"No route found for \\"CONNECT /s,
    );
  });

  test("HTTP/2 without TLS is answered in HTTP/1.1", async () => {
    expect(await raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).toMatch(/^HTTP\/1\.1 \d\d\d .*"code":/s);
  });

  test.each([
    ["body", "POST /centreon/api/beta/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"],
    ["chunk", "POST /centreon/api/beta/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{"],
    ["header", "POST /centreon/api/beta/login HTTP/1.1\r\nHos"],
  ])("a client that leaves within its %s is no error of the server", async (_what, text) => {
    const failures = errors.length;
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(text);
    await expect.poll(() => connections()).toBeGreaterThan(0);
    socket.resetAndDestroy();
    await expect.poll(() => connections()).toBe(0);

    expect(errors.slice(failures)).toEqual([]);
  });

  test("a request without Host, as old clients send it, is answered like every other", async () => {
    expect(await raw("GET /centreon/api/beta/foo HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 404 .*api-version: 2\.0.*No route found/s,
    );
  });

  test("an unknown expectation is ignored", async () => {
    expect(
      await raw("GET /centreon/api/beta/foo HTTP/1.1\r\nHost: x\r\nExpect: patience\r\nConnection: close\r\n\r\n"),
    ).toMatch(/^HTTP\/1\.1 404 .*api-version: 2\.0/s);
  });

  test.each(["PROPFIND", "LOCK", "SEARCH", "MKCOL", "REPORT", "TRACE"])(
    "%s on a known path is a wrong method",
    async (method) => {
      expect(
        await raw(`${method} /centreon/api/beta/monitoring/hosts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      ).toMatch(/^HTTP\/1\.1 405 .*Method Not Allowed \(Allow: GET\)/s);
      expect(await raw(`${method} /centreon/api/beta/foo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 404 /,
      );
    },
  );

  test("a search of maximum length is accepted, percent-encoded", async () => {
    const search = encodeURIComponent(JSON.stringify({ "host.name": "%".repeat(60_000) }));
    const response = await fetch(`http://127.0.0.1:${port}/centreon/api/beta/monitoring/hosts?search=${search}`, {
      headers: headersOf("admin"),
    });

    expect(response.status).toBe(200);
    expect(((await response.json()) as { meta: { total: number } }).meta.total).toBe(0);
  });

  test("a DELETE may have a body", async () => {
    const response = await fetch(`http://127.0.0.1:${port}/centreon/api/beta/monitoring/downtimes/1`, {
      method: "DELETE",
      headers: headersOf("admin"),
      body: "{}",
    });

    expect(response.status).toBe(404);
  });

  test("a body in Latin-1 is not JSON: its text would be stored damaged", async () => {
    const body = Buffer.from('{"comment":"Panne électrique"}', "latin1");
    const response = await fetch(`http://127.0.0.1:${port}/centreon/api/beta/acknowledgments/hosts`, {
      method: "POST",
      headers: headersOf("admin"),
      body,
    });

    expect(await response.json()).toEqual({ code: 500, message: "Invalid json message received" });
  });

  test("a chunked body is read", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest({ port, method: "POST", path: "/centreon/api/beta/login" }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      request.write('{"security":');
      request.end("{}}");
    });

    expect(status).toBe(401);
  });
});

describe("later versions §1.2, §2.1 and §3.1: errors by the family of the token", () => {
  const OLD = ["beta", "v2", "v20.04", "v21.10"];
  const NEW = ["v22.04", "v23.10", "v25.10", "latest"];
  const at = (token: string, path: string, as?: As) => api.get(`/centreon/api/${token}${path}`, as);

  test.each([...OLD, ...NEW])("a token that is not good: %s", async (token) => {
    const status = OLD.includes(token) ? 403 : 401;

    expect((await at(token, "/monitoring/hosts", "gone")).body).toEqual({ code: status, message: "Contact disabled." });
    expect((await at(token, "/monitoring/hosts", "nobody")).body).toMatchObject({ code: 403 });
  });

  test.each(OLD)("a missing role is 401 without a body: %s", async (token) => {
    const answer = await api.post(`/centreon/api/${token}/monitoring/hosts/1/downtimes`, {}, "viewer");
    expect(answer).toMatchObject({ status: 401, text: "" });
  });
  test.each(NEW)("a missing role is 403 with a message: %s", async (token) => {
    const answer = await api.post(`/centreon/api/${token}/monitoring/hosts/1/downtimes`, {}, "viewer");
    expect(answer.body).toEqual({ code: 403, message: "You are not authorized to access this resource" });
    expect(answer.status).toBe(403);
  });

  test("a missing object has a message, but not on the original paths under an original token", async () => {
    expect(await at("v2", "/monitoring/hosts/999")).toMatchObject({ status: 404, text: "" });
    expect(await at("v2", "/monitoring/downtimes/999")).toMatchObject({ status: 404, text: "" });
    for (const token of ["v20.04", "v21.10", ...NEW]) {
      expect((await at(token, "/monitoring/hosts/999")).body).toEqual({ code: 404, message: "Host not found" });
      expect((await at(token, "/monitoring/hosts/1/services/999")).body).toEqual({
        code: 404,
        message: "Service not found",
      });
      expect((await at(token, "/monitoring/downtimes/999")).body).toEqual({ code: 404, message: "Downtime not found" });
    }
  });

  test("a search field that is not allowed is quoted by the original tokens only", async () => {
    const path = '/monitoring/hosts?search={"foo":1}';
    expect((await at("beta", path)).body).toMatchObject({ message: "The parameter 'foo' is not allowed" });
    expect((await at("latest", path)).body).toMatchObject({ message: "The parameter foo is not allowed" });
  });

  test.each(["limit", "page"])("%s that is no integer is 0, or refused", async (name) => {
    expect((await at("beta", `/monitoring/hosts?${name}=abc`)).body).not.toMatchObject({
      message: `The parameter "${name}" must be an integer`,
    });
    for (const token of ["v20.04", "latest"])
      expect(await at(token, `/monitoring/hosts?${name}=abc`)).toMatchObject({
        status: 500,
        body: { code: 500, message: `The parameter "${name}" must be an integer` },
      });
  });

  test("an unknown path names the whole address, and the header the generation", async () => {
    const unknown = await at("latest", "/foo");
    expect(unknown).toMatchObject({
      status: 404,
      headers: { "api-version": "24.10" },
      body: { code: 404, message: 'No route found for "GET http://localhost:80/centreon/api/latest/foo"' },
    });
    expect((await at("v2", "/foo")).body).toEqual({
      code: 404,
      message: 'No route found for "GET /centreon/api/v2/foo"',
    });
    for (const url of ["/api/v2/foo", "/x/api/v2/foo"])
      expect((await api.app.inject({ url })).json()).toEqual({ code: 404, message: `No route found for "GET ${url}"` });
    expect((await at("v2", "/monitoring/hosts")).headers["api-version"]).toBe("2.0");
    expect((await at("v21.04", "/monitoring/hosts")).headers["api-version"]).toBe("24.10");
  });
});
