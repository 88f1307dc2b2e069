import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type ApiUnderTest, type As, type Method, openApi } from "../support/api-under-test.ts";

const TOKENS = ["beta", "v2", "v20.04", "v21.10", "v22.04", "v23.10", "v24.10", "v25.10", "latest"] as const;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const get = (path: string, as: As = "admin", token = "latest"): Promise<Answer> =>
  api.get(`/centreon/api/${token}/configuration/${path}`, as);
const idsIn = ({ rows }: Answer): readonly unknown[] => rows.map(({ id }) => id);

const LISTS = [
  "hosts",
  "hosts/groups",
  "hosts/categories",
  "hosts/severities",
  "hosts/templates",
  "services",
  "services/templates",
  "services/groups",
  "services/categories",
  "services/severities",
  "commands",
  "timeperiods",
  "connectors",
  "icons",
  "users",
  "contacts/groups",
  "contacts/templates",
  "access-groups",
  "metaservices",
  "monitoring-servers",
];

describe("later versions §12: every list of the configuration", () => {
  test.each(LISTS)("§1.2: %s has the same text under every token, with a copy of its meta", async (path) => {
    const { text, meta } = await get(path);
    for (const token of TOKENS) expect((await get(path, "admin", token)).text).toBe(text);
    const { pagination, ...flat } = meta;
    expect(pagination).toEqual(flat);
    expect(flat).toMatchObject({ page: 1, limit: 10, search: {}, sort_by: {}, total: expect.any(Number) });
  });

  test.each(LISTS.filter((path) => !["commands", "connectors"].includes(path)))(
    '%s?search={"id":-10000} is an empty list, also without any rights',
    async (path) => {
      for (const as of ["admin", "stranger"] as const)
        expect(await get(`${path}?search={"id":-10000}`, as)).toMatchObject({
          status: 200,
          rows: [],
          meta: { total: 0 },
        });
    },
  );

  test.each(LISTS)("%s refuses an unknown search field and ignores an unknown sort field", async (path) => {
    expect(await get(`${path}?search={"foo":1}`)).toMatchObject({
      status: 500,
      body: { code: 500, message: "The parameter foo is not allowed" },
    });
    expect((await get(`${path}?sort_by={"order":"ASC","field":"host.name"}`)).status).toBe(200);
  });

  test.each(LISTS)("%s has an empty page with the true total for limit=0", async (path) => {
    const { meta } = await get(path);
    expect(await get(`${path}?limit=0`)).toMatchObject({ status: 200, rows: [], meta: { total: meta["total"] } });
  });

  test("is ordered by name", async () => {
    for (const path of ["hosts", "hosts/groups", "services", "services/groups", "users", "access-groups"]) {
      const names = (await get(`${path}?limit=100`)).rows.map(({ name }) => String(name).toLowerCase());
      expect(names.length).toBeGreaterThan(1);
      expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
    }
  });
});

describe("later versions §12: who sees what", () => {
  test("hosts, services and groups are those of the monitoring lists", async () => {
    for (const as of ["admin", "operator", "stranger"] as const) {
      const monitored = await api.get("/centreon/api/latest/monitoring/hosts?limit=100", as);
      expect(idsIn(await get("hosts?limit=100", as)).toSorted()).toEqual(idsIn(monitored).toSorted());
      for (const [path, monitoring] of [
        ["hosts/groups", "hostgroups"],
        ["services/groups", "servicegroups"],
      ] as const)
        expect(idsIn(await get(path, as))).toEqual(
          idsIn(await api.get(`/centreon/api/latest/monitoring/${monitoring}`, as)),
        );
    }
    expect(await get("hosts/3", "operator")).toMatchObject({ status: 404, body: { message: "Host not found" } });
  });

  test("one item stands for all hosts with that service id, of those that the caller sees", async () => {
    const hostsOf = async (as: As): Promise<unknown> =>
      ((await get('services?search={"id":101}', as)).rows[0]!["hosts"] as { name: string }[]).map(({ name }) => name);
    expect(await hostsOf("admin")).toEqual(["db-01", "meta", "web-01", "web-02"]);
    expect(await hostsOf("operator")).toEqual(["web-01", "web-02"]);
  });

  test("templates, periods, servers and icons are for everybody; commands and connectors for administrators", async () => {
    for (const path of ["hosts/templates", "services/templates", "timeperiods", "monitoring-servers", "icons"])
      expect((await get(path, "stranger")).text).toBe((await get(path)).text);
    for (const token of ["beta", "v24.10"])
      for (const [path, what] of [
        ["commands", "commands"],
        ["commands/1", "commands"],
        ["connectors", "connectors"],
      ] as const)
        expect(await get(path, "operator", token)).toMatchObject({
          status: 403,
          body: { code: 403, message: `You are not allowed to access ${what}` },
        });
  });

  test("an account sees itself, its access groups and its contact groups", async () => {
    expect((await get("users", "viewer")).rows.map(({ alias }) => alias)).toEqual(["viewer"]);
    expect((await get("access-groups", "viewer")).rows).toEqual([
      { id: 2, name: "viewers", alias: "group 2", has_changed: false, is_activated: true },
    ]);
    expect((await get("contacts/groups", "viewer")).rows.map(({ name }) => name)).toEqual(["night-shift"]);
    expect((await get("access-groups", "stranger")).rows).toEqual([]);
    expect((await get("contacts/groups", "operator")).rows).toEqual([]);
    expect((await get("users")).text).not.toContain("scrypt");
  });
});

