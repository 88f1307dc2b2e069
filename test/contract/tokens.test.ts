import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { hashOfSecret } from "../../src/access/secret.ts";
import { formatRfc3339 } from "../../src/lib/rfc3339.ts";
import { type ApiUnderTest, type ApiUnderTestOptions, type As, openApi } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";
import { sampleToken } from "../support/record-samples.ts";

const ALL = "/administration/tokens";
/** Ids of the accounts, in the order of the invented site. */
const ADMIN = 1;
const OPERATOR = 2;
const VIEWER = 3;

let api: ApiUnderTest;
const open = async (options: ApiUnderTestOptions = {}): Promise<ApiUnderTest> => {
  const opened = await openApi(options);
  onTestFinished(() => opened.close());
  return opened;
};
beforeEach(async () => {
  api = await open();
});

const of = (name: string, userId: number): string => `${ALL}/${encodeURIComponent(name)}/users/${userId}`;
const add = (body: object, as: As = "admin") => api.post(ALL, body, as);
const secretOf = async (body: object, as: As = "admin"): Promise<string> =>
  ((await add(body, as)).body as { readonly token: string }).token;
const statusWith = async (token: string): Promise<number> =>
  (await api.call("GET", "/centreon/api/latest/monitoring/hosts", { as: "nobody", headers: { "x-auth-token": token } }))
    .status;

