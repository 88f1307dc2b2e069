import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const PATH = "/centreon/api/latest/monitoring/resources";
const list = (query = "", as: As = "admin"): Promise<Answer> => api.get(`${PATH}?limit=100${query}`, as);
const namesIn = ({ rows }: Answer): readonly unknown[] => rows.map(({ uuid }) => uuid);

describe("later versions §5: the list of resources", () => {
  test("has hosts and services, the worst first, and no technical host", async () => {
    const answer = await list();
    const severities = answer.rows.map(({ status }) => (status as { severity_code: number }).severity_code);

    expect(severities).toEqual(severities.toSorted((left, right) => left - right));
    expect(namesIn(answer)).toContain("h1-s101");
    expect(answer.rows.some(({ name }) => String(name).startsWith("_Module_"))).toBe(false);
    expect(answer.meta).toEqual({ page: 1, limit: 100, search: {}, sort_by: {}, total: answer.rows.length });
  });

  test.each(["beta", "v2", "v20.04", "v21.10", "v22.04", "v23.10", "v24.10"])("is the same under %s", async (token) => {
    const { text } = await api.get(`/centreon/api/${token}/monitoring/resources`);
    expect(text).toBe((await api.get(PATH)).text);
  });

  test("§5.3: an item has the names of all releases", async () => {
    const [service] = (await list('&search={"$and":[{"h.name":"web-01"},{"s.name":"HTTP"}]}')).rows;
    expect(service).toMatchObject({
      uuid: "h1-s101",
      type: "service",
      short_type: "s",
      id: 101,
      host_id: 1,
      service_id: 101,
      name: "HTTP",
      alias: null,
      fqdn: null,
      monitoring_server_name: "Central",
      parent: { uuid: "h1", id: 1, name: "web-01", type: "host", short_type: "h", host_id: 1, service_id: null },
      performance_data: null,
      severity: null,
      chart_url: null,
      extra: {},
    });
    for (const [later, earlier] of [
      ["is_in_downtime", "in_downtime"],
      ["is_acknowledged", "acknowledged"],
      ["is_in_flapping", "flapping"],
      ["has_active_checks_enabled", "active_checks"],
      ["has_passive_checks_enabled", "passive_checks"],
      ["is_notification_enabled", "notification_enabled"],
    ] as const)
      expect([later, service![later]]).toEqual([later, service![earlier]]);
    expect(service!["tries"]).toMatch(/^\d+\/\d+ \([HS]\)$/);
    const [host] = (await list('&search={"name":"web-02"}&types=["host"]')).rows;
    expect(host).toMatchObject({
      uuid: "h2",
      type: "host",
      id: 2,
      host_id: 2,
      service_id: null,
      parent: null,
      status: { code: 1, name: "DOWN", severity_code: 1 },
    });
  });

  test("§5.4: links", async () => {
    const links = async (as: As) =>
      (await list('&search={"h.name":"web-01","s.name":"HTTP"}', as)).rows[0]!["links"] as Record<
        "uris" | "endpoints",
        Record<string, string | null>
      >;
    const admin = await links("admin");

    expect(admin.uris).toEqual({
      configuration: "/services/s1.101",
      logs: "/services/s1.101?tab=timeline",
      reporting: "/services/s1.101?tab=timeline",
    });
    expect(admin.endpoints).toMatchObject({
      details: "/centreon/api/latest/monitoring/resources/hosts/1/services/101",
      timeline: "/centreon/api/latest/monitoring/hosts/1/services/101/timeline",
      acknowledgement: "/centreon/api/latest/monitoring/hosts/1/services/101/acknowledgements?limit=1",
      check: "/centreon/api/latest/monitoring/hosts/1/services/101/check",
      notification_policy: null,
    });
    expect(admin.endpoints["downtime"]).toContain(String(NOW));
    const downtimes = await api.get(admin.endpoints["downtime"]!);
    expect(downtimes).toMatchObject({ status: 200, rows: [] });
    const viewer = await links("viewer");
    expect(viewer.uris).toEqual({ configuration: null, logs: null, reporting: null });
    expect([viewer.endpoints["check"], viewer.endpoints["forced_check"]]).toEqual([null, null]);
  });

  test.each([
    ['types=["host"]', ["h1", "h2", "h3", "h4", "h6"]],
    ["types[]=host&types[]=metaservice", ["h1", "h2", "h3", "h4", "h6"]],
    ["types[0]=metaservice", []],
    ['statuses=["DOWN"]', ["h2", "h6"]],
    ['types=["host"]&statuses=["DOWN","PENDING"]', ["h2", "h4", "h6"]],
    ['hostgroup_names=["Data"]&types=["host"]', ["h3"]],
    ["hostgroup_ids=[1]&types[]=host", ["h1", "h2"]],
    ['hostgroup_ids=["1"]&types[]=host', ["h1", "h2"]],
    ['servicegroup_names=["Web"]', ["h1-s101", "h2-s101"]],
    ['hostgroup_names=["nobody has it"]', []],
    ['monitoring_server_names=["Central"]&types=["host"]', ["h1", "h2", "h4", "h6"]],
    ['host_severity_names=["x"]', []],
    ['states=[]&types=["host"]', ["h1", "h2", "h3", "h4", "h6"]],
    ['states=["all"]&statuses=["DOWN"]', ["h2", "h6"]],
    ['only_with_opened_tickets=true&statuses=["DOWN"]', ["h2", "h6"]],
    ['search=&statuses=["DOWN"]', ["h2", "h6"]],
    ['search={"nonsense":1}&statuses=["DOWN"]', ["h2", "h6"]],
    ['search={"h.name":{"$rg":"^web-0[12]$"}}&types=["host"]', ["h1", "h2"]],
  ])("§5.1 and §5.2: %s", async (query, expected) => {
    const answer = await list(`&${query}`);
    expect(namesIn(answer).toSorted()).toEqual(expected.toSorted());
    expect(answer.meta).toMatchObject({ total: expected.length });
  });

  test.each([
    ["types=host", "Value provided for types is not correctly formatted. Array expected."],
    ['types=["Host"]', "Value provided for types parameter is not supported (was: Host)"],
    ['states=["bad"]', "Value provided for states parameter is not supported (was: bad)"],
    ['statuses=["down"]', "Value provided for statuses parameter is not supported (was: down)"],
    ['hostgroup_ids=["x"]', "Value provided for hostgroup_ids parameter is not supported (was: x)"],
    ["foo=1", "Request parameter provided not handled"],
    ['search={"name":{"$rg":"("}}', "Bad regex format '('"],
  ])("%s is refused", async (query, message) => {
    expect(await list(`&${query}`)).toMatchObject({ status: 500, body: { code: 500, message } });
  });

  test("shows a caller its own resources", async () => {
    const all = namesIn(await list());
    const seen = namesIn(await list("", "viewer"));

    expect(seen).toEqual(all.filter((uuid) => seen.includes(uuid)));
    expect(seen).not.toContain("h1-s103");
    expect(seen.length).toBeGreaterThan(2);
    expect((await list("", "stranger")).body).toMatchObject({ result: [], meta: { total: 0 } });
  });

  test("pages of any size; limit 0 has the total only", async () => {
    const all = namesIn(await list());
    const pages = await Promise.all(all.map(async (_, at) => namesIn(await api.get(`${PATH}?limit=1&page=${at + 1}`))));

    expect(pages.flat()).toEqual(all);
    expect((await api.get(`${PATH}?limit=0`)).body).toMatchObject({
      result: [],
      meta: { limit: 0, total: all.length },
    });
    expect(namesIn(await api.get(`${PATH}?page=1&limit=500000`))).toEqual(all);
  });

  test("§3.2: hosts, which have no parent, are last in both directions, under every token", async () => {
    for (const token of ["beta", "v21.10", "latest"])
      for (const direction of ["ASC", "DESC"]) {
        const { rows } = await api.get(
          `/centreon/api/${token}/monitoring/resources?sort_by={"parent_name":"${direction}"}&limit=100`,
        );
        const types = rows.map(({ type }) => type);
        expect(types).toEqual(types.toSorted().reverse());
        expect(new Set(types)).toEqual(new Set(["host", "service"]));
      }
  });

  test("sort_by with two unknown fields changes nothing (MCP sends it)", async () => {
    const sorted = await list('&sort_by={"order":"ASC","field":"host.name"}');
    expect(namesIn(sorted)).toEqual(namesIn(await list()));
  });
});
