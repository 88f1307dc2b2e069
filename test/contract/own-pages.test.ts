import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi, PASSWORD } from "../support/api-under-test.ts";

const WEB_LOGIN = "/centreon/authentication/providers/configurations/local";
const WEB_LOGOUT = "/centreon/authentication/logout";

let api: ApiUnderTest;
let proxied: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
  proxied = await openApi({ settings: { trustProxy: "127.0.0.1" } });
});
afterAll(async () => {
  await api.close();
  await proxied.close();
});

type Headers = Readonly<Record<string, string>>;
const webLogin = (password: string, headers: Headers) =>
  api.call("POST", WEB_LOGIN, { as: "nobody", body: { login: "viewer", password }, headers });

describe("contract §1.4: the session counts for pages of this server only", () => {
  const COOKIE = { cookie: "PHPSESSID=session-of-operator", host: "monitor.test:8080" };
  const acknowledge = (headers: Headers) =>
    api.call("POST", "/acknowledgments/hosts", { as: "nobody", body: {}, headers: { ...COOKIE, ...headers } });

  test.each([
    ["no header of a browser", {}],
    ["its own origin", { origin: "http://monitor.test:8080" }],
    ["its own origin in other letters", { origin: "http://monitor.test:8080", host: "Monitor.Test:8080" }],
    ["the default port, which an origin leaves out", { origin: "http://monitor.test", host: "monitor.test:80" }],
    ["an IPv6 address", { origin: "http://[::1]:8080", host: "[::1]:8080" }],
    ["a page of its own", { "sec-fetch-site": "same-origin" }],
    ["an address that was typed", { "sec-fetch-site": "none" }],
    [
      "a forwarded host without a trusted proxy",
      { origin: "http://monitor.test:8080", "x-forwarded-host": "evil.test" },
    ],
  ])("%s: it counts", async (_what, headers) => {
    expect((await acknowledge(headers)).status).toBe(500);
    expect((await webLogin(PASSWORD, { ...COOKIE, ...headers })).status).toBe(200);
  });

  test.each([
    ["another port", { origin: "http://monitor.test:8081" }],
    ["no port", { origin: "http://monitor.test" }],
    ["another scheme", { origin: "https://monitor.test:8080" }],
    ["a name below the same domain", { origin: "http://wiki.monitor.test:8080" }],
    ["another site", { origin: "http://evil.test" }],
    ["an opaque origin", { origin: "null" }],
    ["an empty origin", { origin: "" }],
    ["two origins", { origin: "http://monitor.test:8080, http://evil.test" }],
    ["the same site, as the browser says", { "sec-fetch-site": "same-site" }],
    ["another site, as the browser says", { "sec-fetch-site": "cross-site" }],
    ["the own origin from another site", { origin: "http://monitor.test:8080", "sec-fetch-site": "cross-site" }],
    ["an unusable Host", { origin: "http://monitor.test:8080", host: "monitor.test:8080/x y" }],
    ["a forwarded host without a trusted proxy", { origin: "http://evil.test", "x-forwarded-host": "evil.test" }],
  ])("%s: it is ignored, and web login and logout are refused", async (_what, headers) => {
    const sent = { ...COOKIE, ...headers };

    expect(await acknowledge({ ...headers, "content-type": "text/plain" })).toMatchObject({
      status: 403,
      body: { code: 403, message: "You are not authorized to access this resource" },
    });
    for (const answer of [
      await webLogin(PASSWORD, sent),
      await webLogin("wrong", sent),
      await api.call("POST", WEB_LOGIN, { as: "nobody", body: "not JSON", headers: sent }),
      await api.call("POST", WEB_LOGOUT, { as: "nobody", headers: sent }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { message: expect.stringContaining("other origins") } });
      expect(answer.headers).not.toHaveProperty("set-cookie");
    }
    expect((await api.call("GET", "/monitoring/hosts", { as: "nobody", headers: COOKIE })).status).toBe(200);
  });

  test("a page of another origin works with a token", async () => {
    const headers = { origin: "http://evil.test", "sec-fetch-site": "cross-site", ...COOKIE };

    expect((await api.call("GET", "/monitoring/hosts", { as: "operator", headers })).status).toBe(200);
  });
});

describe("behind a trusted proxy that ends HTTPS", () => {
  const FORWARDED = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "monitor.test",
    origin: "https://monitor.test",
  };
  const send = (method: "GET" | "POST", path: string, headers = {}, body?: object) =>
    proxied.call(method, path, { as: "nobody", headers: { ...FORWARDED, ...headers }, ...(body && { body }) });

  test("the cookie is bound to HTTPS and to this host", async () => {
    const answer = await send("POST", WEB_LOGIN, {}, { login: "viewer", password: PASSWORD });
    const cookie = String(answer.headers["set-cookie"]);

    expect(cookie).toMatch(/^__Host-PHPSESSID=[0-9a-f]{32}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const session = cookie.split(";")[0]!;
    expect((await send("GET", "/monitoring/hosts", { cookie: session })).status).toBe(200);
    const logout = await send("POST", WEB_LOGOUT, { cookie: session });
    expect(logout).toMatchObject({ status: 200 });
    expect(logout.headers["set-cookie"]).toMatch(/^__Host-PHPSESSID=; .*Secure/);
  });

  test("a cookie that another name of the domain may have planted does not count", async () => {
    expect((await send("GET", "/monitoring/hosts", { cookie: "PHPSESSID=session-of-viewer" })).body).toEqual({
      code: 403,
      message: "You are not authorized to access this resource",
    });
  });

  test("the origin is the forwarded one", async () => {
    const body = { login: "viewer", password: PASSWORD };

    expect((await send("POST", WEB_LOGIN, { origin: "http://monitor.test" }, body)).status).toBe(403);
    expect((await send("POST", WEB_LOGIN, { origin: "https://monitor.test:8443" }, body)).status).toBe(403);
    expect(
      (
        await send(
          "POST",
          WEB_LOGIN,
          { origin: "https://monitor.test:8443", "x-forwarded-host": "monitor.test:8443" },
          body,
        )
      ).status,
    ).toBe(200);
  });
});
