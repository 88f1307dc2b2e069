import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi, PASSWORD } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";

const FAMILIES = ["v2", "v20.04", "v21.10", "v22.04", "latest"];
const url = (version: string, path: string): string => `/centreon/api/${version}${path}`;
const CREDENTIALS = { security: { credentials: { login: "operator", password: PASSWORD } } };

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const idsOf = async (path: string) => (await api.get(path)).rows.map(({ id }) => id);
const query = (search: unknown): string => encodeURIComponent(JSON.stringify(search));

describe.each(FAMILIES)("habits of clients under %s (later versions §3.2)", (version) => {
  test.each([
    ["no type", undefined],
    ["a form's type", "application/x-www-form-urlencoded"],
    ["text", "text/plain;charset=UTF-8"],
    ["an unknown type", "what/ever"],
  ])("JSON with %s is read as JSON", async (_case, type) => {
    const headers = type === undefined ? {} : { "content-type": type };
    const { status } = await api.call("POST", url(version, "/login"), { as: "nobody", headers, body: CREDENTIALS });

    expect(status).toBe(200);
  });

  test.each([
    ["GET", "/monitoring/hosts", 200],
    ["GET", "/monitoring/resources", 200],
    ["GET", "/platform/versions", 200],
    ["DELETE", "/users/filters/events-view/99", 404],
    ["PATCH", "/users/current/parameters", 204],
  ] as const)("the type of JSON with an empty body: %s %s", async (method, path, status) => {
    for (const length of [{}, { "content-length": "0" }]) {
      const headers = { "content-type": "application/json", ...length };
      expect((await api.call(method, url(version, path), { headers })).status).toBe(status);
    }
  });

  test.each(["search=", "search={}", "search=[]", "search=null", "search=%7B%7D", "search"])(
    "%s searches nothing",
    async (search) => {
      expect((await api.get(url(version, `/monitoring/hosts?${search}`))).meta).toMatchObject({ search: {}, total: 5 });
    },
  );

  test("a search that is not escaped", async () => {
    expect(await idsOf(url(version, '/monitoring/hosts?search={"host.name":"web-01"}'))).toEqual([1]);
    expect(await idsOf(url(version, '/monitoring/hosts?search={"host.name":{"$lk":"web-%"}}'))).toEqual([1, 2]);
  });

  test("numbers as text, and the key 0 that holds a nested search", async () => {
    expect(await idsOf(url(version, `/monitoring/hosts?search=${query({ "host.id": "1" })}`))).toEqual([1]);
    expect(await idsOf(url(version, `/monitoring/hosts?search=${query({ "host.id": { $in: ["1", 2] } })}`))).toEqual([
      1, 2,
    ]);
    const nested = {
      $and: [{ "0": { "host.name": "web-01" } }, { $or: { "0": { "host.id": 1 }, "1": { "host.id": 2 } } }],
    };
    expect(await idsOf(url(version, `/monitoring/hosts?search=${query(nested)}`))).toEqual([1]);
    const inObject = { $and: { "0": [{ "h.name": "web-01" }], "s.description": "HTTP" } };
    expect(await idsOf(url(version, `/monitoring/resources?search=${query(inObject)}`))).toEqual([101]);
  });

  test("booleans as text", async () => {
    const found = async (value: unknown) =>
      (await api.get(url(version, `/monitoring/resources?limit=1&search=${query({ in_downtime: value })}`))).meta[
        "total"
      ];

    const [all, none] = [await found(false), await found(true)];
    expect([await found("false"), await found("0"), await found(0)]).toEqual([all, all, all]);
    expect([await found("true"), await found("1"), await found(1)]).toEqual([none, none, none]);
    expect(all).not.toEqual(none);
  });

  test.each([
    'types=["host"]',
    "types[]=host",
    "types%5B%5D=host",
    "types[0]=host",
    "types%5B0%5D=host",
    "types=%5B%22host%22%5D",
  ])("an array parameter as %s", async (types) => {
    const { status, rows } = await api.get(url(version, `/monitoring/resources?${types}&limit=100`));

    expect(status).toBe(200);
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(["host"]));
  });

  test("several values of an array parameter, and ids as text", async () => {
    const total = async (parameters: string) =>
      (await api.get(url(version, `/monitoring/resources?limit=1&${parameters}`))).meta["total"];

    const both = await total("types[]=host&types[]=service");
    expect(both).toBe(await total('types=["host","service"]'));
    expect(both).toBe(await total("types[0]=host&types[1]=service"));
    expect(await total('hostgroup_ids=["2"]')).toBe(await total("hostgroup_ids=[2]"));
    expect(await api.get(url(version, "/monitoring/resources?types=host"))).toMatchObject({
      status: 500,
      body: { message: "Value provided for types is not correctly formatted. Array expected." },
    });
  });

  test.each(["page=1&limit=10000", "page=1&limit=500000", "limit=0", 'sort_by={"order":"ASC","field":"host.name"}'])(
    "%s is accepted",
    async (parameters) => {
      expect(await api.get(url(version, `/monitoring/hosts?${parameters}`))).toMatchObject({
        status: 200,
        meta: { total: 5 },
      });
    },
  );

  test.each(["/monitoring/hosts", "/monitoring/resources", "/platform/versions", "/users/current/parameters"])(
    "HEAD %s answers as GET does, without a body",
    async (path) => {
      const [head, get] = [await api.call("HEAD", url(version, path)), await api.get(url(version, path))];

      expect(head).toMatchObject({ status: get.status, text: "" });
      expect(head.headers["content-type"]).toBe(get.headers["content-type"]);
    },
  );

  test.each(["Z", "+0000", "+00:00", "-0000", ".123Z", ".5+0000"])("a time with %s", async (zone) => {
    const time = (seconds: number): string => new Date((NOW + seconds) * 1000).toISOString().slice(0, 19) + zone;
    const body = {
      comment: "x",
      start_time: time(600),
      end_time: time(1200),
      is_fixed: true,
      duration: 0,
      with_services: false,
    };

    expect((await api.post(url(version, "/monitoring/hosts/1/downtimes"), body)).status).toBe(204);
  });

  test("a logout takes the parameters of a list", async () => {
    const { body } = await api.call("POST", url(version, "/login"), { as: "nobody", body: CREDENTIALS });
    const { token } = (body as { readonly security: { readonly token: string } }).security;

    expect(
      await api.call("GET", url(version, "/logout?page=1&limit=10000"), {
        as: "nobody",
        headers: { "x-auth-token": token },
      }),
    ).toMatchObject({ status: 200, body: { message: "Successful logout" } });
  });
});

