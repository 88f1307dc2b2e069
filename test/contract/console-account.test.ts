import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type ApiUnderTest, type Call, openApi, PASSWORD } from "../support/api-under-test.ts";

const NEW_PASSWORD = "three quiet words";

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi({ tokenMakers: "everyone" });
});
afterEach(() => api.close());

const put = (path: string, body: unknown, as: Call["as"] = "operator"): Promise<Answer> =>
  api.call("PUT", path, { as: as!, body });
const signIn = async (login: string, password = PASSWORD): Promise<string> => {
  const answer = await api.call("POST", "/api/session", { as: "nobody", body: { login, password } });
  return answer.status === 200 ? String(answer.headers["set-cookie"]).split(";")[0]! : "";
};
const by = (cookie: string): Call => ({ as: "nobody", headers: { cookie } });

describe("preferences", () => {
  test("are those of the account, wherever it signs in, and replaced as a whole", async () => {
    expect((await api.get("/api/me/preferences", "operator")).body).toEqual({});
    const wanted = { theme: "dark", zone: "Europe/Paris", columns: ["state", "host"], width: 1.5, later: { a: null } };

    expect(await put("/api/me/preferences", wanted)).toMatchObject({ status: 200, body: wanted });
    expect((await api.get("/api/me/preferences", "console-of-operator")).body).toEqual(wanted);
    expect((await api.get("/api/session", "console-of-operator")).body).toMatchObject({ preferences: wanted });
    expect((await api.get("/api/me/preferences", "viewer")).body).toEqual({});
    expect(await api.store.readConsolePreferences(2)).toEqual(wanted);
    await put("/api/me/preferences", { theme: "light" });
    expect((await api.get("/api/me/preferences", "operator")).body).toEqual({ theme: "light" });
  });

  test.each([
    ["a list", "[1]", 400],
    ["a text", '"dark"', 400],
    ["nothing", "", 400],
    ["more than 16 KiB", JSON.stringify({ a: "x".repeat(16_384) }), 413],
  ])("%s is refused", async (_what, body, status) => {
    expect((await put("/api/me/preferences", body)).status).toBe(status);
  });

  test("of 16 KiB are kept", async () => {
    expect((await put("/api/me/preferences", { a: "x".repeat(16_384 - 8) })).status).toBe(200);
  });
});

