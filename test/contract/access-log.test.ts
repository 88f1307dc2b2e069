import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleToken } from "../support/record-samples.ts";
import { createAccess } from "../../src/access/create-access.ts";
import type { Log } from "../../src/lib/log.ts";
import { type ApiUnderTest, openApi, PASSWORD } from "../support/api-under-test.ts";
import { addAccount, openScene } from "../support/access-scene.ts";

type Fields = Readonly<Record<string, unknown>>;
let lines: Fields[];
const record = (level: string) => (fields: object, message: string) => {
  if ("access" in fields) lines.push({ level, message, ...fields });
};
const log: Log = { debug: record("debug"), info: record("info"), warn: record("warn"), error: record("error") };
const events = (): readonly unknown[] => lines.map(({ access }) => access);

beforeEach(() => {
  lines = [];
});

describe("requests are logged with account, address and source", () => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi({ log, settings: { trustProxy: "127.0.0.1" } });
  });
  afterEach(() => api.close());

  const FROM = { "x-forwarded-for": "192.0.2.7" };
  const login = (name: string, password: string, headers: Readonly<Record<string, string>> = FROM) =>
    api.call("POST", "/login", {
      as: "nobody",
      headers,
      body: { security: { credentials: { login: name, password } } },
    });
  const web = (path: string, body: object, headers = {}) =>
    api.call("POST", `/centreon/authentication/${path}`, { as: "nobody", headers: { ...FROM, ...headers }, body });

  test("a login and a logout over the API", async () => {
    const { security } = (await login("Operator", PASSWORD)).body as { security: { token: string } };
    await api.call("GET", "/logout", { as: "nobody", headers: { ...FROM, "x-auth-token": security.token } });

    const operator = { level: "info", area: "access", address: "192.0.2.7", source: "api", account: "operator" };
    expect(lines).toEqual([
      { ...operator, access: "login", message: "login from 192.0.2.7 (api): operator" },
      { ...operator, access: "logout", message: "logout from 192.0.2.7 (api): operator" },
    ]);
  });

  test("tokens for scripts that are made, revoked and deleted over the API, once each and without the secret", async () => {
    const tokens = "/administration/tokens";
    const change = { headers: FROM, as: "admin" } as const;
    const { token } = (await api.call("POST", tokens, { ...change, body: { name: "ci", user_id: 2 } })).body as {
      readonly token: string;
    };
    for (const is_revoked of [true, false])
      await api.call("PATCH", `${tokens}/ci/users/2`, { ...change, body: { is_revoked } });
    await api.call("DELETE", `${tokens}/ci/users/2`, change);
    await api.clock.advanceBy(2);
    await api.get("/monitoring/hosts");

    const line = { level: "info", area: "access", address: "192.0.2.7", source: "api", account: "operator" };
    const details = { label: "ci", by: "admin", message: expect.any(String) };
    expect(lines).toEqual(
      ["token-added", "token-revoked", "token-restored", "token-deleted"].map((access) => ({
        ...line,
        ...details,
        access,
      })),
    );
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  test("a login and a logout in the browser, and a login without API access", async () => {
    const answer = await web("providers/configurations/local", { login: "viewer", password: PASSWORD });
    await web("logout", {}, { cookie: String(answer.headers["set-cookie"]).split(";")[0]! });
    await web("providers/configurations/local", { login: "noapi", password: PASSWORD });

    expect(lines).toMatchObject([
      { access: "login", address: "192.0.2.7", source: "web", account: "viewer" },
      { access: "logout", address: "192.0.2.7", source: "web", account: "viewer" },
      { level: "warn", access: "login-refused", source: "web", account: "noapi", reason: "no API access" },
    ]);
  });

  test.each([
    ["operator", "wrong", "wrong password"],
    ["nobody-there", PASSWORD, "unknown account"],
    ["gone", PASSWORD, "account disabled"],
  ])("a refused login of %s says why", async (account, password, reason) => {
    await login(account, password);

    expect(lines).toEqual([
      {
        level: "warn",
        message: `login refused from 192.0.2.7 (api): ${account}, ${reason}`,
        area: "access",
        access: "login-refused",
        address: "192.0.2.7",
        source: "api",
        account,
        reason,
      },
    ]);
  });

  test("a lock-out is logged once, with its length, and answered with Retry-After", async () => {
    for (let attempt = 0; attempt < 12; attempt++) await login("operator", "wrong");
    const answer = await login("operator", PASSWORD);

    expect(answer).toMatchObject({ status: 429, headers: { "retry-after": "300" } });
    expect(events()).toEqual([...Array(10).fill("login-refused"), "login-locked-out"]);
    expect(lines.at(-1)).toMatchObject({ level: "warn", address: "192.0.2.7", account: "operator", seconds: 300 });
  });

  test("a missing role, API access or administrator's right", async () => {
    await api.call("POST", "/acknowledgments/hosts", { as: "viewer", headers: FROM, body: {} });
    await api.call("GET", "/monitoring/hosts?limit=1", { as: "noapi", headers: FROM });
    await api.call("POST", "/api/reload", { as: "cookie-of-operator", headers: FROM });
    await api.call("GET", "/monitoring/hosts", { as: "viewer", headers: FROM });

    expect(lines).toMatchObject([
      {
        level: "warn",
        access: "rights-missing",
        address: "192.0.2.7",
        source: "api",
        account: "viewer",
        method: "POST",
        path: "/centreon/api/beta/acknowledgments/hosts",
        reason: "The contact viewer has no host_acknowledgement right",
      },
      { account: "noapi", path: "/centreon/api/beta/monitoring/hosts" },
      { account: "operator", source: "web", path: "/api/reload" },
    ]);
    expect(lines).toHaveLength(3);
  });

  test("a client that is refused again and again fills no log, and hides no other one", async () => {
    const refused = (address: string) =>
      api.call("POST", "/api/reload", { as: "operator", headers: { "x-forwarded-for": address } });
    for (let n = 0; n < 500; n++) await refused("192.0.2.7");
    await refused("192.0.2.8");
    expect(lines).toHaveLength(61);
    expect(lines.at(-1)).toMatchObject({ access: "rights-missing", address: "192.0.2.8" });

    await api.clock.advanceBy(60);
    expect(lines.slice(61)).toMatchObject([
      { level: "warn", access: "refused", lines: 440, message: "refused within a minute, besides those logged: 440" },
    ]);
    await refused("192.0.2.7");
    expect(lines.at(-1)).toMatchObject({ access: "rights-missing", address: "192.0.2.7" });
  });

  test("logins that are refused by the hundred are counted", { timeout: 180_000 }, async () => {
    for (let n = 0; n < 100; n++) await login(`nobody${n}`, "wrong");
    await api.clock.advanceBy(60);
    expect(events()).toEqual([...Array(60).fill("login-refused"), "refused"]);
    expect(lines.at(-1)).toMatchObject({ lines: 40 });
  });

  test("text that a client chose is cut, and an address that is none is left out", async () => {
    await login("x".repeat(5000), "wrong", { "x-forwarded-for": 'evil","access":"login' });

    expect(lines).toMatchObject([{ access: "login-refused", address: null, account: "x".repeat(255) }]);
    expect(Object.keys(lines[0]!).slice(2, 5)).toEqual(["access", "address", "source"]);
  });
});

