import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newState } from "../../src/model/initial-state.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import type { StateCode } from "../../src/model/resource-state.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { HTTP, NOW } from "../support/invented-site.ts";
import { stateWith } from "../support/state-with.ts";

const SERVICE = "/monitoring/hosts/1/services/101";
const LOAD = serviceKey(1, 103);
/** The next full hour after the states of the site, which have performance data of now. */
const FIRST = Math.ceil(NOW / 3_600) * 3_600;
const RANGE = `start=${FIRST}&end=${FIRST + 3_600}`;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
  // The states of the site are taken first.
  await api.timeSeries().status();
  for (let minute = 0; minute < 60; minute += 5) {
    // Nothing at 30 and 35.
    if (minute === 30 || minute === 35) continue;
    const state = minute === 20 ? 2 : 0;
    accept(HTTP, FIRST + minute * 60, state, `time=${minute / 10}s;1;3;0 hits=${minute * 10}c '/a b;c'=5MB;@10:20;5:`);
  }
  accept(LOAD, FIRST, 0, "load=1");
});
afterAll(() => api.close());

function accept(key: number, lastCheck: number, state: StateCode, perfdata: string): void {
  api.timeSeries().accept(key, stateWith(newState(0), { lastCheck, state, perfdata }));
}

interface GraphAnswer {
  readonly global: Readonly<Record<string, unknown>>;
  readonly times: readonly (string | number)[];
  readonly metrics: readonly (Readonly<Record<string, unknown>> & { readonly data: readonly (number | null)[] })[];
}
const graph = async (query: string, path = "metrics/performance"): Promise<GraphAnswer> =>
  (await api.get(`${SERVICE}/${path}${query}`)).body as GraphAnswer;

const TOKENS = ["beta", "v2", "v20.04", "v21.10", "v22.04", "v23.10", "v24.10", "latest"];

describe("§9: metrics of a service", () => {
  test("are a bare array with the newest values and the limits in the unit of the values", async () => {
    const { status, body } = await api.get(`${SERVICE}/metrics`);

    expect(status).toBe(200);
    expect(body).toEqual([
      {
        id: expect.any(Number),
        name: "time",
        unit: "s",
        // What the service has now; the others are of results that are taken by the series alone.
        current_value: 1.9,
        warning_high_threshold: 1,
        warning_low_threshold: null,
        critical_high_threshold: 3,
        critical_low_threshold: null,
        min: 0,
        max: null,
      },
      expect.objectContaining({ name: "hits", unit: "c", current_value: null }),
      expect.objectContaining({ name: "/a b;c", unit: "MB", current_value: null }),
    ]);
  });

  test("one by its name, which may hold a slash, a blank and a semicolon", async () => {
    const [time] = (await api.get(`${SERVICE}/metrics`)).body as readonly unknown[];

    expect((await api.get(`${SERVICE}/metrics/time`)).body).toEqual(time);
    expect((await api.get(`${SERVICE}/metrics/${encodeURIComponent("/a b;c")}`)).body).toMatchObject({
      name: "/a b;c",
    });
    expect(await api.get(`${SERVICE}/metrics/Time`)).toMatchObject({
      status: 404,
      body: { code: 404, message: "metrics not found" },
    });
  });

  test.each(TOKENS)("the answers are the same under %s", async (token) => {
    const base = `/centreon/api/${token}${SERVICE}`;
    for (const path of ["metrics", `metrics/performance?${RANGE}`, `metrics/status?${RANGE}`]) {
      expect(await api.get(`${base}/${path}`)).toMatchObject({
        status: 200,
        text: (await api.get(`${SERVICE}/${path}`)).text,
      });
    }
    expect((await api.get(`/centreon/api/${token}/monitoring/hosts/1/services/102/metrics`)).body).toEqual({
      code: 404,
      message: "metrics not found",
    });
    expect((await api.get(`/centreon/api/${token}/monitoring/hosts/99/services/1/metrics`)).body).toEqual({
      code: 404,
      message: "Host 99 not found",
    });
  });
});

