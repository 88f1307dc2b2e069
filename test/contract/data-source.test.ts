import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newState } from "../../src/model/initial-state.ts";
import { hostKey, serviceKey } from "../../src/model/resource-key.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";
import { stateWith } from "../support/state-with.ts";

const FIRST = Math.ceil(NOW / 3_600) * 3_600;
const iso = (minute: number): string => new Date((FIRST + minute * 60) * 1000).toISOString();
const RANGE = `start=${iso(0)}&end=${iso(60)}`;

/** Performance data of some minutes, by host and service. */
const VALUES: readonly (readonly [number, (at: number) => string])[] = [
  [hostKey(1), (at) => `rta=${at / 10}ms`],
  [serviceKey(1, 101), (at) => `time=${at / 100}s hits=${at * 10}c`],
  [serviceKey(2, 101), (at) => `time=${at}ms`],
  [serviceKey(1, 102), () => "/var=5GB '/home 100%'=7%"],
  [serviceKey(3, 102), () => "/var=6GB"],
  [serviceKey(3, 101), () => "queries=1 TIME=3s"],
];

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
  await api.timeSeries().status();
  for (const minute of [0, 5, 10, 15, 25]) {
    for (const [key, perfdata] of VALUES) {
      const state = stateWith(newState(0), { lastCheck: FIRST + minute * 60, state: 0, perfdata: perfdata(minute) });
      api.timeSeries().accept(key, state);
    }
  }
});
afterAll(() => api.close());

interface Series {
  readonly id: number;
  readonly name: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly timeserie: readonly { readonly datetime: string; readonly value: number | null }[];
}

const read = async (query: string, as?: As): Promise<readonly Series[]> =>
  (await api.get(`/data-source/metrics/timeseries?${RANGE}&${query}`, as)).body as readonly Series[];
const nameOf = ({ name, labels }: Series): string =>
  [labels["host"], labels["service"], name].filter((part) => part !== undefined).join(" ");
const list = async (path: string, query = "", as?: As): Promise<readonly unknown[]> =>
  (await api.get(`/data-source/${path}?${query}`, as)).rows.map(({ name }) => name);