describe("later versions §12: a missing object", () => {
  test.each([
    ["hosts/999", "Host not found"],
    ["hosts/groups/999", "Host Group not found"],
    ["hosts/categories/1", "Host category not found"],
    ["hosts/severities/1", "Host severity not found"],
    ["hosts/templates/999", "Host template not found"],
    ["services/999", "Service not found"],
    ["services/templates/999", "Service template not found"],
    ["timeperiods/999", "Time period not found"],
    ["commands/999", "Command not found"],
    ["metaservices/1", "Metaservice not found"],
    ["hosts/999/notification-policy", "Host not found"],
    ["hosts/1/services/999/notification-policy", "Service not found"],
    ["metaservices/1/notification-policy", "Metaservice not found"],
    ["monitoring-servers/9/generate", "Monitoring server not found"],
  ])("%s is 404 with a message under every token", async (path, message) => {
    for (const token of ["beta", "v20.04", "latest"])
      expect(await get(path, "admin", token)).toMatchObject({ status: 404, body: { code: 404, message } });
  });
});

describe("later versions §13.3: icons", () => {
  test("the built-in icon is an image", async () => {
    const [icon] = (await get("icons")).rows;
    expect(icon).toMatchObject({ id: 1 });
    const image = await api.get(String(icon!["url"]), "nobody");
    expect(image).toMatchObject({ status: 200, headers: { "content-type": "image/svg+xml" } });
    expect(image.text).toMatch(/^<svg /);
  });
});

describe("later versions §13.4: servers", () => {
  test("are those of the hosts, the last first", async () => {
    expect(idsIn(await get("monitoring-servers"))).toEqual([2, 1]);
    expect((await get('monitoring-servers?search={"is_localhost":1}')).rows).toMatchObject([
      { id: 1, name: "Central", address: "127.0.0.1", engine_start_command: null, is_activate: true },
    ]);
  });

  test("run: GET /monitoring/servers, whose meta has the copy under 20.04 alone", async () => {
    const running = (token: string): Promise<Answer> => api.get(`/centreon/api/${token}/monitoring/servers`);
    expect((await running("latest")).rows[0]).toEqual({
      id: 1,
      name: "Central",
      address: "127.0.0.1",
      is_running: true,
      last_alive: api.clock.now(),
      version: "0.0.0-test",
      description: null,
    });
    const hasCopy = async (token: string): Promise<boolean> => "pagination" in (await running(token)).meta;
    expect(await Promise.all(["beta", "v20.04", "v21.04", "v21.10", "latest"].map(hasCopy))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test.each(TOKENS)("without generate_cfg the actions are 403 with a message under %s", async (token) => {
    for (const action of ["generate", "reload", "1/generate-and-reload"])
      expect(await get(`monitoring-servers/${action}`, "viewer", token)).toMatchObject({
        status: 403,
        body: { code: 403, message: "You are not allowed to generate the configuration" },
      });
  });
});

describe("later versions §15.1: until writing exists", () => {
  const kinds = [
    "hosts",
    "services",
    ...["hosts", "services"].flatMap((of) =>
      ["groups", "categories", "severities", "templates"].map((kind) => `${of}/${kind}`),
    ),
    "commands",
    "timeperiods",
  ];
  test.each(kinds)("POST, PUT, PATCH and DELETE of %s are 405, whoever asks", async (path) => {
    for (const [method, target] of [
      ["POST", path],
      ["PUT", `${path}/1`],
      ["PATCH", `${path}/1`],
      ["DELETE", `${path}/1`],
    ] as const satisfies readonly (readonly [Method, string])[]) {
      const url = `/centreon/api/latest/configuration/${target}`;
      const answer = await api.call(method, url, { body: method === "DELETE" ? undefined : {} });
      expect(answer).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
      expect((answer.body as { message: string }).message).toMatch(
        new RegExp(`^No route found for "${method} http://[^"]*${url}": Method Not Allowed \\(Allow: GET\\)$`),
      );
    }
  });

  test.each([
    ["POST", "hosts/groups/_delete"],
    ["POST", "hosts/groups/_duplicate"],
    ["POST", "hosts/groups/_enable"],
    ["POST", "hosts/groups/_disable"],
    ["POST", "services/_delete"],
    ["POST", "hosts/_delete"],
    ["POST", "hosts/1/services/deploy"],
    ["GET", "users/1"],
    ["DELETE", "users/1"],
    ["GET", "agent-configurations"],
  ] as const)("%s %s is no route", async (method, path) => {
    const url = `/centreon/api/latest/configuration/${path}`;
    const answer = await api.call(method, url, method === "POST" ? { body: {} } : {});
    expect(answer.status).toBe(404);
    expect((answer.body as { message: string }).message).toMatch(new RegExp(`^No route found for "${method} http://`));
  });
});
