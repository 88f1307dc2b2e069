import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Log } from "../../src/lib/log.ts";
import { type Answer, type ApiUnderTest, type As, openApi, PASSWORD } from "../support/api-under-test.ts";
import { HTTP, NOW, WEB_01 } from "../support/invented-site.ts";

const INDEX = "/centreon/api/index.php";
const HOSTS = `${INDEX}?object=centreon_realtime_hosts&action=list`;
const SERVICES = `${INDEX}?object=centreon_realtime_services&action=list`;
const SUBMIT = `${INDEX}?action=submit&object=centreon_submit_results`;

const tokenHeader = (as: As): Record<string, string> => ({ "centreon-auth-token": `token of ${as}` });

const openHere = async (): Promise<ApiUnderTest> => openApi();

describe("the old API reads", () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await openHere();
  });
  afterAll(() => api.close());
  const list = async (url: string, as: As = "admin"): Promise<Answer> =>
    api.call("GET", url, { as: "nobody", headers: { ...tokenHeader(as), "content-type": "application/json" } });
  const names = async (url: string, as: As = "admin") =>
    ((await list(url, as)).body as readonly Record<string, unknown>[]).map(({ name, description }) =>
      description === undefined ? name : `${String(name)}/${String(description)}`,
    );

  test("hosts, as an array with the usual fields", async () => {
    const { status, body } = await list(`${HOSTS}&search=web-02`);

    expect(status).toBe(200);
    expect(body).toEqual([
      {
        id: 2,
        name: "web-02",
        alias: expect.any(String),
        address: expect.any(String),
        state: 1,
        state_type: 1,
        output: "CRITICAL - no reply\n",
        max_check_attempts: expect.any(Number),
        check_attempt: 3,
        last_check: expect.any(Number),
        last_state_change: expect.any(Number),
        last_hard_state_change: expect.any(Number),
        acknowledged: 0,
        instance_name: "Central",
        criticality: null,
      },
    ]);
  });

  test("services, as an array with the usual fields", async () => {
    const { body } = await list(`${SERVICES}&searchHost=web-01&search=HTTP`);

    expect(body).toEqual([
      expect.objectContaining({ host_id: 1, name: "web-01", description: "HTTP", service_id: 101, state: 2 }),
    ]);
  });

  test("nothing is null that clients calculate with or split, also before the first check", async () => {
    const [lone] = (await list(`${HOSTS}&search=lone`)).body as readonly Record<string, unknown>[];

    expect(lone).toMatchObject({ state: 4, last_check: 0, last_state_change: 0, output: "PENDING" });
  });

  test.each<[string, readonly string[]]>([
    [`${HOSTS}`, ["db-01", "lone", "meta", "web-01", "web-02"]],
    [`${HOSTS}&limit=2`, ["db-01", "lone"]],
    [`${HOSTS}&limit=2&number=1`, ["meta", "web-01"]],
    [`${HOSTS}&limit=0`, []],
    [`${HOSTS}&search=`, ["db-01", "lone", "meta", "web-01", "web-02"]],
    [`${HOSTS}&search=WEB`, ["web-01", "web-02"]],
    [`${HOSTS}&search=%25`, []],
    [`${HOSTS}&status=down`, ["meta", "web-02"]],
    [`${HOSTS}&status=all&limit=1`, ["db-01"]],
    [`${HOSTS}&status=pending`, ["lone"]],
    [`${HOSTS}&viewType=problems`, ["meta", "web-02"]],
    [`${HOSTS}&viewType=unhandled`, ["meta", "web-02"]],
    [`${HOSTS}&sortType=name&order=DESC&limit=1`, ["web-02"]],
    [`${HOSTS}&hostgroup=1&limit=1&sortType=state&order=DESC`, ["web-02"]],
    [`${HOSTS}&hostgroup[]=2`, ["db-01"]],
    [`${SERVICES}&status=critical&search=HTTP`, ["web-01/HTTP"]],
    [`${SERVICES}&viewType=unhandled_warning`, []],
    [`${SERVICES}&viewType=all&search=disk`, ["db-01/Disk", "web-01/Disk"]],
  ])("%s", async (url, expected) => {
    expect(await names(url)).toEqual(expected);
  });

  test("fields, under their old names; unknown ones are left out", async () => {
    expect((await list(`${HOSTS}&search=web-01&fields=id,name, instance,foo,constructor`)).body).toEqual([
      { id: 1, name: "web-01", instance_name: "Central" },
    ]);
    expect(
      (await list(`${SERVICES}&searchHost=web-01&search=HTTP&fields=id,host_name,host_state,current_attempt`)).body,
    ).toEqual([{ service_id: 101, host_name: "web-01", host_state: 0, current_attempt: 3 }]);
  });

  test("only what the account sees", async () => {
    expect(await names(HOSTS, "operator")).toEqual(["web-01", "web-02"]);
    expect(await names(HOSTS, "stranger")).toEqual([]);
  });

  test.each<[As | "cookie" | "nobody", number]>([
    ["noapi", 403],
    ["gone", 403],
    ["nobody", 403],
    ["cookie", 403],
  ])("not for %s", async (who, status) => {
    const headers: Record<string, string> =
      who === "nobody" ? {} : who === "cookie" ? { cookie: "PHPSESSID=session-of-admin" } : tokenHeader(who as As);
    expect((await api.call("GET", HOSTS, { as: "nobody", headers })).status).toBe(status);
  });

  test("also by POST, and with the header of the newer API", async () => {
    expect((await api.call("POST", `${HOSTS}&limit=1`)).body).toMatchObject([{ name: "db-01" }]);
  });

  test.each([
    ["GET", `${INDEX}`],
    ["GET", `${INDEX}?action=authenticate`],
    ["GET", `${INDEX}?action=list&object=centreon_clapi`],
    ["GET", `${INDEX}?action=list&object=constructor`],
    ["POST", `${INDEX}?action=action&object=centreon_clapi`],
  ] as const)("nothing else: %s %s", async (method, url) => {
    const { status, body } = await api.call(method, url, { as: "nobody" });

    expect(status).toBe(404);
    expect(body).toEqual({ code: 404, message: expect.stringMatching(/^Of the old API only authenticate, [^.]*\.$/) });
  });
});

