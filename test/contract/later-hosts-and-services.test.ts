import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { HTTP, inventedStates, NOW, WEB_02 } from "../support/invented-site.ts";
import { sampleAcknowledgement, sampleDowntime } from "../support/record-samples.ts";
import { stateWith } from "../support/state-with.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [
      {
        kind: "state",
        key: WEB_02,
        state: stateWith(inventedStates.get(WEB_02)!, { acknowledgement: "sticky", scheduledDowntimeDepth: 1 }),
      },
      { kind: "state", key: HTTP, state: stateWith(inventedStates.get(HTTP)!, { scheduledDowntimeDepth: 1 }) },
      { kind: "acknowledgement", record: { ...sampleAcknowledgement(1, WEB_02), author: "operator" } },
      // Not in effect, since the state is not acknowledged.
      { kind: "acknowledgement", record: sampleAcknowledgement(2, HTTP) },
      { kind: "downtime", record: { ...sampleDowntime(1, WEB_02), isStarted: true, deletionTime: null } },
      { kind: "downtime", record: { ...sampleDowntime(2, WEB_02), isStarted: true, deletionTime: 95 } },
      { kind: "downtime", record: { ...sampleDowntime(3, HTTP), isStarted: true, deletionTime: null } },
      { kind: "downtime", record: { ...sampleDowntime(4, HTTP), isStarted: false, deletionTime: null } },
    ],
  });
});
afterAll(() => api.close());

const FAMILIES = ["beta", "v20.04", "v21.10", "v22.04", "latest"] as const;
type Token = (typeof FAMILIES)[number];
const LATER = ["v20.04", "v21.10", "v22.04", "latest"] as const;
type Item = Readonly<Record<string, unknown>>;

const at = (token: Token, path: string, as: As = "admin"): Promise<Answer> =>
  api.get(`/centreon/api/${token}${path}`, as);
const one = async (token: Token, path: string): Promise<Item> => (await at(token, path)).body as Item;
const first = async (token: Token, path: string): Promise<Item> => (await at(token, path)).rows[0]!;
const search = (value: object): string => `search=${encodeURIComponent(JSON.stringify(value))}`;
const without = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));

