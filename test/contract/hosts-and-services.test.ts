import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ResourceState } from "../../src/model/resource-state.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { inventedStates, LOAD, WEB_01 } from "../support/invented-site.ts";
import { stateWith } from "../support/state-with.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const search = (value: unknown): string => `search=${encodeURIComponent(JSON.stringify(value))}`;

const WEB_01_LISTED = {
  id: 1,
  poller_id: 1,
  name: "web-01",
  acknowledged: false,
  address_ip: "192.0.2.1",
  alias: "The web-01",
  check_attempt: 1,
  checked: true,
  display_name: "web-01",
  execution_time: 0.25,
  icon_image: "linux.png",
  icon_image_alt: "",
  last_check: "2023-11-14T22:12:20Z",
  last_hard_state_change: "2023-11-14T22:03:20Z",
  last_state_change: "2023-11-14T21:58:20Z",
  last_time_down: null,
  last_time_unreachable: null,
  last_time_up: null,
  last_update: "2023-11-14T22:12:21Z",
  max_check_attempts: 3,
  output: "OK - 192.0.2.1 rta 0.2ms\n",
  passive_checks: true,
  state: 0,
  state_type: 1,
  timezone: ":Europe/Paris",
};
const SERVICES_OF_WEB_01 = [
  { id: 101, description: "HTTP", display_name: "HTTP", state: 2 },
  { id: 102, description: "Disk", display_name: "Disk", state: 1 },
  { id: 103, description: "Load", display_name: "Load", state: 0 },
];

describe("contract §7.1: hosts", () => {
  test("the listing is ordered by name and has the members of HostMain", async () => {
    const answer = await api.get("/monitoring/hosts");

    expect(answer.rows.map((row) => row["name"])).toEqual(["db-01", "lone", "meta", "web-01", "web-02"]);
    expect(answer.rows[3]).toEqual(WEB_01_LISTED);
    expect(answer.meta).toEqual({ page: 1, limit: 10, search: {}, sort_by: {}, total: 5 });
  });

  test.each(["true", "1", "TRUE", "True"])("show_service=%s adds the services", async (value) => {
    const answer = await api.get(`/monitoring/hosts?show_service=${value}&${search({ "host.id": 1 })}`);

    expect(answer.rows).toEqual([{ ...WEB_01_LISTED, services: SERVICES_OF_WEB_01 }]);
  });

  test.each(["", "0", "false", "yes", "true1"])("show_service=%s does not", async (value) => {
    expect((await api.get(`/monitoring/hosts?show_service=${value}`)).rows.some((row) => "services" in row)).toBe(
      false,
    );
  });

  test("the last one of a repeated parameter counts", async () => {
    expect(
      (await api.get("/monitoring/hosts?show_service=true&show_service=false")).rows.some((row) => "services" in row),
    ).toBe(false);
    expect((await api.get("/monitoring/hosts?limit=1&limit=2")).rows).toHaveLength(2);
  });

  test("a single host has the 45 members of HostFull", async () => {
    const { body } = await api.get("/monitoring/hosts/1");

    expect(Object.keys(body as object)).toHaveLength(45);
    expect(body).toEqual({
      ...WEB_01_LISTED,
      active_checks: true,
      check_command: "ping!1",
      check_interval: 5,
      check_period: "24x7",
      check_type: 0,
      last_hard_state: "2023-11-14T22:03:20Z",
      last_notification: null,
      latency: 0.004,
      next_check: "2023-11-14T22:17:20Z",
      next_host_notification: 0,
      notification_interval: 30,
      notification_number: 0,
      notification_period: "24x7",
      notify: true,
      notify_on_down: true,
      notify_on_downtime: false,
      notify_on_flapping: false,
      notify_on_recovery: true,
      notify_on_unreachable: false,
      services: SERVICES_OF_WEB_01,
    });
  });

  test("a host that was never checked, without services, is listed as PENDING", async () => {
    expect((await api.get("/monitoring/hosts/4")).body).toMatchObject({
      id: 4,
      services: [],
      state: 4,
      checked: false,
      last_check: null,
      last_hard_state: null,
      last_hard_state_change: null,
      output: "",
    });
  });

  test("the host of the meta services is shown as Meta and UP", async () => {
    expect((await api.get("/monitoring/hosts/6")).body).toMatchObject({ name: "meta", display_name: "Meta", state: 0 });
    expect((await api.get(`/monitoring/services?${search({ "host.id": 6 })}`)).rows[0]).toMatchObject({
      host: { display_name: "Meta", state: 0 },
    });
  });

  // Requested directly, one of their services is returned, as by the reference.
  test("hosts of the BAM module are hidden, and their services from every listing", async () => {
    expect((await api.get("/monitoring/hosts/5")).status).toBe(404);
    expect((await api.get("/monitoring/hosts/5/services")).status).toBe(404);
    expect((await api.get("/monitoring/hosts/5/services/101")).status).toBe(200);
    expect((await api.get("/monitoring/services?limit=100")).rows.map((row) => row["description"])).not.toContain(
      "ba_1",
    );
  });

  test.each(["0", "7", "999", String(2 ** 26), String(2 ** 26 + 1), "9007199254740993", "9223372036854775000"])(
    "host %s does not exist",
    async (id) => {
      for (const path of ["", "/services", "/services/101", "/downtimes", "/services/101/downtimes"]) {
        expect(await api.get(`/monitoring/hosts/${id}${path}`)).toMatchObject({ status: 404, text: "" });
      }
    },
  );
});

