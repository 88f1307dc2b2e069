import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { roleNames } from "../../src/access/roles.ts";
import { OPERATIONS } from "../../src/interfaces/api/all-operations.ts";
import { type Answer, type ApiUnderTest, type Call, openApi, PASSWORD } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

const nobody = (headers: Call["headers"] = {}): Call => ({ as: "nobody", headers });
const signIn = (body: unknown, headers: Call["headers"] = {}): Promise<Answer> =>
  api.call("POST", "/api/session", { ...nobody(headers), body });
const me = (cookie: string): Promise<Answer> => api.call("GET", "/api/session", nobody({ cookie }));
const cookieOf = ({ headers }: Answer): string => String(headers["set-cookie"]).split(";")[0]!;
const signInAs = async (login: string, more: object = {}): Promise<string> =>
  cookieOf(await signIn({ login, password: PASSWORD, ...more }));

async function disable(alias: string): Promise<void> {
  const account = (await api.store.readAccounts()).find((one) => one.alias === alias)!;
  await api.store.saveAccount({ ...account, isEnabled: false });
  await api.clock.advanceBy(2);
}

describe("sign-in", () => {
  test("answers with the account and the server, and sets the cookie of the console", async () => {
    const answer = await signIn({ login: "Operator", password: PASSWORD });

    expect(answer.status).toBe(200);
    expect(answer.headers["set-cookie"]).toMatch(/^vigie_session=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.body).toMatchObject({
      login: "operator",
      is_admin: false,
      preferences: {},
      wall: null,
      server: { version: "0.0.0-test", name: "Invented site", now: "2023-11-14T22:13:20Z", features: ["metrics"] },
    });
    expect((await me(cookieOf(answer))).body).toEqual(answer.body);
  });

  test("how vigie is run on the server is for administrators", async () => {
    const commandOf = async (login: string) =>
      ((await me(await signInAs(login))).body as { server: { command: unknown } }).server.command;

    expect(await commandOf("admin")).toBe("vigie");
    expect(await commandOf("viewer")).toBeNull();
  });

  test("the roles are those of the account, all of them for an administrator", async () => {
    const rolesOf = async (login: string) => ((await me(await signInAs(login))).body as { roles: unknown }).roles;

    expect(await rolesOf("admin")).toEqual(roleNames);
    expect(await rolesOf("viewer")).toEqual([]);
    expect(await rolesOf("stranger")).toEqual([]);
  });

  test.each([
    ["a wrong password", { login: "operator", password: "wrong" }, "invalid-credentials", 401, "Invalid credentials"],
    ["an unknown name", { login: "who", password: PASSWORD }, "invalid-credentials", 401, "Invalid credentials"],
    [
      "an account without API access",
      { login: "noapi", password: PASSWORD },
      "console-not-allowed",
      403,
      "The account noapi may not use the API, nor the console.",
    ],
    ["no password", { login: "operator" }, "invalid-body", 400, "Error on 'password': This field is missing."],
    [
      "an unknown field",
      { login: "a", password: "b", user: 1 },
      "invalid-body",
      400,
      "Error on 'user': This field was not expected.",
    ],
    [
      "too long a name",
      { login: "a".repeat(256), password: "b" },
      "invalid-body",
      400,
      expect.stringContaining("Error on 'login'"),
    ],
  ])("%s is refused without a cookie", async (_what, body, code, status, message) => {
    const answer = await signIn(body);

    expect(answer).toMatchObject({ status, body: { code, message } });
    expect(answer.headers).not.toHaveProperty("set-cookie");
  });

  test("a refusal says as data what was expected of a field, and what was found", async () => {
    expect((await signIn({ login: "a".repeat(256), password: 5 })).body).toMatchObject({
      fields: {
        login: { code: "most-characters", params: { limit: 255, found: 256 } },
        password: { code: "type", params: { types: ["string"], found: "number" } },
      },
    });
  });

  test("somebody who knows the password of a disabled account learns that it is disabled, nobody else", async () => {
    await disable("viewer");

    expect(await signIn({ login: "viewer", password: PASSWORD })).toMatchObject({
      status: 403,
      body: { message: "This account is disabled. An administrator can enable it." },
    });
    expect((await signIn({ login: "viewer", password: "wrong" })).status).toBe(401);
    const login = { security: { credentials: { login: "viewer", password: PASSWORD } } };
    expect(await api.call("POST", "/login", { as: "nobody", body: login })).toMatchObject({
      status: 401,
      body: { message: "Invalid credentials" },
    });
  });

  test("too many tries are refused with the seconds to wait, which then suffice", async () => {
    for (let tries = 0; tries < 10; tries++) await signIn({ login: "viewer", password: "wrong" });
    const refused = await signIn({ login: "viewer", password: PASSWORD });
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "300" } });

    await api.clock.advanceBy(Number(refused.headers["retry-after"]));
    expect((await signIn({ login: "viewer", password: PASSWORD })).status).toBe(200);
  });

  test("a second sign-in in the same browser ends the first session", async () => {
    const first = await signInAs("operator");
    const second = cookieOf(await signIn({ login: "viewer", password: PASSWORD }, { cookie: first }));

    expect((await me(first)).status).toBe(401);
    expect((await me(second)).body).toMatchObject({ login: "viewer" });
  });

  test("succeeds in a browser whose last user was disabled, and leaves no session of theirs", async () => {
    const cookie = await signInAs("operator");
    await disable("operator");
    const before = (await api.store.readSessions()).length;
    const answer = await signIn({ login: "viewer", password: PASSWORD }, { cookie });

    expect(answer).toMatchObject({ status: 200, body: { login: "viewer" } });
    expect((await me(cookieOf(answer))).body).toMatchObject({ login: "viewer" });
    expect(await api.store.readSessions()).toHaveLength(before);
  });
});