describe("later versions §8.3: hosts and services", () => {
  test("later tokens add members to a listed host, and take the colon from the zone", async () => {
    const path = `/monitoring/hosts?${search({ "host.id": 2 })}`;
    const original = await first("beta", path);
    expect(original["timezone"]).toBe(":Europe/Paris");
    for (const token of LATER) {
      expect(await first(token, path)).toEqual({
        ...original,
        timezone: "Europe/Paris",
        scheduled_downtime_depth: 1,
        criticality: null,
      });
    }
  });

  test("and to a single host", async () => {
    const original = await one("beta", "/monitoring/hosts/2");
    for (const token of LATER) {
      const host = await one(token, "/monitoring/hosts/2");
      expect(host).toEqual({
        ...original,
        timezone: "Europe/Paris",
        last_hard_state: 1,
        scheduled_downtime_depth: 1,
        criticality: null,
        enabled: true,
        flapping: false,
        percent_state_change: 0,
        poller_name: "Central",
        categories: [],
        downtimes: [expect.objectContaining({ id: 1, internal_id: 1, host_id: 2 })],
        acknowledgement: expect.objectContaining({ id: 1, author_name: "operator", type: 0, with_services: false }),
      });
    }
    expect(await one("latest", "/monitoring/hosts/4")).toMatchObject({
      services: [],
      downtimes: [],
      acknowledgement: null,
    });
  });

  test.each([
    `/monitoring/services?${search({ "host.id": 1, "service.id": 101 })}`,
    "/monitoring/hosts/1/services?limit=1",
  ])("later tokens add members to a listed service: %s", async (path) => {
    const original = await first("beta", path);
    expect(original["check_attempt"]).toBe(3);
    for (const token of LATER) {
      expect(await first(token, path)).toEqual({
        ...original,
        check_attempt: "3",
        duration: expect.stringMatching(/^\d+[yMwdhms]( \d+[yMwdhms])?$/),
        is_acknowledged: false,
        scheduled_downtime_depth: 1,
        criticality: null,
        status: { code: 2, name: "CRITICAL", severity_code: 1 },
      });
    }
  });

  test("and to a single service", async () => {
    const original = await one("beta", "/monitoring/hosts/1/services/101");
    for (const token of LATER)
      expect(await one(token, "/monitoring/hosts/1/services/101")).toEqual({
        ...original,
        check_attempt: "3",
        duration: expect.any(String),
        criticality: null,
        status: { code: 2, name: "CRITICAL", severity_code: 1 },
        flapping: false,
        groups: [{ id: expect.any(Number), name: "Web" }],
        downtimes: [expect.objectContaining({ id: 3, service_id: 101 })],
        acknowledgement: null,
      });
    const ofViewer = (await at("latest", "/monitoring/hosts/1/services/102", "viewer")).body;
    expect(ofViewer).toMatchObject({ groups: [] });
  });

  test("a service that never changed its state has no duration", async () => {
    const pending = (await at("latest", `/monitoring/services?${search({ "service.state": 4 })}`)).rows[0];
    expect(pending).toMatchObject({ duration: null, status: { code: 4, name: "PENDING", severity_code: 4 } });
  });

  test.each([
    [{ "host.last_state_change": { $lt: NOW + 1 } }, 4],
    [{ "host.is_acknowledged": true }, 1],
    [{ "host.downtime": { $ge: 1 } }, 1],
    [{ "host.criticality": null }, 5],
    [{ "host_group.name": "Front" }, 2],
    [{ "host_group.id": { $gt: 0 } }, 3],
    [{ "host_category.id": 1 }, 0],
    [{ "host_category.name": { $lk: "%" } }, 0],
    [{ "service.display_name": { $lk: "HTTP%" } }, 2],
  ])("hosts are searched by %j under every token", async (wanted, total) => {
    for (const token of FAMILIES) {
      const { meta } = await at(token, `/monitoring/hosts?${search(wanted)}`);
      expect([token, meta["total"]]).toEqual([token, total]);
    }
  });

  test.each([
    [{ "service.is_acknowledged": false, "service.name": "HTTP" }, 2],
    [{ "service.downtime": 1 }, 1],
    [{ "service.criticality": { $neq: null } }, 0],
    [{ "service.output": { $lk: "CRITICAL%" } }, 1],
    [{ "service.name": { $rg: "^http$" } }, 2],
    [{ "host_group.name": "Front" }, 4],
    [{ "host_group.name": "Front", "service.name": "Disk" }, 1],
    [{ "service_group.name": "Web" }, 2],
  ])("services are searched by %j under every token", async (wanted, total) => {
    for (const token of FAMILIES) {
      const { meta } = await at(token, `/monitoring/services?${search(wanted)}`);
      expect([token, meta["total"]]).toEqual([token, total]);
    }
  });

  test("services of a host are searched by name and acknowledgement", async () => {
    const path = `/monitoring/hosts/1/services?${search({ "service.name": "Disk", "service.is_acknowledged": false })}`;
    for (const token of FAMILIES) expect((await at(token, path)).rows).toMatchObject([{ description: "Disk" }]);
  });

  test("an order by the new fields follows the changes of the state", async () => {
    const path = '/monitoring/services?limit=1&sort_by={"service.downtime":"DESC"}';
    for (let asked = 0; asked < 3; asked++) expect(await first("latest", path)).toMatchObject({ id: 101 });
    const ends = { start_time: "2023-11-14T22:00:00Z", end_time: "2023-11-14T23:00:00Z" };
    const body = { ...ends, is_fixed: true, duration: 60, comment: "x" };
    for (let depth = 0; depth < 2; depth++)
      expect((await api.post("/monitoring/hosts/3/services/102/downtimes", body)).status).toBe(204);
    expect(await first("latest", path)).toMatchObject({ id: 102, scheduled_downtime_depth: 2 });
  });
});