describe("contract §7.2: services", () => {
  test("the listing is ordered by host and name, and each service shows its host", async () => {
    const answer = await api.get("/monitoring/services");

    expect(answer.rows.map((row) => [(row["host"] as { name: string }).name, row["display_name"]])).toEqual([
      ["db-01", "Disk"],
      ["db-01", "MySQL"],
      ["meta", "meta_1"],
      ["web-01", "Disk"],
      ["web-01", "HTTP"],
      ["web-01", "Load"],
      ["web-02", "HTTP"],
    ]);
    expect(answer.rows[4]).toEqual({
      id: 101,
      check_attempt: 3,
      description: "HTTP",
      display_name: "HTTP",
      host: { id: 1, name: "web-01", alias: "The web-01", display_name: "web-01", state: 0 },
      icon_image: "linux.png",
      icon_image_alt: "",
      last_check: "2023-11-14T22:12:20Z",
      last_state_change: "2023-11-14T21:58:20Z",
      max_check_attempts: 3,
      output: "CRITICAL - 500\n",
      state: 2,
      state_type: 1,
    });
    expect(answer.meta).toEqual({ page: 1, limit: 10, search: {}, sort_by: {}, total: 7 });
  });

  test("the services of a host are ordered by id and do not show it", async () => {
    const answer = await api.get("/monitoring/hosts/1/services");

    expect(answer.rows.map((row) => row["id"])).toEqual([101, 102, 103]);
    expect(answer.rows[0]).not.toHaveProperty("host");
    expect(answer.meta["total"]).toBe(3);
  });

  test("a single service has the 32 members of ServiceFull", async () => {
    const { body } = await api.get("/monitoring/hosts/1/services/101");

    expect(Object.keys(body as object)).toHaveLength(32);
    expect(body).toEqual({
      id: 101,
      check_attempt: 3,
      check_command: "ping!1",
      check_interval: 5,
      check_period: "24x7",
      check_type: 0,
      command_line: null,
      description: "HTTP",
      display_name: "HTTP",
      execution_time: 0.25,
      icon_image: "linux.png",
      icon_image_alt: "",
      is_acknowledged: false,
      is_active_check: true,
      is_checked: true,
      scheduled_downtime_depth: 0,
      last_check: "2023-11-14T22:12:20Z",
      last_hard_state_change: "2023-11-14T22:03:20Z",
      last_notification: null,
      last_time_critical: "2023-11-14T22:12:20Z",
      last_time_ok: "2023-11-14T21:58:20Z",
      last_time_unknown: null,
      last_time_warning: null,
      last_update: "2023-11-14T22:12:21Z",
      last_state_change: "2023-11-14T21:58:20Z",
      latency: null,
      max_check_attempts: 3,
      next_check: "2023-11-14T22:17:20Z",
      output: "CRITICAL - 500\n",
      performance_data: "time=1.9s;1;3;0",
      state: 2,
      state_type: 1,
    });
  });

  test("output and performance data of a service that was never checked are empty texts", async () => {
    expect((await api.get("/monitoring/hosts/3/services/101")).body).toMatchObject({
      output: "",
      performance_data: "",
      state: 4,
      is_checked: false,
    });
  });

  test.each(["0", "999", String(2 ** 26), String(2 ** 26 + 101)])("service %s of host 1 does not exist", async (id) => {
    expect(await api.get(`/monitoring/hosts/1/services/${id}`)).toMatchObject({ status: 404, text: "" });
  });

  test("one service id under two hosts is two services", async () => {
    expect((await api.get("/monitoring/hosts/2/services/101")).body).toMatchObject({ state: 3 });
    expect((await api.get("/monitoring/hosts/3/services/101")).body).toMatchObject({ description: "MySQL" });
  });
});

