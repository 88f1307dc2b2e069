import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import { newState } from "../../src/model/initial-state.ts";
import type { Resource } from "../../src/model/objects.ts";
import { hostKey, type ResourceKey } from "../../src/model/resource-key.ts";
import type { StateFields } from "../../src/model/state-fields.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { DISK, HTTP, inventedInventory, inventedStates, NOW } from "../support/invented-site.ts";
import { sampleAcknowledgement, sampleDowntime } from "../support/record-samples.ts";
import { stateWith } from "../support/state-with.ts";

const state = (key: ResourceKey, changes: Partial<StateFields>): Change => ({
  kind: "state",
  key,
  state: stateWith(inventedStates.get(key) ?? newState(4), changes),
});

const critical: Partial<StateFields> = {
  state: 2,
  stateType: 1,
  checkAttempt: 3,
  acknowledgement: "none",
  scheduledDowntimeDepth: 0,
  lastStateChange: NOW - 720,
  lastCheck: NOW - 30,
  nextCheck: NOW + 30,
  output: "DISK CRITICAL - /var 2%\nmore",
  notifiedContacts: ["operator", "admin"],
};
const disk = inventedInventory.services.find(({ key }) => key === DISK)!;
const varied: Resource = {
  ...disk,
  customVariables: new Map([
    ["RACK", "R1"],
    ["PASSWORD", "hunter2"],
    ["URL", "db://hunter2@disk"],
  ]),
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    resources: [varied],
    before: [
      state(hostKey(1), { state: 0, stateType: 1, acknowledgement: "none", scheduledDowntimeDepth: 0 }),
      state(DISK, critical),
      state(HTTP, {
        ...critical,
        state: 1,
        acknowledgement: "sticky",
        scheduledDowntimeDepth: 1,
        output: "HTTP WARNING",
      }),
      {
        kind: "acknowledgement",
        record: {
          ...sampleAcknowledgement(7, HTTP),
          author: "operator",
          comment: "on it",
          entryTime: NOW - 60,
          isSticky: true,
          expiresAt: NOW + 3_600,
        },
      },
      {
        kind: "downtime",
        record: {
          ...sampleDowntime(9, HTTP),
          isFixed: true,
          isStarted: true,
          startTime: NOW - 60,
          endTime: NOW + 600,
          deletionTime: null,
        },
      },
    ],
  });
});
afterAll(() => api.close());

const get = (path: string, as?: As) => api.get(`/api${path}`, as);
const keys = async (path: string, as?: As) => (await get(path, as)).rows.map(({ key }) => key);
const q = (text: string): string => `q=${encodeURIComponent(text)}`;