describe("later versions §8.4: counts by status", () => {
  const hosts = (query = "", as: As = "admin") => at("latest", `/monitoring/hosts/status?${query}`, as);
  const services = (query = "", as: As = "admin") => at("latest", `/monitoring/services/status?${query}`, as);

  test("all hosts and services, under every token", async () => {
    for (const token of FAMILIES) {
      expect((await at(token, "/monitoring/hosts/status")).body).toEqual({
        up: { total: 2 },
        // The host of the meta services with its real state.
        down: { total: 2 },
        unreachable: { total: 0 },
        pending: { total: 1 },
        total: 5,
      });
      const counts = await one(token, "/monitoring/services/status");
      expect(Object.keys(counts)).toEqual(["ok", "warning", "critical", "unknown", "pending", "total"]);
    }
  });

  test.each(["admin", "operator", "viewer", "stranger"] as const)(
    "the total of %s is that of the listing under the same search",
    async (as) => {
      for (const [kind, wanted] of [
        ["hosts", {}],
        ["hosts", { "host.name": { $lk: "web%" } }],
        ["hosts", { "host_group.name": "Front", "host.state": 1 }],
        ["hosts", { "service.display_name": { $lk: "Disk%" } }],
        ["services", {}],
        ["services", { "host.name": { $lk: "web%" } }],
        ["services", { "service.state": { $ge: 1 } }],
        ["services", { "service_group.id": { $gt: 0 } }],
      ] as const) {
        const { meta } = await at("latest", `/monitoring/${kind}?limit=0&${search(wanted)}`, as);
        const counts = (await at("latest", `/monitoring/${kind}/status?${search(wanted)}`, as)).body as Item;
        const sum = Object.values(without(counts, ["total"])).reduce<number>(
          (all, one) => all + (one as { total: number }).total,
          0,
        );
        expect({ kind, wanted, total: counts["total"], sum }).toEqual({
          kind,
          wanted,
          total: meta["total"],
          sum: meta["total"],
        });
      }
    },
  );

  test.each([
    [{ name: { $rg: "^web" } }, 2],
    [{ status: "DOWN" }, 2],
    [{ "service.name": "Disk" }, 2],
    [{ "service.id": 103 }, 1],
    [{ "service_group.name": "Disks" }, 2],
    [{ "service_group.name": "Web", "service.name": "Disk" }, 0],
    [{ "host_category.id": 1 }, 0],
    [{ "service_category.name": "x" }, 0],
    [{ nothing: 1 }, 5],
  ])("hosts with %j", async (wanted, total) => {
    expect((await hosts(search(wanted))).body).toMatchObject({ total });
  });

  test.each([
    [{ name: "HTTP" }, 2],
    [{ status: "CRITICAL" }, 1],
    [{ "service.name": { $lk: "D%" }, "host_group.name": "Data" }, 1],
    [{ "service_group.name": "Disks" }, 2],
    [{ "service_category.id": null, "host_category.name": null, name: "HTTP" }, 2],
  ])("services with %j", async (wanted, total) => {
    expect((await services(search(wanted))).body).toMatchObject({ total });
  });

  test("filters", async () => {
    expect((await hosts('statuses=["DOWN"]')).body).toMatchObject({ up: { total: 0 }, down: { total: 2 }, total: 2 });
    expect((await hosts("hostgroup_names[]=Front&statuses[]=UP")).body).toMatchObject({ total: 1 });
    expect((await hosts('servicegroup_names=["Disks"]')).body).toMatchObject({ total: 2 });
    expect((await hosts('host_category_names=["a"]')).body).toMatchObject({ total: 0 });
    expect((await hosts("hostgroup_names=[]")).body).toMatchObject({ total: 5 });
    expect((await services('hostgroup_names=["Front"]')).body).toMatchObject({ total: 4 });
    expect((await services('servicegroup_names=["Disks","Web"]')).body).toMatchObject({ total: 4 });
    expect((await services('service_category_names=["a"]')).body).toMatchObject({ total: 0 });
    expect(await hosts('statuses=["CRITICAL"]')).toMatchObject({
      status: 500,
      body: { message: "Value provided for statuses parameter is not supported (was: CRITICAL)" },
    });
    expect(await services("statuses=OK")).toMatchObject({
      status: 500,
      body: { message: "Value provided for statuses is not correctly formatted. Array expected." },
    });
  });

  test("a count follows the next result", async () => {
    const before = (await services()).body as { critical: { total: number } };
    await api.post("/monitoring/hosts/3/services/101/submit", { status: 2, output: "x", performance_data: "" });
    expect((await services()).body).toMatchObject({ critical: { total: before.critical.total + 1 } });
  });
});
