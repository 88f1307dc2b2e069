import { afterAll, beforeAll, expect, test } from "vitest";
import { newState } from "../../src/model/initial-state.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import type { ResourceState, StateCode } from "../../src/model/resource-state.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";
import { stateWith } from "../support/state-with.ts";

const HTTP = serviceKey(1, 101);
const HIDDEN = hostKey(3);
/** The next full hour: the states of the site have performance data of now, which are taken at the start. */
const FIRST = Math.ceil(NOW / 3_600) * 3_600;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
  // The states of the site are taken first.
  await api.timeSeries().status();
  for (let minute = 0; minute < 60; minute += 5) {
    const state = minute === 20 ? 2 : 0;
    accept(HTTP, FIRST + minute * 60, state, `time=${minute / 100}s;${minute < 30 ? 1 : 2};3;0 hits=${minute * 10}c`);
    accept(HIDDEN, FIRST + minute * 60, 0, "rta=1ms");
  }
  accept(HTTP, FIRST + 3_599, 0, "time=0.6s;2;3;0 hits=,5c");
});
afterAll(() => api.close());

function accept(key: ResourceKey, at: number, state: StateCode, perfdata: string): void {
  api.timeSeries().accept(key, measured(at, state, perfdata));
}
const measured = (lastCheck: number, state: StateCode, perfdata: string): ResourceState =>
  stateWith(newState(0), { lastCheck, state, perfdata });

const hour = `from=${FIRST}&to=${FIRST + 3_600}`;
const read = async (query: string, as?: "operator") =>
  (await api.get(`/api/metrics/series?${query}`, as)).body as never;

test("lists what the performance data of a service measures, and what of it is not understood", async () => {
  const { rows, meta } = await api.get("/api/hosts/1/services/101/metrics");

  expect(rows).toEqual([
    { metric_id: expect.any(Number), label: "time", unit: "s", dimension: "seconds" },
    { metric_id: expect.any(Number), label: "hits", unit: "c", dimension: "counter" },
  ]);
  expect(meta).toEqual({ faults: 'perfdata: 1 item not understood, at 16: "hits=,5c" (a decimal comma)' });
  expect((await api.get("/api/hosts/2/metrics")).rows).toEqual([]);
});

test("reads buckets with states, thresholds as they changed, and the increase of counters", async () => {
  const answer = await read(`resource=1/101&${hour}&width=4`);

  expect(answer).toMatchObject({
    step: 900,
    buckets: 4,
    level: "raw",
    resources: [
      {
        host: { id: 1, name: "web-01" },
        service: { id: 101, name: "HTTP" },
        states: [0, 2, 0, 0],
        metrics: [
          {
            label: "time",
            min: [0, 0.15, 0.3, 0.45],
            last: [0.1, 0.25, 0.4, 0.6],
            count: [3, 3, 3, 4],
            per_second: null,
            thresholds: [
              {
                warning: { low: 0, high: 1, inside: false },
                critical: { low: 0, high: 3, inside: false },
                min: 0,
                max: null,
              },
              { warning: { low: 0, high: 2, inside: false } },
            ],
          },
          {
            label: "hits",
            average: [100, 150, 150, 150],
            per_second: [1 / 6, 1 / 6, 1 / 6, 1 / 6],
            max: [100, 250, 400, 550],
          },
        ],
      },
    ],
  });
});

test("has null where there is no value", async () => {
  const answer = await read(`resource=1/101&metric=time&from=${FIRST - 600}&to=${FIRST + 600}`);

  expect(answer).toMatchObject({
    step: 300,
    resources: [{ states: [null, null, 0, 0], metrics: [{ average: [null, null, 0, 0.05], count: [0, 0, 1, 1] }] }],
  });
});

test("writes CSV, a line for each bucket with a value", async () => {
  const { text, headers } = await api.get(`/api/metrics/series?resource=1/101&metric=time&${hour}&width=4&format=csv`);

  expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(text.split("\r\n").slice(0, 2)).toEqual([
    "time,host,service,metric,unit,average,min,max,last,count",
    expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z,web-01,HTTP,time,s,0\.05\d*,0,0\.1,0\.1,3$/),
  ]);
});

test("leaves the increase of a counter empty where it is unknown", async () => {
  const { text } = await api.get(`/api/metrics/series?resource=1/101&metric=hits&${hour}&width=60&format=csv`);

  expect(text.split("\r\n").slice(1, 3)).toEqual([
    expect.stringMatching(/,hits,c,,0,0,0,1$/),
    expect.stringMatching(/,hits,c,50,50,50,50,1$/),
  ]);
});

test("shows an account nothing of what it does not see", async () => {
  expect((await api.get(`/api/metrics/series?resource=3&${hour}`)).status).toBe(200);
  expect((await api.get(`/api/metrics/series?resource=3&${hour}`, "operator")).status).toBe(404);
  expect((await api.get(`/api/metrics/series?resource=1/101&resource=3&${hour}`, "operator")).status).toBe(404);
});

test.each([
  ["", "resource"],
  ["resource=web", "resource"],
  [Array.from({ length: 51 }, () => "resource=1").join("&"), "resource"],
  ["resource=1&from=yesterday", "from"],
  ["resource=1&from=20&to=10", "from"],
  ["resource=1&from=0&to=400000000", "from"],
  ["resource=1&width=0", "width"],
  ["resource=1&width=4001", "width"],
  ["resource=1&format=xml", "format"],
])("refuses %s", async (query, field) => {
  const { status, text } = await api.get(`/api/metrics/series?${query}`);

  expect([status, text]).toEqual([400, expect.stringContaining(`Error on '${field}'`)]);
});