describe("a session", () => {
  test("ends twelve hours after its last request, and none of its requests is accepted then", async () => {
    const cookie = await signInAs("operator");
    await api.clock.advanceBy(12 * HOUR - 1);
    expect((await api.call("GET", "/api/comments", nobody({ cookie }))).status).toBe(200);
    await api.clock.advanceBy(12 * HOUR - 1);
    expect((await me(cookie)).status).toBe(200);
    await api.clock.advanceBy(12 * HOUR + 1);

    expect(await me(cookie)).toMatchObject({ status: 401, body: { message: "Session not found" } });
    expect((await api.call("GET", "/api/comments", nobody({ cookie }))).status).toBe(401);
    expect((await api.call("GET", "/monitoring/hosts", nobody({ cookie }))).status).toBe(403);
  });

  test("that is kept lives for 30 days after its last use, also in the browser", async () => {
    const answer = await signIn({ login: "operator", password: PASSWORD, keep: true });
    expect(answer.headers["set-cookie"]).toContain("; Max-Age=2592000;");
    const cookie = cookieOf(answer);
    await api.clock.advanceBy(30 * DAY - 1);

    const again = await me(cookie);
    expect(again.status).toBe(200);
    expect(again.headers["set-cookie"]).toMatch(new RegExp(`^${cookie}; Max-Age=2592000;`));
    await api.clock.advanceBy(30 * DAY + 1);
    expect((await me(cookie)).status).toBe(401);
  });

  test("ends by signing out, in the browser as well", async () => {
    const cookie = await signInAs("operator");
    const answer = await api.call("DELETE", "/api/session", nobody({ cookie }));

    expect(answer.status).toBe(204);
    expect(answer.headers["set-cookie"]).toMatch(/^vigie_session=; Max-Age=0;/);
    expect((await me(cookie)).status).toBe(401);
  });

  test("counts before the cookie of the web login, and a token before both", async () => {
    const login = async (call: Call): Promise<unknown> =>
      ((await api.call("GET", "/users/current/parameters", call)).body as { alias: unknown }).alias;
    const cookie = "vigie_session=console-of-viewer; PHPSESSID=session-of-operator";

    expect(await login(nobody({ cookie }))).toBe("viewer");
    expect(await login({ as: "admin", headers: { cookie } })).toBe("admin");
  });

  test("is durable, and the store knows no cookie", async () => {
    const cookie = await signInAs("operator");
    const stored = (await api.store.readSessions()).find(({ createdAt }) => createdAt === NOW);

    expect(stored).toMatchObject({ kind: "console", address: "127.0.0.1", agent: "lightMyRequest" });
    expect(JSON.stringify(await api.store.readSessions())).not.toContain(cookie.split("=")[1]);
  });
});