describe("contract §4: listings", () => {
  test.each([
    ["/monitoring/hosts", { "host.name": "web-01" }],
    ["/monitoring/services", { $or: [{ "service.state": 2 }, { "service.state": 3 }] }],
    ["/monitoring/hosts/1/services", { "service.state": { $ge: 1 } }],
    ["/monitoring/hostgroups", { "host_group.id": 1 }],
    ["/monitoring/servicegroups", { "service_group.id": 1 }],
    ["/acknowledgments/hosts", { host_id: 1 }],
    ["/acknowledgments/services", { service_id: 101 }],
    ["/monitoring/downtimes", { "host.id": 1 }],
    ["/monitoring/hosts/downtimes", { "host.id": 1 }],
    ["/monitoring/services/downtimes", { "host.id": 1 }],
    ["/monitoring/hosts/1/downtimes", { is_fixed: true }],
    ["/monitoring/hosts/1/services/101/downtimes", { "contact.name": "x" }],
  ])("%s echoes search, sort, page and limit", async (path, value) => {
    const answer = await api.get(`${path}?${search(value)}&sort_by={"unknown":"desc"}&page=2&limit=3`);

    const echoed = "$or" in value ? value : { $and: value };
    expect(answer).toMatchObject({
      status: 200,
      meta: { page: 2, limit: 3, search: echoed, sort_by: { unknown: "DESC" }, total: expect.any(Number) },
    });
  });

  test("pages keep the total", async () => {
    expect((await api.get("/monitoring/services?limit=5&page=2")).rows).toHaveLength(2);
    expect(await api.get("/monitoring/services?limit=5&page=3")).toMatchObject({ rows: [], meta: { total: 7 } });
    expect(await api.get("/monitoring/services?limit=0")).toMatchObject({
      status: 200,
      rows: [],
      meta: { limit: 0, total: 7 },
    });
    expect((await api.get("/monitoring/services?limit=1000000")).rows).toHaveLength(7);
  });

  test("a plain name sorts ascending, an object as it specifies", async () => {
    expect((await api.get("/monitoring/hosts?sort_by=host.id")).rows.map((row) => row["id"])).toEqual([1, 2, 3, 4, 6]);
    const answer = await api.get('/monitoring/hosts?sort_by={"host.id":"desc"}');
    expect(answer.rows.map((row) => row["id"])).toEqual([6, 4, 3, 2, 1]);
    expect(answer.meta["sort_by"]).toEqual({ "host.id": "DESC" });
  });

  test("a filter works like a search", async () => {
    const answer = await api.get("/monitoring/hosts?filter[host.name]=web-01|web-02");

    expect(answer.rows.map((row) => row["id"])).toEqual([1, 2]);
    expect(answer.meta["search"]).toEqual({ $or: [{ "host.name": "web-01" }, { "host.name": "web-02" }] });
  });

  test("unknown parameters are ignored", async () => {
    expect((await api.get("/monitoring/hosts?foo=bar&total=5&with_services=true")).meta["total"]).toBe(5);
  });
});

describe("contract §5: values missing in an import", () => {
  const unknown: ResourceState = stateWith(inventedStates.get(WEB_01) as ResourceState, {
    state: 1,
    stateType: null,
    checkAttempt: null,
    hasBeenChecked: null,
    lastHardState: null,
    lastCheck: null,
    nextCheck: null,
    lastStateChange: null,
    lastHardStateChange: null,
    lastUpdate: null,
    output: null,
    perfdata: null,
    executionTime: null,
    latency: null,
    checkType: null,
    acknowledgement: null,
    scheduledDowntimeDepth: null,
    notificationNumber: null,
  });

  test("are null on a host, and a value of their type on a service", async () => {
    const imported = await openApi({
      before: [
        { kind: "state", key: WEB_01, state: unknown },
        { kind: "state", key: LOAD, state: unknown },
      ],
    });

    expect((await imported.get("/monitoring/hosts/1")).body).toMatchObject({
      acknowledged: null,
      check_attempt: null,
      checked: null,
      execution_time: null,
      last_check: null,
      last_hard_state: null,
      output: null,
      state: 1,
      state_type: null,
      check_type: null,
      notification_number: null,
    });
    expect((await imported.get("/monitoring/hosts/1/services/103")).body).toMatchObject({
      is_acknowledged: false,
      is_checked: false,
      check_attempt: 0,
      scheduled_downtime_depth: 0,
      output: "",
      performance_data: "",
      state_type: 1,
      execution_time: null,
      check_type: null,
      next_check: null,
    });
    await imported.close();
  });
});