describe("tokens", () => {
  const make = (body: unknown, as: Call["as"] = "operator"): Promise<Answer> => api.post("/api/me/tokens", body, as);

  test("are made with a secret that is shown once, act as the account, and are those of the administration", async () => {
    const made = await make({ name: "graphs", expires_at: "2023-12-14T22:13:20Z" });
    expect(made).toMatchObject({
      status: 201,
      body: {
        id: expect.stringMatching(/^[0-9a-f]{12}$/),
        name: "graphs",
        created_at: "2023-11-14T22:13:20Z",
        expires_at: "2023-12-14T22:13:20Z",
        revoked: false,
        token: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    const { token, ...shown } = made.body as { id: string; token: string };

    const listed = await api.get("/api/me/tokens", "operator");
    expect(listed.body).toEqual({ result: [shown], may_add: true });
    expect((await api.get("/administration/tokens", "operator")).rows).toMatchObject([{ name: "graphs" }]);
    const asToken: Call = { as: "nobody", headers: { "x-auth-token": token } };
    expect((await api.call("GET", "/users/current/parameters", asToken)).body).toMatchObject({ alias: "operator" });

    expect((await api.delete(`/api/me/tokens/${shown.id}`, "viewer")).status).toBe(404);
    expect((await api.delete(`/api/me/tokens/${shown.id}`, "admin")).status).toBe(404);
    expect((await api.delete(`/api/me/tokens/${shown.id}`, "operator")).status).toBe(204);
    expect((await api.call("GET", "/users/current/parameters", asToken)).status).toBe(403);
  });

  test("an administrator sees and makes its own here, too", async () => {
    await make({ name: "of operator" });
    await make({ name: "of admin" }, "admin");

    expect((await api.get("/api/me/tokens", "admin")).rows).toMatchObject([{ name: "of admin", expires_at: null }]);
  });

  test.each([
    [{ name: "" }, "Error on 'name'"],
    [{ name: "a\nb" }, "Error on 'name'"],
    [{ name: "a".repeat(256) }, "Error on 'name'"],
    [{ name: "a", user_id: 1 }, "Error on 'user_id': This field was not expected."],
    [{ name: "a", expires_at: "tomorrow" }, "Error on 'expires_at': This should be a time"],
    [{ name: "a", expires_at: "2023-11-14T22:13:20Z" }, "Error on 'expires_at': This should be in the future"],
  ])("%j is refused with its field", async (body, message) => {
    expect(await make(body)).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });

  test("a name is taken once an account", async () => {
    await make({ name: "a" });
    expect((await make({ name: "a" })).status).toBe(409);
    expect((await make({ name: "a" }, "viewer")).status).toBe(201);
  });

  test("by default only administrators make them", async () => {
    const strict = await openApi();
    try {
      expect((await strict.post("/api/me/tokens", { name: "a" }, "operator")).status).toBe(403);
      expect((await strict.get("/api/me/tokens", "operator")).body).toEqual({ result: [], may_add: false });
      expect((await strict.post("/api/me/tokens", { name: "a" }, "admin")).status).toBe(201);
    } finally {
      await strict.close();
    }
  });
});

describe("web sessions", () => {
  const list = (call: Call) => api.call("GET", "/api/me/sessions", call);

  test("are listed with what opened them, and each can be ended by its account", async () => {
    const cookie = await signIn("operator");
    const listed = await list(by(cookie));
    expect(listed.rows).toHaveLength(3);
    expect(listed.rows.filter(({ current }) => current === true)).toMatchObject([
      {
        kind: "console",
        opened_at: "2023-11-14T22:13:20Z",
        ends_at: "2023-11-15T10:13:20Z",
        address: "127.0.0.1",
        agent: "lightMyRequest",
        wall: null,
      },
    ]);
    const { id } = listed.rows.find(({ current }) => current === true)!;

    expect((await api.delete(`/api/me/sessions/${String(id)}`, "admin")).status).toBe(404);
    expect((await api.delete(`/api/me/sessions/${String(id)}`, "operator")).status).toBe(204);
    expect((await api.call("GET", "/api/session", by(cookie))).status).toBe(401);
    expect((await list({ as: "operator" })).rows).toHaveLength(2);
  });

  test("a wall screen is one of its maker, with the label of its link", async () => {
    const view = { q: "", sort: "" };
    const link = await api.post("/api/wall-links", { view, hours: null, label: "Hall" }, "operator");
    const secret = (link.body as { url: string }).url.split("/wall/")[1];
    await api.call("POST", "/api/session/wall", { as: "nobody", body: { secret } });

    const { rows } = await list({ as: "operator" });
    expect(rows.map(({ kind, wall }) => [kind, wall])).toContainEqual(["wall", "Hall"]);
  });
});

describe("the password", () => {
  test("changes with the present one; logins and other sessions end, tokens for scripts stay", async () => {
    const [here, elsewhere] = [await signIn("operator"), await signIn("operator")];
    const made = await api.post("/api/me/tokens", { name: "script" }, "operator");
    const change = (current: string) =>
      api.call("PUT", "/api/me/password", { ...by(here), body: { current, new: NEW_PASSWORD } });

    expect(await change("wrong")).toMatchObject({ status: 403, body: { message: "The current password is wrong" } });
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await api.call("GET", "/api/session", by(here))).status).toBe(200);
    expect((await api.call("GET", "/api/session", by(elsewhere))).status).toBe(401);
    expect((await api.get("/monitoring/hosts", "operator")).status).toBe(403);
    const { token } = made.body as { token: string };
    const asScript: Call = { as: "nobody", headers: { "x-auth-token": token } };
    expect((await api.call("GET", "/monitoring/hosts", asScript)).status).toBe(200);
    expect(await signIn("operator")).toBe("");
    expect(await signIn("operator", NEW_PASSWORD)).not.toBe("");
  });

  test.each([
    ["short", "A password has at least 12 characters"],
    ["password1234", "easily guessed"],
    ["operator12345", "easily guessed"],
  ])("a new one such as %j is refused with the reason", async (next, reason) => {
    const answer = await put("/api/me/password", { current: PASSWORD, new: next });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(reason) } });
    expect(await signIn("operator")).not.toBe("");
  });

  test("is refused after too many wrong ones", async () => {
    for (let tries = 0; tries < 10; tries++) await put("/api/me/password", { current: "wrong", new: NEW_PASSWORD });
    expect((await put("/api/me/password", { current: PASSWORD, new: NEW_PASSWORD })).status).toBe(429);
  });
});