describe("§9: performance", () => {
  test("has an entry of data for each time, null where there is no value", async () => {
    const { times, metrics } = await graph(`?${RANGE}`);
    const at = (minute: number): string => new Date((FIRST + minute * 60) * 1000).toISOString().replace(".000", "");

    expect(times).toEqual(Array.from({ length: 12 }, (_, index) => at(index * 5)));
    expect(metrics.map(({ data }) => data.length)).toEqual([12, 12, 12]);
    expect(metrics[0]!.data).toEqual([0, 0.5, 1, 1.5, 2, 2.5, null, null, 4, 4.5, 5, 5.5]);
  });

  test("draws a counter as stored", async () => {
    const { metrics } = await graph(`?${RANGE}`);

    expect(metrics[1]).toMatchObject({
      metric: "hits",
      unit: "c",
      data: [0, 50, 100, 150, 200, 250, null, null, 400, 450, 500, 550],
      last_value: 550,
      minimum_value: 0,
      maximum_value: 550,
    });
  });

  test("has the members of both generations", async () => {
    const answer = await graph(`?${RANGE}`);

    expect(answer).toMatchObject({
      base: 1000,
      global: { title: "HTTP graph", "vertical-label": "Value", base: "1000", multiple_services: false },
    });
    expect(answer.metrics[0]).toMatchObject({
      index_id: expect.stringMatching(/^\d+$/),
      metric_id: expect.stringMatching(/^\d+$/),
      metric_legend: "time",
      legend: "time (s)",
      min: "0",
      max: null,
      warn: "1",
      warn_low: null,
      crit: "3",
      crit_low: null,
      ds_order: 0,
      prints: [["Last:5.50"], ["Min:0.00"], ["Max:5.50"], ["Average:2.65"]],
      last_value: 5.5,
      minimum_value: 0,
      maximum_value: 5.5,
      average_value: 2.65,
    });
    expect(answer.metrics[2]).toMatchObject({ warn: "20", warn_low: "10", crit: null, crit_low: "5", ds_order: 2 });
  });

  test("reads dates in every spelling, and the last 24 hours without any", async () => {
    const { times } = await graph(`?${RANGE}`);
    const iso = new Date(FIRST * 1000).toISOString();
    const end = new Date((FIRST + 3_600) * 1000).toISOString();
    const inParis = `${new Date((FIRST + 3_600) * 1000).toISOString().slice(0, 19)}+01:00`;
    for (const query of [
      `start=${iso}&end=${end}`,
      `start=${iso.slice(0, 19)}&end=${end.slice(0, 16)}`,
      `start=${iso.slice(0, 19).replace("T", " ")}&end=${end}`,
      `start=${encodeURIComponent(inParis)}&end=${FIRST + 3_600}`,
      // Not escaped: the plus sign is a blank.
      `start=${inParis}&end=${FIRST + 3_600}`,
    ])
      expect({ query, times: (await graph(`?${query}`)).times }).toEqual({ query, times });

    const day = (await graph("")).global as { readonly start: string; readonly end: string };
    expect(Date.parse(day.end) - Date.parse(day.start)).toBe(86_400_000);
  });

  test("between two times of the path, with all times in Unix seconds", async () => {
    const answer = await graph("", `metrics/start/${FIRST}/end/${FIRST + 3_600}`);

    expect(answer.global).toMatchObject({ start: FIRST, end: FIRST + 3_600 });
    expect(answer.times).toEqual(Array.from({ length: 12 }, (_, index) => FIRST + index * 300));
    expect(answer.metrics).toEqual((await graph(`?${RANGE}`)).metrics);
  });

  test("has at most 1,000 points", async () => {
    const { times, metrics } = await graph(`?start=${FIRST - 365 * 86_400}&end=${FIRST + 3_600}`);

    expect(times.length).toBeLessThanOrEqual(1_000);
    expect(metrics[0]!.data.length).toBe(times.length);
  });

  test("of a service without performance data is empty", async () => {
    const { body } = await api.get(`/monitoring/hosts/1/services/102/metrics/performance?${RANGE}`);
    expect(body).toMatchObject({ metrics: [], global: { title: "Disk graph" } });
  });
});