describe("contract §6.2: visibility", () => {
  test.each(["operator", "viewer", "cookie-of-viewer"] as const)(
    "%s sees the group Front without web-01/Load",
    async (caller) => {
      expect((await api.get("/monitoring/hosts", caller)).rows.map((row) => row["id"])).toEqual([1, 2]);
      expect((await api.get("/monitoring/hosts/1/services", caller)).rows.map((row) => row["id"])).toEqual([101, 102]);
      expect((await api.get("/monitoring/hosts/1", caller)).body).toMatchObject({
        services: SERVICES_OF_WEB_01.slice(0, 2),
      });
      expect((await api.get("/monitoring/services", caller)).meta["total"]).toBe(3);
      expect((await api.get("/monitoring/hosts?show_service=true", caller)).rows[0]).toMatchObject({
        services: SERVICES_OF_WEB_01.slice(0, 2),
      });
    },
  );

  test("hidden resources are missing", async () => {
    for (const path of [
      "/monitoring/hosts/3",
      "/monitoring/hosts/3/services",
      "/monitoring/hosts/1/services/103",
      "/monitoring/hosts/3/downtimes",
    ]) {
      expect(await api.get(path, "operator")).toMatchObject({ status: 404, text: "" });
    }
  });

  test("without an active access group every listing is empty", async () => {
    for (const path of [
      "/monitoring/hosts",
      "/monitoring/services",
      "/monitoring/hostgroups",
      "/monitoring/servicegroups",
      "/acknowledgments/hosts",
      "/acknowledgments/services",
      "/monitoring/downtimes",
      "/monitoring/hosts/downtimes",
      "/monitoring/services/downtimes",
    ]) {
      expect(await api.get(path, "stranger")).toMatchObject({ status: 200, rows: [], meta: { total: 0 } });
    }
  });
});

describe("contract §7.3: groups", () => {
  const minOf = (id: number, name: string, state: number) => ({
    id,
    name,
    alias: `The ${name}`,
    display_name: name,
    state,
  });

  test("are listed by name, empty ones too", async () => {
    expect((await api.get("/monitoring/hostgroups")).rows).toEqual([
      { id: 2, name: "Data" },
      { id: 3, name: "Empty" },
      { id: 1, name: "Front" },
    ]);
    expect((await api.get("/monitoring/servicegroups")).rows).toEqual([
      { id: 2, name: "Disks" },
      { id: 1, name: "Web" },
    ]);
  });

  test("show_host adds the members, show_service also their services", async () => {
    const [, empty, front] = (await api.get("/monitoring/hostgroups?show_host=true")).rows;
    const [, , withServices] = (await api.get("/monitoring/hostgroups?show_service=true")).rows;

    expect(empty).toEqual({ id: 3, hosts: [], name: "Empty" });
    expect(front).toEqual({ id: 1, hosts: [minOf(1, "web-01", 0), minOf(2, "web-02", 1)], name: "Front" });
    expect(withServices).toMatchObject({
      hosts: [
        { id: 1, services: SERVICES_OF_WEB_01 },
        { id: 2, services: [{ id: 101 }] },
      ],
    });
  });

  test("a service group shows the hosts of its services, each with those services only", async () => {
    const [disks] = (await api.get("/monitoring/servicegroups?show_service=true")).rows;
    const [, web] = (await api.get("/monitoring/servicegroups?show_host=true")).rows;

    expect(disks).toEqual({
      id: 2,
      name: "Disks",
      hosts: [
        { ...minOf(3, "db-01", 0), services: [{ id: 102, description: "Disk", display_name: "Disk", state: 4 }] },
        { ...minOf(1, "web-01", 0), services: [{ id: 102, description: "Disk", display_name: "Disk", state: 1 }] },
      ],
    });
    expect(web).toEqual({ id: 1, name: "Web", hosts: [minOf(1, "web-01", 0), minOf(2, "web-02", 1)] });
  });

  test("the search selects groups, not members", async () => {
    const answer = await api.get(`/monitoring/hostgroups?show_host=true&${search({ "host.name": "web-01" })}`);

    expect(answer.rows).toMatchObject([{ name: "Front", hosts: [{ id: 1 }, { id: 2 }] }]);
  });

  test("a limited contact sees its groups with the visible members", async () => {
    expect((await api.get("/monitoring/hostgroups?show_service=true", "operator")).rows).toMatchObject([
      { name: "Front", hosts: [{ id: 1, services: [{ id: 101 }, { id: 102 }] }, { id: 2 }] },
    ]);
    expect((await api.get("/monitoring/servicegroups", "operator")).rows).toEqual([{ id: 1, name: "Web" }]);
  });
});
