import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newState } from "../../src/model/initial-state.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { inventedInventory, NOW } from "../support/invented-site.ts";
import { stateWith } from "../support/state-with.ts";

const API = "/api/prometheus/api/v1";
/** The states of the site have performance data of now. */
const FIRST = Math.ceil(NOW / 3_600) * 3_600;
const LAST = FIRST + 11 * 300;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
  await api.timeSeries().status();
  for (let index = 0; index < 12; index++) {
    accept(serviceKey(1, 101), index, `time=${index / 10}s hits=${index * 300}c`);
    accept(hostKey(1), index, `rta=${index + 1}ms`);
    accept(hostKey(3), index, "rta=1ms");
  }
});
afterAll(() => api.close());

function accept(key: ResourceKey, index: number, perfdata: string): void {
  api.timeSeries().accept(key, stateWith(newState(0), { lastCheck: FIRST + index * 300, state: 0, perfdata }));
}

const get = async (path: string, parameters: Readonly<Record<string, string>> = {}, as?: As) =>
  (await api.get(`${API}/${path}?${new URLSearchParams(parameters).toString()}`, as)).body;
const post = (path: string, parameters: Readonly<Record<string, string>>) =>
  api.call("POST", `${API}/${path}`, {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(parameters).toString(),
  });

const HTTP_TIME = {
  __name__: "vigie_perfdata_value",
  host_name: "web-01",
  service_description: "HTTP",
  metric: "time",
  unit: "s",
};

describe("what Grafana sends", () => {
  test("its test of the data source", async () => {
    const { status, body } = await post("query", { query: "1+1", time: String(LAST) });

    expect([status, body]).toEqual([200, { status: "success", data: { resultType: "scalar", result: [LAST, "2"] } }]);
    expect(await get("status/buildinfo")).toMatchObject({ status: "success", data: { version: "2.42.0" } });
  });

  test("a panel", async () => {
    const { body } = await post("query_range", {
      query: 'vigie_perfdata_value{host_name="web-01",metric="time"}',
      start: String(FIRST),
      end: String(FIRST + 900),
      step: "300",
    });

    expect(body).toEqual({
      status: "success",
      data: {
        resultType: "matrix",
        result: [{ metric: HTTP_TIME, values: [0, 1, 2, 3].map((index) => [FIRST + index * 300, String(index / 10)]) }],
      },
    });
  });

  test("a panel of a counter", async () => {
    const { body } = await post("query", {
      query: 'rate(vigie_perfdata_value{metric="hits"}[30m])',
      time: String(LAST),
    });

    expect(body).toMatchObject({ data: { result: [{ value: [LAST, "1"] }] } });
  });

  test("lists of variables and of the explorer", async () => {
    expect(await get("labels")).toMatchObject({ data: expect.arrayContaining(["__name__", "host_name", "metric"]) });
    expect(await get("label/__name__/values")).toMatchObject({ data: ["vigie_perfdata_value"] });
    expect(
      await get("label/metric/values", {
        "match[]": 'vigie_perfdata_value{host_name="web-01",service_description="HTTP"}',
      }),
    ).toMatchObject({ data: ["hits", "time"] });
    expect(await get("series", { "match[]": '{metric="time"}', start: "1", end: "2" })).toMatchObject({
      data: [HTTP_TIME],
    });
    expect(await get("metadata")).toMatchObject({ data: { vigie_perfdata_value: [{ type: "gauge" }] } });
  });
});

test("shows an account nothing of what it does not see", async () => {
  const query = 'count(vigie_perfdata_value{metric="rta"})';

  expect(await get("query", { query, time: String(LAST) })).toMatchObject({
    data: { result: [{ value: [LAST, "2"] }] },
  });
  expect(await get("query", { query, time: String(LAST) }, "operator")).toMatchObject({
    data: { result: [{ value: [LAST, "1"] }] },
  });
});

test.each([
  ['{host_name="web-01",metric=~"time|rta"}', ["web-01 rta", "web-01 time"]],
  ['{host_name=~"web-0.|db-01",service_description=""}', ["db-01 rta", "web-01 rta"]],
  ['{service_description!="",metric=~"h.*",host_name!="db-01"}', ["web-01 hits"]],
  ['{host_name="web-01",metric="none"}', []],
])("chooses series by names: %s", async (selector, expected) => {
  const { data } = (await get("series", { "match[]": selector })) as { readonly data: Record<string, string>[] };

  expect(data.map((labels) => `${labels["host_name"]} ${labels["metric"]}`).sort()).toEqual(expected);
});

test.each([
  [400, "bad_data", { query: "sum(" }],
  [400, "bad_data", {}],
  [400, "bad_data", { query: "1", time: "yesterday" }],
  [422, "bad_data", { query: "holt_winters(a[5m],1,1)" }],
])("answers %i %s as Prometheus does: %j", async (status, errorType, parameters) => {
  const answer = await api.get(`${API}/query?${new URLSearchParams(parameters as Record<string, string>).toString()}`);

  expect([answer.status, answer.body]).toEqual([status, { status: "error", errorType, error: expect.any(String) }]);
});

test("has no rules", async () => {
  expect((await api.get(`${API}/rules`)).status).toBe(404);
});

test("lists names and values of more series than a query may need", async () => {
  const resources = [...inventedInventory.hosts, ...inventedInventory.services];
  const labels = Array.from({ length: 1_000 }, (_, index) => `m${index}`);
  for (const { key } of resources)
    for (let part = 0; part < 4; part++) {
      const perfdata = labels.slice(part * 250, (part + 1) * 250).map((label) => `${label}=1`);
      accept(key, 20 + part, perfdata.join(" "));
    }
  expect(resources.length * labels.length).toBeGreaterThan(10_000);

  expect(await get("query", { query: '{metric=~"m.*"}', time: String(LAST) })).toMatchObject({ status: "error" });
  expect(await get("label/metric/values")).toEqual({
    status: "success",
    data: [...labels, "hits", "rta", "time"].sort(),
  });
  expect(await get("labels", { "match[]": '{metric=~"m.*"}' })).toEqual({
    status: "success",
    data: ["__name__", "host_name", "metric", "service_description"],
  });
});