test("changes of accounts and tokens by another process are logged; those of the server itself are not", async () => {
  const scene = await openScene();
  const { store, clock } = scene;
  const { id } = await scene.addAccount("jdoe", null);
  const access = await createAccess({ store, clock, log });
  const other = await scene.openSecondStore();
  const seen = async (): Promise<readonly Fields[]> => {
    lines = [];
    await clock.advanceBy(1);
    await access.localAdministrator();
    return lines.map(({ level: _level, message: _message, ...fields }) => fields);
  };
  const local = { area: "access", address: null, source: "local" };
  const token = sampleToken({
    hash: "a".repeat(64),
    contactId: id,
    lastUsed: 0,
    expiresAt: clock.now() + 9999,
    label: "backup",
  });
  const [jdoe] = await store.readAccounts();

  expect(await seen()).toEqual([]);
  await addAccount(other, "root", null, { isAdmin: true });
  expect(await seen()).toEqual([
    { access: "account-added", ...local, account: "root", isAdmin: true, hasApiAccess: true },
  ]);
  await other.saveAccount({ ...jdoe!, isEnabled: false, email: "new@example.test" });
  expect(await seen()).toEqual([
    {
      access: "account-changed",
      ...local,
      account: "jdoe",
      changed: { email: "new@example.test", isEnabled: false },
    },
  ]);
  await other.commit([{ kind: "account-password", contactId: id, passwordHash: "secret-hash" }]);
  expect(await seen()).toEqual([{ access: "password-changed", ...local, account: "jdoe" }]);
  await other.commit([{ kind: "token", token }]);
  expect(await seen()).toEqual([{ access: "token-added", ...local, account: "jdoe", label: "backup" }]);
  await other.commit([{ kind: "token-deleted", hash: token.hash }]);
  expect(await seen()).toEqual([{ access: "token-revoked", ...local, account: "jdoe", label: "backup" }]);
});

test("a hash that a login replaces is no change of the password", async () => {
  const scene = await openScene();
  const { hashPassword } = await import("../../src/access/password.ts");
  const cheap = await hashPassword(PASSWORD, { memoryKib: 1024, passes: 1, parallelism: 1 });
  await scene.addAccount("jdoe", null, { passwordHash: cheap });
  const access = await createAccess({ store: scene.store, clock: scene.clock, log });

  await access.login("jdoe", PASSWORD, "192.0.2.1");
  await access.login("jdoe", PASSWORD, "192.0.2.1");

  expect((await scene.store.readAccounts())[0]?.passwordHash).not.toBe(cheap);
  expect(events()).toEqual(["login", "login"]);
});