describe("§14: types", () => {
  test("name a list for each kind, which answers", async () => {
    const { body } = await api.get("/data-source/types");
    const types = body as readonly { readonly slug: string; readonly list_endpoint: string }[];

    expect(types[0]).toEqual({
      display_name: "Host",
      list_endpoint: "/centreon/api/latest/data-source/hosts",
      slug: "host",
    });
    expect(types.map(({ slug }) => slug)).toEqual([
      "host",
      "host-group",
      "service",
      "service-group",
      "metaservice",
      "metric",
    ]);
    for (const { list_endpoint: path } of types) expect((await api.get(path)).status).toBe(200);
  });

  test("another path is no route", async () => {
    const { status, body } = await api.get("/centreon/api/latest/data-source/pollers");
    expect([status, (body as { readonly message: string }).message]).toEqual([
      404,
      expect.stringMatching(/^No route found for "GET /),
    ]);
  });
});

describe("§14: lists", () => {
  test.each([
    ["hosts", "", ["db-01", "lone", "meta", "web-01", "web-02"]],
    ["hosts", "host[]=WEB-*", ["web-01", "web-02"]],
    ["hosts", "host[]=*1&host[]=lone", ["db-01", "lone", "web-01"]],
    ["hosts", "host[]=*-*1", ["db-01", "web-01"]],
    ["hosts", "host[]=web_01&host[]=%25", []],
    ["hosts", "host-group[]=Front", ["web-01", "web-02"]],
    ["hosts", "host-group[]=Front&host[]=*-01", ["web-01"]],
    ["hosts", "service[]=Disk", ["db-01", "web-01"]],
    ["hosts", "metric[]=/var", ["db-01", "web-01"]],
    ["hosts", "metric[]=rta", ["web-01"]],
    ["hosts", "metric[]=rta&service[]=*", []],
    ["hosts", "host[]=nobody", []],
    ["hosts", "metaservice[]=*", []],
    ["host-groups", "", ["Data", "Empty", "Front"]],
    ["host-groups", "host-group[]=e*", ["Empty"]],
    ["host-groups", "host[]=db-01", ["Data"]],
    ["host-groups", "metric[]=time&service[]=HTTP", ["Front"]],
    // Of the same name on several hosts once.
    ["services", "", ["Disk", "HTTP", "Load", "meta_1", "MySQL"]],
    ["services", "host[]=web-02", ["HTTP"]],
    ["services", "host[0]=web-01&service[0]=*d*", ["Disk", "Load"]],
    ["services", 'host=["web-02","db-01"]', ["Disk", "HTTP", "MySQL"]],
    ["service-groups", "", ["Disks", "Web"]],
    ["service-groups", "host[]=db-01", ["Disks"]],
    ["metaservices", "", []],
    ["metrics", "", ["/home 100%", "/var", "hits", "queries", "rta", "time", "TIME"]],
    ["metrics", "service[]=disk", ["/home 100%", "/var"]],
    ["metrics", "service-group[]=Web", ["hits", "time"]],
    ["metrics", "metric[]=/*", ["/home 100%", "/var"]],
    ["metrics", "metric[]=*100%25", ["/home 100%"]],
  ])("%s of %s", async (path, query, expected) => {
    const found = await list(path, query);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test("are ordered by name, paged, with all of them in the total", async () => {
    const first = await api.get("/data-source/services?limit=2");
    const second = await api.get("/data-source/services?limit=2&page=2");

    expect(first.rows).toEqual([
      { id: 102, name: "Disk" },
      { id: 101, name: "HTTP" },
    ]);
    expect(second.rows.map(({ name }) => name)).toEqual(["Load", "meta_1"]);
    expect(second.meta).toEqual({ page: 2, limit: 2, search: {}, sort_by: {}, total: 5 });
    expect((await api.get("/data-source/services")).meta).toMatchObject({ page: 1, limit: 100 });
  });

  test("have what the caller sees", async () => {
    expect(await list("hosts", "", "viewer")).toEqual(["web-01", "web-02"]);
    expect(await list("host-groups", "", "viewer")).toEqual(["Front"]);
    expect(await list("services", "", "viewer")).toEqual(["Disk", "HTTP"]);
    expect(await list("service-groups", "host[]=web-01", "viewer")).toEqual(["Web"]);
    expect(await list("metrics", "", "viewer")).toEqual(["/home 100%", "/var", "hits", "rta", "time"]);
    expect(await list("hosts", "host-group[]=Data", "viewer")).toEqual([]);
    expect(await list("hosts", "service-group[]=Disks", "viewer")).toEqual([]);
    for (const path of ["hosts", "host-groups", "services", "service-groups", "metrics"])
      expect(await list(path, "", "stranger")).toEqual([]);
  });

  test.each([
    ["host=web-01", "Value provided for host is not correctly formatted. Array expected."],
    [Array.from({ length: 101 }, () => "host[]=a*").join("&"), "The parameter host has more than 100 patterns"],
  ])("%s is refused", async (query, message) => {
    expect(await api.get(`/data-source/hosts?${query}`)).toMatchObject({ status: 500, body: { message } });
  });
});

describe("§14: series", () => {
  test("have the values with null between them, within the range", async () => {
    const series = await read("host[]=web-01&service[]=HTTP&metric[]=time");

    expect(series).toEqual([
      {
        id: expect.any(Number),
        name: "time",
        unit: "s",
        labels: { host: "web-01", service: "HTTP" },
        timeserie: Array.from({ length: 12 }, (_, index) => ({
          datetime: iso(index * 5).replace(".000", ""),
          value: [0, 0.05, 0.1, 0.15, null, 0.25][index] ?? null,
        })),
      },
    ]);
  });

  test("of a counter have the values as stored", async () => {
    const [hits] = await read("metric[]=hits");
    expect(hits!.timeserie.slice(0, 7).map(({ value }) => value)).toEqual([0, 50, 100, 150, null, 250, null]);
  });

  test("have the step of their own checks, however seldom others run", async () => {
    for (const hour of [0, 1, 2]) {
      const state = stateWith(newState(0), { lastCheck: FIRST + hour * 3_600, state: 0, perfdata: "slow=1" });
      api.timeSeries().accept(hostKey(2), state);
    }
    const stepOf = ([first, second]: Series["timeserie"]): number =>
      (Date.parse(second!.datetime) - Date.parse(first!.datetime)) / 1000;
    const query = `start=${iso(0)}&end=${iso(180)}&metric[]=hits&metric[]=slow`;
    const series = (await api.get(`/data-source/metrics/timeseries?${query}`)).body as readonly Series[];

    expect(series.map(({ name, timeserie }) => [name, stepOf(timeserie)])).toEqual([
      ["slow", 3_600],
      ["hits", 300],
    ]);
  });

  test("begin and end within the range, also between two buckets", async () => {
    const [start, end] = [`${iso(3).slice(0, 19)}.250Z`, `${iso(14).slice(0, 19)}.750Z`];
    const { body } = await api.get(`/data-source/metrics/timeseries?start=${start}&end=${end}&metric[]=hits`);
    const times = (body as readonly Series[])[0]!.timeserie.map(({ datetime }) => Date.parse(datetime));

    expect(times.length).toBe(3);
    expect(times[0]).toBeGreaterThanOrEqual(Date.parse(start));
    expect(times.at(-1)).toBeLessThanOrEqual(Date.parse(end));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  test.each([
    ["service-group[]=Web&metric[]=time", ["web-01 HTTP time", "web-02 HTTP time"]],
    ["service-group[]=Web&metric[]=time&host[]=*2", ["web-02 HTTP time"]],
    ["host-group[]=Data&service[]=disk&service[]=http", ["db-01 Disk /var"]],
    ["metric[]=rta", ["web-01 rta"]],
    ["metric[]=/home*", ["web-01 Disk /home 100%"]],
    ["metric[]=nothing", []],
    ["metaservice[]=x", []],
  ])("of %s", async (query, expected) => {
    expect((await read(query)).map(nameOf).toSorted()).toEqual(expected);
  });

  test("are told apart by name and labels, and are all that the caller sees", async () => {
    const all = (await read("")).map(nameOf).filter((name) => !name.endsWith(" slow"));
    const seen = (await read("", "viewer")).map(nameOf).filter((name) => !name.endsWith(" slow"));

    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(9);
    expect(seen.toSorted()).toEqual(all.filter((name) => name.startsWith("web-")).toSorted());
    expect(await read("", "stranger")).toEqual([]);
    expect(await read("host[]=db-01", "viewer")).toEqual([]);
  });

  test.each([
    ["start=x", 'Invalid date given for parameter "start".'],
    ["start=2026-01-02T00:00:00.000Z&end=2026-01-01T00:00:00.000Z", "End date must be greater than start date."],
  ])("%s is refused", async (query, message) => {
    expect(await api.get(`/data-source/metrics/timeseries?${query}`)).toMatchObject({
      status: 500,
      body: { code: 500, message },
    });
  });
});

/** What the plugin sends: a login, the kinds, a list for each field that is typed in, and the series of a panel. */
describe("§14: the requests of Grafana's plugin", () => {
  const get = async (path: string, token: string) =>
    (await api.call("GET", path, { as: "nobody", headers: { "x-auth-token": token } })).body as never;

  test("draw a panel", async () => {
    const credentials = { login: "operator", password: "correct horse" };
    const login = await api.call("POST", "/centreon/api/latest/login", {
      as: "nobody",
      body: { security: { credentials } },
    });
    const { token } = (login.body as { readonly security: { readonly token: string } }).security;
    const types: readonly { readonly slug: string; readonly list_endpoint: string }[] = await get(
      "/centreon/api/latest/data-source/types",
      token,
    );
    // It keeps the last part of each path.
    const pathOf = (slug: string): string =>
      `/centreon/api/latest/data-source/${types
        .find((type) => type.slug === slug)!
        .list_endpoint.split("/")
        .at(-1)}`;
    const namesIn = async (slug: string, query: string): Promise<readonly string[]> => {
      const { result }: { readonly result: readonly { readonly name: string }[] } = await get(
        `${pathOf(slug)}?${query}`,
        token,
      );
      return result.map(({ name }) => name);
    };
    const escaped = (slug: string, name: string): string =>
      `${encodeURIComponent(`${slug}[]`)}=${encodeURIComponent(name)}`;

    const [group] = await namesIn("host-group", `limit=100&page=1&${escaped("host-group", "*fro*")}`);
    const services = await namesIn("service", escaped("host-group", group!));
    const metrics = await namesIn("metric", `${escaped("host-group", group!)}&${escaped("service", services[0]!)}`);
    const chosen = [escaped("host-group", group!), ...services.map((name) => escaped("service", name))];
    const series: readonly Series[] = await get(
      `/centreon/api/latest/data-source/metrics/timeseries?${chosen.join("&")}&${escaped("metric", "/*")}` +
        `&start=${encodeURIComponent(iso(0))}&end=${encodeURIComponent(iso(60))}`,
      token,
    );

    expect([group, services, metrics]).toEqual(["Front", ["Disk", "HTTP"], ["/home 100%", "/var"]]);
    expect(series.map(nameOf).toSorted()).toEqual(["web-01 Disk /home 100%", "web-01 Disk /var"]);
    for (const { timeserie } of series)
      expect(timeserie.every(({ datetime }) => !Number.isNaN(new Date(datetime).getTime()))).toBe(true);
  });
});

describe("§14: very many metrics", () => {
  const KEYS = [hostKey(1), hostKey(2), hostKey(3), hostKey(4)];

  beforeAll(() => {
    for (const key of KEYS) {
      const items = Array.from({ length: 256 }, (_, index) => `m-${key}-${index}=${index}`);
      const state = stateWith(newState(0), { lastCheck: FIRST + 86_400, state: 0, perfdata: items.join(" ") });
      api.timeSeries().accept(key, state);
    }
  });

  test("1,000 of the series are read, with fewer points each", async () => {
    const year = `start=${FIRST - 300 * 86_400}&end=${FIRST + 90_000}`;
    const path = `/data-source/metrics/timeseries?${year}&metric[]=m-*`;
    const series = (await api.get(path)).body as readonly Series[];

    expect(new Set(series.map(nameOf)).size).toBe(1_000);
    for (const { timeserie } of series) expect(timeserie.length).toBeLessThanOrEqual(300);
    expect(series[7]!.timeserie.flatMap(({ value }) => value ?? [])).toEqual([7]);
  });

  test("all of them are on one page if the client likes", async () => {
    const { rows, meta } = await api.get("/data-source/metrics?metric[]=M-*&limit=500000");

    expect([rows.length, meta["total"]]).toEqual([1_024, 1_024]);
    expect(rows[0]).toEqual({ id: expect.any(Number), name: `m-${hostKey(2)}-0` });
  });
});