test("a search that is not escaped arrives over a connection as it was sent (later versions §3.2)", async () => {
  const address = await api.app.listen({ host: "127.0.0.1", port: 0 });
  const { hostname, port } = new URL(address);
  const path = url("latest", '/monitoring/hosts?search={"host.name":{"$lk":"web-%"}}&limit=1');
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-AUTH-TOKEN: token of admin\r\nConnection: close\r\n\r\n`);

  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toContain('"search":{"$and":{"host.name":{"$lk":"web-%"}}}');
  expect(answer).toContain('"total":2');
});

describe("authentication (later versions §2.1)", () => {
  const BASIC = { authorization: `Basic ${Buffer.from(`admin:${PASSWORD}`).toString("base64")}` };

  test.each([...FAMILIES, "beta"])("Basic beside a token is ignored, alone it is no token: %s", async (version) => {
    const path = url(version, "/monitoring/hosts");

    expect((await api.call("GET", path, { as: "viewer", headers: BASIC })).status).toBe(200);
    const alone = await api.call("GET", path, { as: "nobody", headers: BASIC });
    expect(alone).toMatchObject({
      status: 403,
      body: { code: 403, message: "You are not authorized to access this resource" },
    });
  });

  test("there is no challenge, whatever is refused", async () => {
    const tried = [
      ...FAMILIES.map((version) => url(version, "/monitoring/hosts")),
      "/api/comments",
      "/metrics/objects",
      "/centreon/api/index.php?action=list&object=centreon_realtime_hosts",
    ];
    for (const path of tried) {
      for (const headers of [{}, BASIC, { "x-auth-token": "unknown" }, { "x-auth-token": "" }]) {
        const answer = await api.call("GET", path, { as: "nobody", headers });
        expect([401, 403]).toContain(answer.status);
        expect(answer.headers).not.toHaveProperty("www-authenticate");
      }
    }
  });

  test.each(FAMILIES)("an expired and a disabled account's token, an unknown cookie: %s", async (version) => {
    const path = url(version, "/monitoring/hosts");
    const isLater = ["v22.04", "latest"].includes(version);
    const code = isLater ? 401 : 403;

    expect((await api.get(path, "gone")).body).toEqual({ code, message: "Contact disabled." });
    const cookie = { cookie: "PHPSESSID=unknown" };
    expect((await api.call("GET", path, { as: "nobody", headers: cookie })).body).toEqual({
      code,
      message: "Session not found",
    });
    expect((await api.call("GET", path, { as: "nobody", headers: { "x-auth-token": "" } })).body).toEqual({
      code,
      message: isLater ? "Invalid credentials." : "No token could be found.",
    });
    expect((await api.get(path, "noapi")).body).toEqual({
      code: 403,
      message: "You are not authorized to access this resource",
    });
  });

  test("a login before each operation is not limited, beside others that fail at the same address", async () => {
    const login = (name: string, password: string) =>
      api.call("POST", "/centreon/api/latest/login", {
        as: "nobody",
        body: { security: { credentials: { login: name, password } } },
      });
    for (let turn = 0; turn < 10; turn++) expect((await login("viewer", "wrong")).status).toBe(401);
    const refused = await login("viewer", PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: 429 } });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);

    const statuses = new Set<number>();
    for (let turn = 0; turn < 40; turn++) statuses.add((await login("operator", PASSWORD)).status);
    expect([...statuses]).toEqual([200]);
  }, 180_000);
});