describe("GET /api/resources", () => {
  test("a row has everything that a line of the console shows", async () => {
    const { rows } = await get(`/resources?${q("service:disk host:web-01")}`);
    expect(rows).toEqual([
      {
        key: "s1.102",
        type: "service",
        name: disk.description,
        host: { key: "h1", name: "web-01", address: expect.any(String), state: "UP" },
        state: "CRITICAL",
        hard: true,
        attempt: 3,
        max_attempts: disk.maxCheckAttempts,
        since: "2023-11-14T22:01:20Z",
        last_check: "2023-11-14T22:12:50Z",
        next_check: "2023-11-14T22:13:50Z",
        output: "DISK CRITICAL - /var 2%",
        unhandled: true,
        flapping: false,
        acknowledgement: null,
        downtime: null,
        notifies: disk.notificationsEnabled ?? true,
        checks: "active",
        importance: 0,
        poller: 1,
        told: 2,
        services: null,
      },
    ]);
  });

  test("a handled problem names what handles it", async () => {
    const { rows } = await get(`/resources?${q("is:acknowledged is:downtime host:web-01")}`);
    expect(rows).toMatchObject([
      {
        key: "s1.101",
        unhandled: false,
        acknowledgement: {
          author: "operator",
          comment: "on it",
          since: "2023-11-14T22:12:20Z",
          expires_at: "2023-11-14T23:13:20Z",
          sticky: true,
        },
        downtime: { id: 9, until: "2023-11-14T22:23:20Z" },
      },
    ]);
  });

  test("a host counts its visible services", async () => {
    const [all] = (await get(`/resources?${q("type:host host:web-01")}`)).rows;
    const [own] = (await get(`/resources?${q("type:host host:web-01")}`, "viewer")).rows;
    expect(all?.["services"]).toMatchObject({ total: 3, unhandled: expect.any(Number), worst: "CRITICAL" });
    expect(own?.["services"]).toMatchObject({ total: expect.any(Number) });
  });

  test("without a search it lists unhandled problems, the worst first", async () => {
    const { meta, rows } = await get("/resources");
    expect(meta).toMatchObject({ q: "is:unhandled", total: rows.length, total_unhandled: rows.length, offset: 0 });
    expect(rows.every(({ unhandled }) => unhandled === true)).toBe(true);
    const order = ["DOWN", "CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING"];
    const places = rows.map(({ state: word }) => order.indexOf(String(word)));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(Object.values(meta["counts"] as object).reduce((sum: number, one: number) => sum + one, 0)).toBe(
      rows.length,
    );
  });

  test("a mistake is told with its place and what was expected", async () => {
    const { status, body } = await get(`/resources?${q("disk stat:DOWN")}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: "query-mistake",
      message: expect.stringMatching(/^Character 6 of the search: expected one of type, state/),
      fields: { q: { from: 5, to: 9, expected: expect.stringContaining("var.NAME") } },
    });
  });

  test.each([
    ["limit=501", "limit"],
    ["limit=-1", "limit"],
    ["offset=x", "offset"],
    ["sort=colour", "there is no field colour"],
    ["fields=key,colour", "no field colour"],
    ["fields=var.PASSWORD", "secret"],
  ])("%s is refused", async (parameters, message) => {
    const { status, text } = await get(`/resources?q=&${parameters}`);
    expect(status).toBe(400);
    expect(text).toContain(message);
  });

  test("a secret variable cannot be searched, not even to learn that it is there", async () => {
    const { status, text } = await get(`/resources?${q("var.PASSWORD:hunter*")}`);
    expect(status).toBe(400);
    expect(text).toContain("no secret");
  });

  test("a secret within another variable is neither shown nor found", async () => {
    const masked = "db://$_SERVICEPASSWORD$@disk";
    expect(await keys(`/resources?${q("var.URL:*hunter*")}`)).toEqual([]);
    expect(await keys(`/resources?${q("var.URL:*PASSWORD*")}`)).toEqual(["s1.102"]);
    const { rows } = await get(`/resources?${q("host:web-01 service:disk")}&fields=var.url`);
    expect(rows).toEqual([{ key: "s1.102", variables: { url: masked } }]);
    const csv = await api.call("GET", `/api/resources?${q("host:web-01 service:disk")}&fields=key,var.URL`, {
      headers: { accept: "text/csv" },
    });
    expect(csv.text).toContain(`s1.102,${masked}`);
    expect((await get(`/resources/complete?${q("var.URL:")}`)).text).not.toContain("hunter");
  });

  test("fields chooses members, also those beyond a row", async () => {
    const { rows } = await get(`/resources?${q("var.rack:r1")}&fields=state,groups,var.RACK`);
    expect(rows).toEqual([{ key: "s1.102", state: "CRITICAL", groups: expect.any(Array), variables: { RACK: "R1" } }]);
  });

  test("a caller finds nothing beyond what it sees", async () => {
    expect(await keys("/resources?q=", "stranger")).toEqual([]);
    const seen = await keys("/resources?q=&limit=500", "viewer");
    expect(await keys("/resources?q=&limit=500")).toEqual(expect.arrayContaining(seen));
    expect(seen.length).toBeLessThan((await keys("/resources?q=&limit=500")).length);
  });

  test("CSV has all rows, whatever the window", async () => {
    const { text, headers } = await api.call("GET", `/api/resources?q=&limit=1&fields=key,host,state,output`, {
      headers: { accept: "text/csv" },
    });
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    const lines = text.trimEnd().split("\r\n");
    expect(lines[0]).toBe("key,host,state,output");
    expect(lines).toContain("s1.102,web-01,CRITICAL,DISK CRITICAL - /var 2%");
    expect(lines).toHaveLength(1 + (await keys("/resources?q=&limit=500")).length);
    // A link of a page has no headers.
    const linked = await api.call("GET", `/api/resources?q=&limit=1&fields=key,host,state,output&format=csv`, {});
    expect(linked.text).toBe(text);
    const addresses = await api.call(
      "GET",
      `/api/resources?${q("host:web-01 type:host")}&fields=host,address&format=csv`,
      {},
    );
    expect(addresses.text).toMatch(/^host,address\r\nweb-01,[\w.:-]+\r\n$/);
  });
});

describe("views", () => {
  test("windows of a view have one order with present states", async () => {
    const first = await get("/resources?q=&limit=2&sort=-severity,since");
    const view = String(first.meta["view"]);
    const all = await keys(`/resources?q=&limit=500&sort=-severity,since`);
    await api.post("/api/results", [{ host: "web-01", service: disk.description, return_code: 0, output: "fine" }]);
    const second = await get(`/resources?view=${view}&offset=2&limit=3`);
    expect([...first.rows, ...second.rows].map(({ key }) => key)).toEqual(all.slice(0, 5));
    expect(second.meta).toMatchObject({ total: all.length, offset: 2, view });
  });

  test("another caller's view is not there, an ended one says so", async () => {
    const { meta } = await get("/resources?q=");
    const path = `/resources?view=${String(meta["view"])}`;
    expect((await get(path, "operator")).status).toBe(404);
    expect((await get(path)).status).toBe(200);
    await api.clock.advanceTo(api.clock.now() + 601);
    const { status, text } = await get(path);
    expect([status, text]).toEqual([410, expect.stringContaining("ask again without it")]);
    expect((await get("/resources?view=v-never")).status).toBe(410);
  });
});

test("GET /api/summary counts what the list lists", async () => {
  const { body } = await get("/summary");
  const summary = body as {
    readonly total_unhandled: number;
    readonly total: number;
    readonly unhandled: Readonly<Record<string, number>>;
    readonly host: Readonly<Record<string, { readonly total: number }>>;
    readonly service: Readonly<Record<string, { readonly total: number; readonly acknowledged: number }>>;
  };
  const totalOf = async (text: string): Promise<unknown> => (await get(`/resources?${q(text)}&limit=0`)).meta["total"];
  expect(await totalOf("is:unhandled")).toBe(summary.total_unhandled);
  expect(await totalOf("")).toBe(summary.total);
  for (const [word, count] of Object.entries(summary.unhandled))
    expect([word, await totalOf(`is:unhandled state:${word}`)]).toEqual([word, count]);
  for (const kind of ["host", "service"] as const)
    for (const [word, { total }] of Object.entries(summary[kind]))
      expect([kind, word, await totalOf(`type:${kind} state:${word}`)]).toEqual([kind, word, total]);
  expect((await get(`/summary?${q("host:web-01")}`)).body).toMatchObject({
    host: { UP: { total: 1 } },
    q: "host:web-01",
  });
  expect((await get("/summary", "stranger")).body).toMatchObject({ total: 0, total_unhandled: 0, worst: null });
});

test("GET /api/groups counts what group: finds, of visible members and groups alone", async () => {
  for (const kind of ["host", "service"] as const) {
    const { rows } = await get(`/groups?kind=${kind}`);
    expect(rows.length).toBeGreaterThan(0);
    const field = kind === "host" ? "group" : "servicegroup";
    for (const { name, size, unhandled } of rows) {
      const of = await get(`/resources?${q(`${field}:"${String(name)}"`)}&limit=0`);
      expect([name, size, unhandled]).toEqual([name, of.meta["total"], of.meta["total_unhandled"]]);
    }
    expect((await get(`/groups?kind=${kind}`, "stranger")).rows).toEqual([]);
  }
  expect((await get("/groups?kind=contact")).status).toBe(400);
});

describe("GET /api/resources/complete", () => {
  test.each([
    ["ho", { from: 0, to: 2, first: "host:" }],
    ["is:unh", { from: 3, to: 6, first: "unhandled " }],
    ["disk -host:we", { from: 11, to: 13, first: "web-01 " }],
    ["host:web-01,w", { from: 12, to: 13, first: "web-01 " }],
    ["state:cr", { from: 6, to: 8, first: "CRITICAL " }],
    ["var.", { from: 0, to: 4, first: "var.RACK:" }],
    ["var.RACK:", { from: 9, to: 9, first: "R1 " }],
    ["we", { from: 0, to: 2, first: "host:web-01 " }],
  ])("%s", async (text, { from, to, first }) => {
    const { body } = await get(`/resources/complete?${q(text)}`);
    expect(body).toMatchObject({ from, to });
    expect((body as { items: { text: string }[] }).items[0]?.text).toBe(first);
  });

  test("names are those of what the caller sees, and none of secrets", async () => {
    const texts = async (text: string, as?: As): Promise<string[]> =>
      ((await get(`/resources/complete?${q(text)}`, as)).body as { items: { text: string }[] }).items.map(
        (item) => item.text,
      );
    expect(await texts("host:", "stranger")).toEqual([]);
    expect(await texts("group:", "stranger")).toEqual([]);
    expect(await texts("var.P")).toEqual([]);
    expect(await texts("var.PASSWORD:")).toEqual([]);
  });
});

test("saved views: own ones and those that others share, changed by their account alone", async () => {
  const content = {
    name: "Databases",
    q: "host:db-* is:problem",
    sort: "-since",
    columns: ["state", "host"],
    shared: false,
  };
  const call = (method: "POST" | "PUT" | "DELETE", path: string, body: unknown, as: As) =>
    api.call(method, `/api/me/views${path}`, { as, ...(body === undefined ? {} : { body }) });
  const names = async (as: As) => (await get("/me/views", as)).rows.map(({ name, own, login }) => [name, own, login]);

  const added = await call("POST", "", content, "operator");
  expect([added.status, added.body]).toEqual([
    201,
    { ...content, id: expect.any(Number), own: true, login: "operator" },
  ]);
  const id = String((added.body as { id: number }).id);
  expect(await names("viewer")).toEqual([]);
  expect((await call("POST", "", content, "operator")).status).toBe(409);
  expect((await call("POST", "", { ...content, name: "x", q: "stat:DOWN" }, "operator")).body).toMatchObject({
    code: "query-mistake",
    fields: { q: { from: 0 } },
  });
  expect((await call("POST", "", { ...content, name: "x", sort: "colour" }, "operator")).status).toBe(400);
  expect((await call("POST", "", { ...content, name: "x".repeat(81) }, "operator")).status).toBe(400);

  expect((await call("PUT", `/${id}`, { ...content, shared: true }, "operator")).status).toBe(200);
  await call("POST", "", { ...content, name: "Mine" }, "viewer");
  expect(await names("viewer")).toEqual([
    ["Mine", true, "viewer"],
    ["Databases", false, "operator"],
  ]);
  expect((await call("PUT", `/${id}`, content, "viewer")).status).toBe(404);
  expect((await call("DELETE", `/${id}`, undefined, "viewer")).status).toBe(404);
  expect((await call("DELETE", `/${id}`, undefined, "operator")).status).toBe(204);
  expect(await names("operator")).toEqual([]);
  // They are no filters of the contract's pages.
  expect((await api.get("/users/filters/console", "viewer")).rows).toEqual([]);
});
