import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi, PASSWORD } from "../support/api-under-test.ts";

const WEB_LOGIN = "/centreon/authentication/providers/configurations/local";
const WEB_LOGOUT = "/centreon/authentication/logout";

let api: ApiUnderTest;
let proxied: ApiUnderTest;
let settled: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
  proxied = await openApi({ settings: { trustProxy: "127.0.0.1" } });
  settled = await openApi({ settings: { publicOrigin: "https://monitor.test" } });
});
afterAll(async () => {
  await api.close();
  await proxied.close();
  await settled.close();
});

type Headers = Readonly<Record<string, string>>;
/** Cookies of the web login of the contract and of the console, with the requests that open and end such a session. */
const KINDS = [
  ["PHPSESSID", "session-of", WEB_LOGIN, "POST", WEB_LOGOUT],
  ["vigie_session", "console-of", "/api/session", "DELETE", "/api/session"],
] as const;

describe.each(KINDS)(
  "contract §1.4: %s counts for pages of this server only",
  (name, id, loginPath, endMethod, endPath) => {
    const COOKIE = { cookie: `${name}=${id}-operator`, host: "monitor.test:8080" };
    const signInWith = (body: unknown, headers: Headers) =>
      api.call("POST", loginPath, { as: "nobody", body, headers });
    const webLogin = (password: string, headers: Headers) => signInWith({ login: "viewer", password }, headers);
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
      // Without the cookie, since to sign in ends the session that the browser had.
      expect((await webLogin(PASSWORD, { host: COOKIE.host, ...headers })).status).toBe(200);
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
        await signInWith("not JSON", sent),
        await api.call(endMethod, endPath, { as: "nobody", headers: sent }),
      ]) {
        expect(answer).toMatchObject({ status: 403, body: { message: expect.stringContaining("other origins") } });
        expect(answer.headers).not.toHaveProperty("set-cookie");
      }
      // Neither read …
      for (const path of ["/monitoring/hosts", "/api/comments"])
        expect((await api.call("GET", path, { as: "nobody", headers: sent })).status).toBe(403);
      // … nor allowed to read what a browser was told to send; without these headers the session is as good as before.
      const preflight = { ...headers, "access-control-request-method": "POST" };
      for (const answer of [
        await api.call("GET", "/monitoring/hosts", { as: "operator", headers: sent }),
        await api.call("OPTIONS", "/api/comments", { as: "nobody", headers: preflight }),
      ])
        expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
      expect((await api.call("GET", "/monitoring/hosts", { as: "nobody", headers: COOKIE })).status).toBe(200);
    });

    test("a page of another origin works with a token", async () => {
      const headers = { origin: "http://evil.test", "sec-fetch-site": "cross-site", ...COOKIE };

      expect((await api.call("GET", "/monitoring/hosts", { as: "operator", headers })).status).toBe(200);
    });
  },
);

describe.each(KINDS)("behind a trusted proxy that ends HTTPS: %s", (name, id, login, endMethod, endPath) => {
  const FORWARDED = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "monitor.test",
    origin: "https://monitor.test",
  };
  const send = (method: "GET" | "POST" | "DELETE", path: string, headers = {}, body?: object) =>
    proxied.call(method, path, { as: "nobody", headers: { ...FORWARDED, ...headers }, ...(body && { body }) });

  test("the cookie is bound to HTTPS and to this host", async () => {
    const answer = await send("POST", login, {}, { login: "viewer", password: PASSWORD });
    const cookie = String(answer.headers["set-cookie"]);

    expect(cookie).toMatch(new RegExp(`^__Host-${name}=[0-9a-f]{32}; Path=/; HttpOnly; Secure; SameSite=Strict$`));
    const session = cookie.split(";")[0]!;
    expect((await send("GET", "/monitoring/hosts", { cookie: session })).status).toBe(200);
    const logout = await send(endMethod, endPath, { cookie: session });
    expect(logout.status).toBeLessThan(300);
    expect(logout.headers["set-cookie"]).toMatch(new RegExp(`^__Host-${name}=; .*Secure`));
    expect((await send("GET", "/monitoring/hosts", { cookie: session })).status).toBe(403);
  });

  test("a cookie that another name of the domain may have planted does not count", async () => {
    expect((await send("GET", "/monitoring/hosts", { cookie: `${name}=${id}-viewer` })).body).toEqual({
      code: 403,
      message: "You are not authorized to access this resource",
    });
  });

  test("the origin is the forwarded one", async () => {
    const body = { login: "viewer", password: PASSWORD };

    expect((await send("POST", login, { origin: "http://monitor.test" }, body)).status).toBe(403);
    expect((await send("POST", login, { origin: "https://monitor.test:8443" }, body)).status).toBe(403);
    const other = { origin: "https://monitor.test:8443", "x-forwarded-host": "monitor.test:8443" };
    expect((await send("POST", login, other, body)).status).toBe(200);
  });
});

describe.each(KINDS)(
  "with a public address, behind a proxy that forwards neither host nor protocol: %s",
  (name, id, login) => {
    const list = (headers: Headers) =>
      settled.call("GET", "/monitoring/hosts", {
        as: "nobody",
        headers: { host: "127.0.0.1:8080", cookie: `__Host-${name}=${id}-operator`, ...headers },
      });
    const signIn = (headers: Headers) =>
      settled.call("POST", login, {
        as: "nobody",
        body: { login: "viewer", password: PASSWORD },
        headers: { host: "127.0.0.1:8080", ...headers },
      });

    test("the origin of the server is that address, and the cookie is bound to HTTPS", async () => {
      const own = { origin: "https://monitor.test" };

      expect((await list({})).status).toBe(200);
      expect((await list(own)).status).toBe(200);
      expect(String((await signIn(own)).headers["set-cookie"])).toMatch(new RegExp(`^__Host-${name}=.*; Secure`));
    });

    test.each(["http://127.0.0.1:8080", "http://monitor.test", "https://monitor.test:8443", "https://a.monitor.test"])(
      "%s is another origin",
      async (origin) => {
        expect((await list({ origin })).status).toBe(403);
        expect((await signIn({ origin })).body).toMatchObject({
          message: expect.stringContaining("the origin of this server is https://monitor.test."),
        });
      },
    );

    test("a cookie without the prefix does not count", async () => {
      expect((await list({ cookie: `${name}=${id}-operator` })).status).toBe(403);
    });
  },
);

describe("pages", () => {
  test.each(["/", "/docs/README.md", "/api/docs"])(
    "%s loads from this server only and is framed by no other",
    async (path) => {
      const { headers } = await api.call("GET", path, { as: "nobody" });
      const policy = new Map(
        String(headers["content-security-policy"])
          .split(";")
          .map((part) => part.trim().split(/ (.*)/, 2) as [string, string]),
      );

      for (const kind of ["default-src", "script-src", "style-src", "connect-src", "img-src"])
        expect(["'none'", "'self'", undefined]).toContain(policy.get(kind));
      expect(policy.get("base-uri")).toBe("'none'");
      expect(["'none'", "'self'"]).toContain(policy.get("frame-ancestors"));
      expect(["'none'", undefined]).toContain(policy.get("object-src"));
      expect(["no-referrer", "same-origin"]).toContain(headers["referrer-policy"]);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    },
  );
});