describe("a wall screen", () => {
  const VIEW = { q: "is:unhandled group:linux", sort: "-severity,since" };
  const makeLink = (as: Call["as"], more: object = {}): Promise<Answer> =>
    api.call("POST", "/api/wall-links", {
      as: as!,
      body: { view: VIEW, hours: null, label: "Hall", ...more },
    });
  const secretOf = ({ body }: Answer): string => (body as { url: string }).url.split("/wall/")[1]!;
  const openWall = (secret: string, headers: Call["headers"] = {}): Promise<Answer> =>
    api.call("POST", "/api/session/wall", { ...nobody(headers), body: { secret } });
  const links = async (as: Call["as"]): Promise<Answer["rows"]> => (await api.get("/api/wall-links", as)).rows;

  test("is opened by its link and knows its view, with no role and nothing of its maker's", async () => {
    await api.call("PUT", "/api/me/preferences", { as: "operator", body: { theme: "dark" } });
    const link = await makeLink("operator", { hours: 2 });
    expect(link).toMatchObject({
      status: 201,
      body: {
        label: "Hall",
        login: "operator",
        view: VIEW,
        expires_at: "2023-11-15T00:13:20Z",
        url: expect.stringMatching(/^http:\/\/localhost(:80)?\/wall\/[0-9a-f]{32}$/),
      },
    });

    const opened = await openWall(secretOf(link));
    expect(opened).toMatchObject({
      status: 200,
      body: {
        is_admin: false,
        roles: [],
        preferences: {},
        wall: { label: "Hall", view: VIEW, expires_at: "2023-11-15T00:13:20Z" },
      },
    });
    expect(opened.headers["set-cookie"]).toContain("Max-Age=2592000");
    expect((await me(cookieOf(opened))).body).toEqual(opened.body);
    expect(JSON.stringify(await links("operator"))).not.toContain(secretOf(link));
    expect(JSON.stringify(await api.store.readWallLinks())).not.toContain(secretOf(link));
  });

  test("may read nothing but what is open to walls, whatever its maker may", async () => {
    const cookie = cookieOf(await openWall(secretOf(await makeLink("admin"))));
    const closed = OPERATIONS.filter(
      ({ right, forWalls, isHidden }) =>
        !["public", "old-api", "server-metrics", "authenticated", "web-session"].includes(String(right)) &&
        forWalls !== "always" &&
        isHidden !== true,
    );
    expect(closed.length).toBeGreaterThan(100);

    for (const { surface, method, paths } of closed) {
      const prefix = { centreon: "/centreon/api/latest", "centreon-web": "/centreon", vigie: "/api", root: "" }[
        surface
      ];
      const path = prefix + paths[0].replaceAll(/:(\w+)(\([^)]*\))?/g, "1");
      const answer = await api.call(method, path, { ...nobody({ cookie }), ...(method !== "GET" && { body: {} }) });
      expect([path, answer.status, answer.body]).toEqual([
        path,
        403,
        {
          code: surface === "vigie" || surface === "root" ? "wall-only" : 403,
          message: `A wall screen reads its own view only: q=${VIEW.q}`,
        },
      ]);
    }
  });

  test("reads the list and the summary of its view, as its maker sees it, and those of no other search", async () => {
    const cookie = cookieOf(
      await openWall(secretOf(await makeLink("viewer", { view: { q: "type:host", sort: "host" } }))),
    );
    const ask = (path: string): Promise<Answer> => api.call("GET", path, nobody({ cookie }));

    for (const path of ["/api/resources?q=type:host&sort=host", "/api/summary?q=type:host"]) {
      const seen = await ask(path);
      expect(seen.status).toBe(200);
      const { view: _view, ...meta } = (await api.get(path, "viewer")).meta;
      expect(seen.rows).toEqual((await api.get(path, "viewer")).rows);
      expect(seen.meta).toMatchObject(meta);
    }
    for (const q of ["", "?q=", "?q=type:service", "?q=type:host&q=type:service", "?q=type:service&q=type:host"])
      for (const path of ["/api/resources", "/api/summary"]) expect((await ask(path + q)).status).toBe(403);
    const { view } = (await api.get("/api/resources?q=", "viewer")).meta;
    expect((await ask(`/api/resources?q=type:host&view=${String(view)}`)).status).toBe(404);
  });

  test.each([
    [{ view: { q: "is:nothing", sort: "host" } }, 400],
    [{ view: { q: "", sort: "nothing" } }, 400],
    [{ hours: 0 }, 400],
    [{ label: "" }, 400],
  ])("is not made with %j", async (mistake, status) => {
    expect((await makeLink("operator", mistake)).status).toBe(status);
  });

  test("shows a saved view by its id, if the maker of the link may read that", async () => {
    const content = { q: "is:problem host:web-*", sort: "host", columns: [], shared: false };
    const saved = await api.call("POST", "/api/me/views", { as: "operator", body: { ...content, name: "Webs" } });
    const { id } = saved.body as { id: number };

    expect(await makeLink("operator", { view: id })).toMatchObject({
      status: 201,
      body: { view: { q: "is:problem host:web-*", sort: "host" } },
    });
    expect((await makeLink("viewer", { view: id })).status).toBe(404);
    expect((await makeLink("operator", { view: 999 })).status).toBe(404);
  });

  test("ends with the link", async () => {
    const link = await makeLink("operator");
    const cookie = cookieOf(await openWall(secretOf(link)));
    const { id } = link.body as { id: number };

    expect((await api.delete(`/api/wall-links/${id}`, "viewer")).status).toBe(404);
    expect((await api.delete(`/api/wall-links/${id}`, "operator")).status).toBe(204);
    expect((await me(cookie)).status).toBe(401);
    expect(await openWall(secretOf(link))).toMatchObject({
      status: 410,
      body: { message: "This link to a wall screen is over. Whoever made it can make another." },
    });
  });

  test("ends with the end of the link, which a use does not postpone", async () => {
    const link = await makeLink("operator", { hours: 1 });
    const cookie = cookieOf(await openWall(secretOf(link)));
    await api.clock.advanceBy(HOUR - 1);
    expect((await me(cookie)).status).toBe(200);
    await api.clock.advanceBy(1);

    expect((await me(cookie)).status).toBe(401);
    expect((await openWall(secretOf(link))).status).toBe(410);
    expect(await links("operator")).toEqual([]);
  });

  test("ends while the account of its maker is disabled", async () => {
    const link = await makeLink("operator");
    const cookie = cookieOf(await openWall(secretOf(link)));
    await disable("operator");

    expect(await me(cookie)).toMatchObject({ status: 401, body: { message: "Contact disabled." } });
    expect((await openWall(secretOf(link))).status).toBe(410);
  });

  test("does not take the place of the session of somebody who is signed in", async () => {
    const cookie = await signInAs("viewer");
    const opened = await openWall(secretOf(await makeLink("operator")), { cookie });

    expect(opened.body).toMatchObject({ login: "viewer", wall: { view: VIEW } });
    expect(opened.headers).not.toHaveProperty("set-cookie");
    expect((await me(cookie)).body).toMatchObject({ login: "viewer", wall: null });
  });

  test("that is over keeps nobody from signing in, or from opening another, in the same browser", async () => {
    const openBriefly = async (): Promise<string> =>
      cookieOf(await openWall(secretOf(await makeLink("operator", { hours: 1 }))));
    const [hall, office, next] = [await openBriefly(), await openBriefly(), secretOf(await makeLink("operator"))];
    await api.clock.advanceBy(HOUR);
    const before = (await api.store.readSessions()).length;

    const signedIn = await signIn({ login: "viewer", password: PASSWORD }, { cookie: hall });
    expect(signedIn).toMatchObject({ status: 200, body: { login: "viewer" } });
    const opened = await openWall(next, { cookie: office });
    expect((await me(cookieOf(opened))).body).toMatchObject({ wall: { label: "Hall" } });
    expect(await api.store.readSessions()).toHaveLength(before);
  });

  test("is opened in a browser whose last user was disabled", async () => {
    const cookie = await signInAs("viewer");
    await disable("viewer");
    const opened = await openWall(secretOf(await makeLink("operator")), { cookie });

    expect(opened).toMatchObject({ status: 200, body: { login: "operator", wall: { view: VIEW } } });
    expect((await me(cookieOf(opened))).body).toMatchObject({ login: "operator" });
  });

  test("an account sees its own links, an administrator all of them; an account has at most 100", async () => {
    await makeLink("viewer", { label: "V" });
    for (let made = 0; made < 100; made++) await makeLink("operator");

    expect(await links("viewer")).toHaveLength(1);
    expect(await links("admin")).toHaveLength(101);
    expect(await makeLink("operator")).toMatchObject({ status: 409 });
  });
});