describe("§9: status", () => {
  const stretch = (from: number, to: number) => ({ start: String(FIRST + from * 60), end: String(FIRST + to * 60) });

  test("has consecutive stretches in Unix seconds as text, unknown where results are missing", async () => {
    const { body } = await api.get(`${SERVICE}/metrics/status?start=${FIRST - 600}&end=${FIRST + 2 * 3_600}`);

    expect(body).toEqual({
      critical: [stretch(20, 25)],
      warning: [],
      // Two results that are missing end nothing; after five nothing is known.
      ok: [stretch(0, 20), stretch(25, 80)],
      unknown: [stretch(-10, 0), stretch(80, 120)],
    });
  });

  test("between two times of the path", async () => {
    const { body } = await api.get(`${SERVICE}/status/start/${FIRST}/end/${FIRST + 1_800}`);
    expect(body).toEqual({
      critical: [stretch(20, 25)],
      warning: [],
      ok: [stretch(0, 20), stretch(25, 30)],
      unknown: [],
    });
  });

  test("of a service without performance data is in its history", async () => {
    const path = "/monitoring/hosts/1/services/102";
    const hour = `start=${NOW - 1_800}&end=${NOW + 1_800}`;
    // Hard after some of them.
    for (const status of [2, 2, 2, 2, 2, 0]) {
      const result = { status, output: "x", performance_data: "" };
      expect((await api.post(`${path}/submit`, result)).status).toBe(204);
      await api.clock.advanceBy(60);
    }
    const { body } = await api.get(`${path}/metrics/status?${hour}`);
    const stretches = Object.values(body as Readonly<Record<string, readonly { start: string; end: string }[]>>).flat();

    expect(body).toMatchObject({ critical: [{ end: String(NOW + 300) }], ok: [{ start: String(NOW + 300) }] });
    // Consecutive, and nothing is known of the future.
    const [first, ...others] = stretches.toSorted((one, other) => Number(one.start) - Number(other.start));
    expect(first!.start).toBe(String(NOW - 1_800));
    others.reduce((before, stretch) => (expect(stretch.start).toBe(before.end), stretch), first!);
    expect(body).toMatchObject({
      unknown: expect.arrayContaining([{ start: String(NOW + 361), end: String(NOW + 1_800) }]),
    });
  });

  test("of a service without results is unknown", async () => {
    const { body } = await api.get(`/monitoring/hosts/1/services/102/metrics/status?${RANGE}`);
    expect(body).toEqual({ critical: [], warning: [], ok: [], unknown: [stretch(0, 60)] });
  });
});

describe("§9: download", () => {
  test("is CSV with a column for each metric and a line for each time", async () => {
    const path = `${SERVICE}/metrics/performance/download?start_date=${FIRST}&end_date=${FIRST + 3_600}`;
    const { text, headers } = await api.get(path);
    const lines = text.trimEnd().split("\r\n");

    expect(headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="web-01_HTTP.csv"',
    });
    expect(lines[0]).toBe('time;humantime;time;hits;"/a b;c"');
    expect(lines.length).toBe(13);
    const human = new Date((FIRST + 300) * 1000).toISOString().slice(0, 19).replace("T", " ");
    expect(lines[2]).toBe(`${FIRST + 300};${human};0.5;50;5`);
    expect(lines[7]!.split(";").slice(2)).toEqual(["", "", ""]);
  });

  test.each([
    ["", "start_date"],
    ["?end_date=5", "start_date"],
    ["?start_date=5", "end_date"],
  ])("%s is refused", async (query, name) => {
    expect(await api.get(`${SERVICE}/metrics/performance/download${query}`)).toMatchObject({
      status: 500,
      body: { code: 500, message: `Unable to find date parameter ${name} into the http request` },
    });
  });
});

describe("§9: refusals", () => {
  test.each([
    ["start=yesterday", 'Invalid date given for parameter "start".'],
    ["end=2026-02-30", 'Invalid date given for parameter "end".'],
    ["start=-5", 'Invalid date given for parameter "start".'],
    ["start=5000000000&end=5000000001", 'Invalid date given for parameter "end".'],
    [`start=${"1".repeat(65)}`, 'Invalid date given for parameter "start".'],
    ["start=20&end=20", "End date must be greater than start date."],
    ["start=0&end=400000000", "Start date must be at most eleven years before end date."],
  ])("%s", async (query, message) => {
    for (const path of ["metrics/performance", "metrics/status"])
      expect(await api.get(`${SERVICE}/${path}?${query}`)).toMatchObject({ status: 500, body: { code: 500, message } });
  });

  test.each(["metrics", "metrics/time", "metrics/performance", "metrics/status", "metrics/start/1/end/2"])(
    "%s of what does not exist or is not visible",
    async (path) => {
      const messageOf = async (ids: string, as: "admin" | "operator" = "admin") => {
        const { status, body } = await api.get(`/monitoring/${ids}/${path}`, as);
        return [status, (body as { readonly message: string }).message];
      };

      expect(await messageOf("hosts/99/services/101")).toEqual([404, "Host 99 not found"]);
      expect(await messageOf("hosts/1/services/999")).toEqual([404, "Service 999 not found"]);
      expect(await messageOf("hosts/1/services/103", "operator")).toEqual([404, "Service 103 not found"]);
      expect(await messageOf("hosts/3/services/101", "operator")).toEqual([404, "Host 3 not found"]);
    },
  );

  test.each(["metrics", "metrics/rta", "metrics/performance", "metrics/status"])(
    "there are no meta services: %s",
    async (path) => {
      expect(await api.get(`/centreon/api/latest/monitoring/metaservices/1/${path}`)).toMatchObject({
        status: 404,
        body: { code: 404, message: "Metaservice not found" },
      });
    },
  );

  test("another method of a path with a text in it is not allowed", async () => {
    expect(await api.call("DELETE", `${SERVICE}/metrics/time`)).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD" },
    });
  });
});