describe("tokens for scripts (later versions §11)", () => {
  test("a new one shows its secret this once, and works", async () => {
    const item = {
      name: "nightly report",
      type: "api",
      user: { id: OPERATOR, name: "Opéra Tor" },
      creator: { id: ADMIN, name: "Admin Istrator" },
      creation_date: formatRfc3339(NOW),
      expiration_date: null,
      is_revoked: false,
    };
    const added = await add({ name: "nightly report", type: "api", user_id: OPERATOR, expiration_date: null });

    expect(added).toMatchObject({ status: 201, body: { ...item, token: expect.stringMatching(/^[0-9a-f]{32}$/) } });
    expect(await statusWith((added.body as { token: string }).token)).toBe(200);
    expect((await api.get(ALL)).rows).toEqual([item]);
    expect((await api.get(of("nightly report", OPERATOR))).body).toEqual(item);
    expect((await api.get(`${ALL}/nightly%20report`, "operator")).body).toEqual(item);
    expect((await api.get(`${ALL}/nightly%20report`)).status).toBe(404);
  });

  test("only its hash is stored, with those of `vigie token`, which are listed too", async () => {
    const secret = await secretOf({ name: "api", user_id: ADMIN });
    const hash = hashOfSecret("from the command line");
    await api.store.commit([
      { kind: "token", token: sampleToken({ hash, contactId: VIEWER, expiresAt: NOW + 60, label: "cli" }) },
    ]);

    const stored = (await api.store.readTokens()).filter(({ label }) => label !== null);
    expect(stored.map(({ label }) => label).toSorted()).toEqual(["api", "cli"]);
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(stored.find(({ label }) => label === "api")?.hash).toBe(hashOfSecret(secret));
    expect((await api.get(ALL)).rows).toMatchObject([
      { name: "api" },
      { name: "cli", creator: { id: null, name: "vigie token" }, expiration_date: formatRfc3339(NOW + 60) },
    ]);
    expect(await statusWith("from the command line")).toBe(200);
  });

  test("without an expiration it outlives the hour of a login; with one it ends then", async () => {
    const forever = await secretOf({ name: "forever", user_id: ADMIN });
    const brief = await secretOf({ name: "brief", user_id: "1", expiration_date: formatRfc3339(NOW + 600) });

    await api.clock.advanceBy(599);
    expect([await statusWith(forever), await statusWith(brief)]).toEqual([200, 200]);
    await api.clock.advanceBy(1);
    expect([await statusWith(forever), await statusWith(brief)]).toEqual([200, 401]);
    await api.clock.advanceBy(86_400);
    expect(await statusWith(forever)).toBe(200);
  });

  test("a revoked one is refused as unknown, until that is taken back", async () => {
    const secret = await secretOf({ name: "t", user_id: OPERATOR });
    const revoke = (is: unknown, as: As = "admin") =>
      api.call("PATCH", of("t", OPERATOR), { as, body: { is_revoked: is } });

    expect(await revoke(true)).toMatchObject({ status: 204, text: "" });
    expect(
      await api.call("GET", "/centreon/api/latest/monitoring/hosts", {
        as: "nobody",
        headers: { "x-auth-token": secret },
      }),
    ).toMatchObject({ status: 401, body: { code: 401, message: "Invalid credentials." } });
    expect((await api.get(of("t", OPERATOR))).body).toMatchObject({ is_revoked: true });
    expect(await revoke(false, "operator")).toMatchObject({ status: 403 });
    expect(await revoke("false")).toMatchObject({ status: 204 });
    expect(await statusWith(secret)).toBe(200);
    expect(await revoke("1", "operator")).toMatchObject({ status: 204 });
    expect(await statusWith(secret)).toBe(401);
  });

  test("a revocation outlives a restart of the server", async () => {
    const secret = await secretOf({ name: "t", user_id: OPERATOR });
    await api.call("PATCH", of("t", OPERATOR), { body: { is_revoked: true } });

    const stored = (await api.store.readTokens()).find(({ hash }) => hash === hashOfSecret(secret));
    expect(stored).toMatchObject({ isRevoked: true, label: "t", creatorId: ADMIN, createdAt: NOW });
  });

  test("is deleted by name by its account, and by user by an administrator", async () => {
    const own = await secretOf({ name: "a/b ü", user_id: OPERATOR });
    const other = await secretOf({ name: "a/b ü", user_id: VIEWER });

    expect(await api.delete(`${ALL}/${encodeURIComponent("a/b ü")}`, "operator")).toMatchObject({ status: 204 });
    expect([await statusWith(own), await statusWith(other)]).toEqual([401, 200]);
    expect(await api.delete(of("a/b ü", VIEWER))).toMatchObject({ status: 204 });
    expect(await statusWith(other)).toBe(401);
    expect(await api.delete(of("a/b ü", VIEWER))).toMatchObject({
      status: 404,
      body: { code: 404, message: "Token not found" },
    });
  });

  test("names up to 255 characters are found in a path", async () => {
    const name = "日".repeat(255);
    expect((await add({ name, user_id: ADMIN })).status).toBe(201);
    expect((await api.get(of(name, ADMIN))).body).toMatchObject({ name });
  });

  test("an account sees its own, an administrator all; searched and sorted", async () => {
    await add({ name: "one", user_id: OPERATOR });
    await add({ name: "two", user_id: VIEWER });
    await add({ name: "three", user_id: OPERATOR, expiration_date: formatRfc3339(NOW + 60) });
    const names = async (query: string, as: As = "admin") =>
      (await api.get(`${ALL}${query}`, as)).rows.map(({ name }) => name);
    const search = (value: object): string => `?search=${encodeURIComponent(JSON.stringify(value))}`;

    expect(await names("")).toEqual(["one", "three", "two"]);
    expect(await names("", "operator")).toEqual(["one", "three"]);
    expect(await names("", "stranger")).toEqual([]);
    expect(await names(search({ "user.id": VIEWER }))).toEqual(["two"]);
    expect(await names(search({ is_revoked: { $eq: "true" } }))).toEqual([]);
    expect(await names(search({ "creator.name": "Admin Istrator", type: "api" }))).toHaveLength(3);
    expect(await names(search({ expiration_date: { $eq: null } }))).toEqual(["one", "two"]);
    expect(await names(`?sort_by=${encodeURIComponent('{"name":"DESC"}')}`)).toEqual(["two", "three", "one"]);
    expect((await api.get(`${ALL}?limit=1`)).meta).toMatchObject({ total: 3, limit: 1 });
  });

  test.each<[string, object, As, number, string]>([
    ["another type", { name: "x", type: "cma", user_id: 1 }, "admin", 422, "[type]"],
    ["no name", { user_id: 1 }, "admin", 422, "[name]"],
    ["an empty name", { name: "", user_id: 1 }, "admin", 422, "[name]"],
    ["a long name", { name: "x".repeat(256), user_id: 1 }, "admin", 422, "[name]"],
    ["no user", { name: "x" }, "admin", 422, "[user_id]"],
    [
      "milliseconds",
      { name: "x", user_id: 1, expiration_date: "2030-01-01T00:00:00.000Z" },
      "admin",
      422,
      "[expiration_date]",
    ],
    [
      "a time in the past",
      { name: "x", user_id: 1, expiration_date: "2020-01-01T00:00:00Z" },
      "admin",
      422,
      "[expiration_date]",
    ],
    ["an unknown user", { name: "x", user_id: 99 }, "admin", 409, "The user with ID 99 doesn't exist"],
    ["no right", { name: "x", user_id: OPERATOR }, "operator", 403, "You are not allowed to add tokens"],
  ])("refuses %s", async (_case, body, as, code, message) => {
    const answer = await add(body, as);
    expect(answer).toMatchObject({ status: code, body: { code, message: expect.stringContaining(message) } });
    expect((await api.get(ALL)).rows).toEqual([]);
  });

  test("a name that the user has already is refused, also at once", async () => {
    const twice = await Promise.all([add({ name: "x", user_id: OPERATOR }), add({ name: "x", user_id: OPERATOR })]);

    expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await add({ name: "x", user_id: OPERATOR })).toMatchObject({
      body: { code: 409, message: "The token name 'x' already exists" },
    });
    expect((await add({ name: "x", user_id: VIEWER })).status).toBe(201);
  });

  test("tokens of others are refused to whoever is no administrator, whether they exist or not", async () => {
    await add({ name: "x", user_id: VIEWER });
    for (const name of ["x", "unknown"]) {
      const path = of(name, VIEWER);
      expect((await api.get(path, "operator")).body).toEqual({
        code: 403,
        message: "You are not allowed to list tokens",
      });
      expect((await api.delete(path, "operator")).body).toEqual({
        code: 403,
        message: "You are not allowed to delete tokens",
      });
      expect((await api.call("PATCH", path, { as: "operator", body: { is_revoked: true } })).body).toEqual({
        code: 403,
        message: "You are not allowed to partially update the token",
      });
    }
  });

  test("a setting lets every account make its own, and no other's", async () => {
    const server = await open({ tokenMakers: "everyone" });
    const made = (user_id: number) => server.post(ALL, { name: "mine", user_id }, "operator");

    expect(await made(VIEWER)).toMatchObject({
      body: { code: 409, message: `You are not allowed to add tokens linked to user ID ${VIEWER}` },
    });
    expect(await made(OPERATOR)).toMatchObject({ status: 201, body: { creator: { id: OPERATOR } } });
    expect((await server.get("/users/current/parameters", "operator")).body).toMatchObject({
      can_manage_api_tokens: true,
    });
  });
});
