import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Log } from "../../src/lib/log.ts";
import { type ApiUnderTest, openApi, PASSWORD } from "../support/api-under-test.ts";

let api: ApiUnderTest;
let logged: string;
const log: Log = { debug: record, info: record, warn: record, error: record };
function record(fields: object, message: string): void {
  logged += `${message} ${JSON.stringify(fields)}\n`;
}

beforeEach(async () => {
  logged = "";
  api = await openApi({ log });
});
afterEach(() => api.close());

const login = (name: string, password: string) =>
  api.call("POST", "/login", { as: "nobody", body: { security: { credentials: { login: name, password } } } });
const withToken = (path: string, token: string) =>
  api.call("GET", path, { as: "nobody", headers: { "X-AUTH-TOKEN": token } });
const withCookie = (path: string, cookie: string) => api.call("GET", path, { as: "nobody", headers: { cookie } });

describe("contract §2.1: login", () => {
  test("gives the contact and a token that works", async () => {
    const answer = await login("operator", PASSWORD);

    expect(answer).toMatchObject({
      status: 200,
      body: {
        contact: { id: 2, name: "Opéra Tor", alias: "operator", email: "operator@example.test", is_admin: false },
        security: { token: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    });
    const { security } = answer.body as { security: { token: string } };
    expect((await withToken("/monitoring/hosts", security.token)).meta["total"]).toBe(2);
  });

  test("accepts the name in any case and keeps earlier tokens", async () => {
    const first = await login("OPERATOR", PASSWORD);
    const second = await login("operator", PASSWORD);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(
      (await withToken("/monitoring/hosts", (first.body as { security: { token: string } }).security.token)).status,
    ).toBe(200);
  });

  test("accepts a contact without API access, who is then refused on each call", async () => {
    const { security } = (await login("noapi", PASSWORD)).body as { security: { token: string } };

    expect(await withToken("/monitoring/hosts", security.token)).toMatchObject({
      status: 403,
      body: { code: 403, message: "You are not authorized to access this resource" },
    });
    expect((await withToken("/logout", security.token)).status).toBe(200);
  });

  test.each([
    ["operator", "wrong"],
    ["nobody", PASSWORD],
    ["gone", PASSWORD],
    ["operator", `${PASSWORD} `],
  ])('refuses %s with "%s"', async (name, password) => {
    expect(await login(name, password)).toMatchObject({
      status: 401,
      body: { code: 401, message: "Invalid credentials" },
    });
  });

  test("after too many failures answers 429 with the time to wait", async () => {
    for (let attempt = 0; attempt < 10; attempt++) expect((await login("operator", "wrong")).status).toBe(401);
    const answer = await login("operator", PASSWORD);

    expect(answer.status).toBe(429);
    expect(answer.body).toEqual({
      code: 429,
      message: expect.stringMatching(/^Too many failed logins\. Try again in \d+ seconds\.$/),
    });
  });

  test("leaves no password and no token in the log", async () => {
    const { security } = (await login("operator", PASSWORD)).body as { security: { token: string } };
    await login("operator", "another secret");
    await withToken("/monitoring/hosts", security.token);
    await withCookie("/monitoring/hosts", "PHPSESSID=session-of-viewer");

    for (const secret of [PASSWORD, "another secret", security.token, "session-of-viewer"])
      expect(logged).not.toContain(secret);
  });
});

describe("contract §2.2: tokens", () => {
  test.each([
    ["nothing", {}, "You are not authorized to access this resource"],
    ["an unknown token", { "x-auth-token": "nonsense" }, "No token could be found."],
    ["an empty token", { "x-auth-token": "" }, "No token could be found."],
    ["the token of a disabled contact", { "x-auth-token": "token of gone" }, "Contact disabled."],
  ])("%s is refused", async (_what, headers, message) => {
    expect(await api.call("GET", "/monitoring/hosts", { as: "nobody", headers })).toMatchObject({
      status: 403,
      body: { code: 403, message },
    });
  });

  test("a token expires an hour after its last use, and each use renews it", async () => {
    for (let use = 0; use < 3; use++) {
      await api.clock.advanceBy(3599);
      expect((await api.get("/monitoring/hosts")).status).toBe(200);
    }
    await api.clock.advanceBy(3600);
    expect(await api.get("/monitoring/hosts")).toMatchObject({
      status: 403,
      body: { code: 403, message: "Credentials have expired." },
    });

    expect((await login("operator", PASSWORD)).status).toBe(200);
    expect((await api.get("/monitoring/hosts")).body).toEqual({ code: 403, message: "No token could be found." });
  });

  test.each([
    ["an unknown token", { "x-auth-token": "nonsense" }, 401, "Invalid credentials."],
    ["the token of a disabled contact", { "x-auth-token": "token of gone" }, 401, "Contact disabled."],
    ["an unknown session", { cookie: "PHPSESSID=nonsense" }, 401, "Session not found"],
    ["nothing", {}, 403, "You are not authorized to access this resource"],
  ])("clients of 22.04 and later: %s", async (_what, headers, status, message) => {
    const answer = await api.call("GET", "/centreon/api/v22.04/monitoring/hosts", { as: "nobody", headers });

    expect(answer).toMatchObject({ status, body: { code: status, message } });
    expect((await api.call("GET", "/centreon/api/v21.10/monitoring/hosts", { as: "nobody", headers })).status).toBe(
      403,
    );
  });

  test("an administrator needs no API flag", async () => {
    expect((await api.get("/monitoring/hosts")).status).toBe(200);
  });
});

const WEB_LOGIN = "/centreon/authentication/providers/configurations/local";
const webLogin = (name: string, password: string) =>
  api.call("POST", WEB_LOGIN, { as: "nobody", body: { login: name, password } });
const webLogout = (headers: Readonly<Record<string, string>>) =>
  api.call("POST", "/centreon/authentication/logout", { as: "nobody", headers });

describe("contract §2.3: cookies", () => {
  test("a web session sees and may do what its account sees and may do", async () => {
    expect((await withCookie("/monitoring/hosts", "other=1; PHPSESSID=session-of-viewer; more=2")).meta["total"]).toBe(
      2,
    );
    expect((await api.post("/acknowledgments/hosts", {}, "cookie-of-viewer")).status).toBe(401);
    expect((await api.post("/acknowledgments/hosts", {}, "cookie-of-operator")).status).toBe(500);
  });

  test("an account without API access gets no session, and one that it has is refused", async () => {
    const forbidden = { status: 403, body: { code: 403, message: "You are not authorized to access this resource" } };

    const answer = await webLogin("noapi", PASSWORD);
    expect(answer).toMatchObject(forbidden);
    expect(answer.headers).not.toHaveProperty("set-cookie");
    expect(await withCookie("/monitoring/hosts", "PHPSESSID=session-of-noapi")).toMatchObject(forbidden);
    expect((await webLogin("noapi", "wrong")).status).toBe(401);
  });

  test.each([
    ["PHPSESSID=nonsense", "Session not found"],
    ["PHPSESSID=", "Session not found"],
    ["PHPSESSID=session-of-gone", "Contact disabled."],
    ["phpsessid=session-of-viewer", "You are not authorized to access this resource"],
  ])("the cookie %s is refused", async (cookie, message) => {
    expect(await withCookie("/monitoring/hosts", cookie)).toMatchObject({ status: 403, body: { code: 403, message } });
  });

  test("the web login opens a session", async () => {
    const answer = await webLogin("VIEWER", PASSWORD);

    expect(answer).toMatchObject({ status: 200, body: { redirect_uri: "/monitoring/resources" } });
    const cookie = String(answer.headers["set-cookie"]);
    expect(cookie).toMatch(/^PHPSESSID=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await withCookie("/monitoring/hosts", cookie.split(";")[0]!)).meta["total"]).toBe(2);
  });

  test.each([
    [{ login: "viewer", password: "wrong" }],
    [{ login: "nobody", password: PASSWORD }],
    [{ login: "gone", password: PASSWORD }],
    [{ login: "viewer" }],
    [{}],
    [{ login: 7, password: [] }],
  ])("the web login refuses %j", async (body) => {
    expect(await api.call("POST", WEB_LOGIN, { as: "nobody", body })).toMatchObject({
      status: 401,
      body: { code: 401, message: "Authentication failed" },
    });
  });

  test("a session ends two hours after its last use, and each use prolongs it", async () => {
    for (let use = 0; use < 3; use++) {
      await api.clock.advanceBy(7200);
      expect((await withCookie("/monitoring/hosts", "PHPSESSID=session-of-viewer")).status).toBe(200);
    }
    await api.clock.advanceBy(7201);
    expect((await withCookie("/monitoring/hosts", "PHPSESSID=session-of-viewer")).body).toEqual({
      code: 403,
      message: "Session not found",
    });
  });

  test("the web logout ends the session of the cookie and no other, once", async () => {
    const cookie = String((await webLogin("viewer", PASSWORD)).headers["set-cookie"]).split(";")[0]!;

    const answer = await webLogout({ cookie });
    expect(answer).toMatchObject({ status: 200, body: { message: "Successful logout" } });
    expect(answer.headers["set-cookie"]).toMatch(/^PHPSESSID=; .*Expires=Thu, 01 Jan 1970/);
    expect((await withCookie("/monitoring/hosts", cookie)).status).toBe(403);
    expect(await webLogout({ cookie })).toMatchObject({ status: 403, body: { message: "Session not found" } });
    expect((await withCookie("/monitoring/hosts", "PHPSESSID=session-of-viewer")).status).toBe(200);
    expect(await webLogout({ "x-auth-token": "token of viewer" })).toMatchObject({ status: 403 });
  });

  test("with a token the cookie is ignored", async () => {
    const headers = { cookie: "PHPSESSID=session-of-viewer" };

    expect((await api.call("GET", "/monitoring/hosts", { as: "admin", headers })).meta["total"]).toBe(5);
    expect(
      (
        await api.call("GET", "/monitoring/hosts", {
          as: "nobody",
          headers: { ...headers, "x-auth-token": "nonsense" },
        })
      ).body,
    ).toEqual({ code: 403, message: "No token could be found." });
  });
});

describe("contract §2.4: logout", () => {
  test("ends the token, once", async () => {
    expect(await api.get("/logout")).toMatchObject({ status: 200, body: { message: "Successful logout" } });
    expect(await api.get("/logout")).toMatchObject({
      status: 403,
      body: { code: 403, message: "No token could be found." },
    });
    expect((await api.get("/monitoring/hosts")).status).toBe(403);
  });

  test.each([
    ["nothing", {}],
    ["a cookie alone", { cookie: "PHPSESSID=session-of-viewer" }],
  ])("needs a token: %s is refused", async (_what, headers) => {
    expect(await api.call("GET", "/logout", { as: "nobody", headers })).toMatchObject({
      status: 403,
      body: { code: 403, message: "You are not authorized to access this resource" },
    });
  });
});