describe("the old API logs in", () => {
  const written: string[] = [];
  const write = (...parts: readonly unknown[]): void => void written.push(JSON.stringify(parts));
  const log: Log = { debug: write, info: write, warn: write, error: write };
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await openApi({ log });
  });
  afterAll(() => api.close());
  const login = (body: string, headers: Record<string, string> = {}) =>
    api.call("POST", `${INDEX}?action=authenticate`, { as: "nobody", body, headers });

  const tokens: string[] = [];
  const SECRET = encodeURIComponent(PASSWORD);
  const multipart = [
    "------b",
    'Content-Disposition: form-data; name="username"',
    "",
    "operator",
    "------b",
    'Content-Disposition: form-data; name="password"',
    "",
    PASSWORD,
    "------b--",
    "",
  ].join("\r\n");

  test.each([
    ["a form", `username=operator&password=${SECRET}`],
    ["a form in parts", multipart],
    ["JSON", JSON.stringify({ username: "OPERATOR", password: PASSWORD })],
  ])("by %s, whatever its type is said to be", async (_form, body) => {
    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=----b", "text/plain"]) {
      const answer = await login(body, { "content-type": type });
      expect(answer).toMatchObject({ status: 200, body: { authToken: expect.stringMatching(/^[0-9a-f]{32}$/) } });
      const { authToken } = answer.body as { readonly authToken: string };
      tokens.push(authToken);
      expect(
        (await api.call("GET", HOSTS, { as: "nobody", headers: { "centreon-auth-token": authToken } })).status,
      ).toBe(200);
    }
  });

  test.each([
    ["username=operator&password=wrong", 403, "Bad credentials"],
    ["username=operator", 400, "Bad parameters"],
    ["", 400, "Bad parameters"],
  ])("not by %j", async (body, code, message) => {
    expect(await login(body)).toMatchObject({ status: code, body: { code, message } });
  });

  test("a login is not large", async () => {
    expect((await login(`username=operator&password=${"x".repeat(20_000)}`)).status).toBe(413);
  });

  test("neither password nor token is in the log", () => {
    const text = written.join("\n");
    expect(text).toContain("login refused");
    for (const secret of [PASSWORD, SECRET, ...tokens]) expect(text).not.toContain(secret);
  });
});

describe("the old API submits", () => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openHere();
    onTestFinished(() => api.close());
  });
  const submit = (results: unknown, as: As = "admin") =>
    api.call("POST", SUBMIT, { as: "nobody", headers: tokenHeader(as), body: { results } });
  const ok = { code: 202, message: "The status send to the engine" };

  test("results of hosts and services by name, with a word or a number as status", async () => {
    const answer = await submit([
      { updatetime: String(NOW), host: "web-01", service: "HTTP", status: "Warning", output: "slow", perfdata: "t=3s" },
      { updatetime: NOW, host: "web-01", service: "", status: 1, output: "dead" },
    ]);

    expect(answer).toMatchObject({ status: 200, body: { results: [ok, ok] } });
    const { states } = await api.store.readSnapshot();
    expect(states.get(HTTP)?.check).toMatchObject({ state: 1, output: "slow\n", perfdata: "t=3s" });
    expect(states.get(WEB_01)?.check).toMatchObject({ state: 1 });
  });

  test.each([
    [{ host: "web-01", status: 0, output: "x" }, 400, "Missing argument."],
    [{ host: "nowhere", status: 0, output: "x", updatetime: NOW }, 404, "The host is not present."],
    [{ host: "web-01", service: "No", status: 0, output: "x", updatetime: NOW }, 404, "The service is not present."],
    [{ host: "web-01", status: "ok", output: "x", updatetime: NOW }, 400, "Bad status word."],
    [{ host: "web-01", status: 3, output: "x", updatetime: NOW }, 400, "Bad status word."],
    [{ host: "web-01", status: 0, output: "x", updatetime: "now" }, 400, "The timestamp is not an integer."],
    [null, 400, "Missing argument."],
  ])("names what is wrong with %j, beside a good one", async (result, code, message) => {
    const good = { host: "web-01", service: "HTTP", status: 0, output: "fine", updatetime: NOW };

    expect(await submit([result, good])).toMatchObject({ status: 206, body: { results: [{ code, message }, ok] } });
    expect((await api.store.readSnapshot()).states.get(HTTP)?.check.state).toBe(0);
  });

  test("what the account does not see is not there, and each kind needs its role", async () => {
    const of = (host: string, service?: string) => ({ host, service, status: 0, output: "x", updatetime: NOW });

    expect((await submit([of("db-01", "Disk"), of("web-01"), of("web-01", "HTTP")], "submitter")).body).toMatchObject({
      results: [{ code: 404 }, { code: 403 }, { code: 202 }],
    });
  });

  test.each([undefined, 3, { a: 1 }])("refuses results %j", async (results) => {
    expect(await submit(results)).toMatchObject({ status: 400, body: { message: /Bad arguments/ } });
  });
});
