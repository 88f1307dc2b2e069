import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { sampleMeasures } from "../../src/interfaces/metrics/server-measures.fixture.ts";
import type { ApiOptions } from "../../src/interfaces/api/api-options.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { checkMetrics, PROMTOOL } from "../support/installed-prometheus.ts";
import { DISK, HTTP, inventedStates, NOW, WEB_01 } from "../support/invented-site.ts";
import { stateWith } from "../support/state-with.ts";

const PERFDATA = "time=1.9s;1;3;0 'C:\\ \"x\"'=88%;~:80;10:90;0;100 hits=17c;@5:6 none=U broken=,5";
const changed = (key: typeof HTTP, perfdata: string) =>
  ({ kind: "state", key, state: stateWith(inventedStates.get(key)!, { perfdata }) }) as const;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({ before: [changed(HTTP, PERFDATA), changed(WEB_01, "rta=0.2ms"), changed(DISK, "time=7s")] });
});
afterAll(() => api.close());

const samples = async (query = "", as: As = "admin"): Promise<readonly string[]> => {
  const { status, text } = await api.get(`/metrics/objects${query}`, as);
  expect(status).toBe(200);
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
};
const of = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${name}{`)).map((line) => line.slice(name.length));

describe("GET /metrics/objects", () => {
  test("gives states and times of what was checked", async () => {
    const lines = await samples();

    expect(of(lines, "vigie_host_state")).toEqual([
      '{host_name="web-01"} 0',
      '{host_name="web-02"} 1',
      '{host_name="db-01"} 0',
      '{host_name="meta"} 1',
    ]);
    expect(of(lines, "vigie_service_state")).toContain('{host_name="web-01",service_description="HTTP"} 2');
    expect(of(lines, "vigie_service_last_check_timestamp_seconds")).toContain(
      `{host_name="web-01",service_description="HTTP"} ${NOW - 60}`,
    );
  });

  test("gives values, thresholds and bounds as the plugin printed them", async () => {
    const lines = await samples("?service=HTTP&host=web-01");
    const http = '{host_name="web-01",service_description="HTTP",metric=';
    const disk = `${http}"C:\\\\ \\"x\\"",unit="%"`;

    expect(of(lines, "vigie_perfdata_value")).toEqual([
      `${http}"time",unit="s"} 1.9`,
      `${disk}} 88`,
      `${http}"hits",unit="c"} 17`,
    ]);
    expect(of(lines, "vigie_perfdata_warning")).toEqual([
      `${http}"time",unit="s",bound="upper"} 1`,
      `${disk},bound="upper"} 80`,
      `${http}"hits",unit="c",bound="upper"} 6`,
      `${http}"hits",unit="c",bound="lower"} 5`,
    ]);
    expect(of(lines, "vigie_perfdata_critical")).toEqual([
      `${http}"time",unit="s",bound="upper"} 3`,
      `${disk},bound="upper"} 90`,
      `${disk},bound="lower"} 10`,
    ]);
    expect(of(lines, "vigie_perfdata_min")).toEqual([`${http}"time",unit="s"} 0`, `${disk}} 0`]);
    expect(of(lines, "vigie_perfdata_max")).toEqual([`${disk}} 100`]);
  });

  test.each([
    ["?host=web-02", ["web-02"]],
    ["?host=web-02&host=db-01", ["web-02", "db-01"]],
    ["?host_group=Front", ["web-01", "web-02"]],
    ["?host_group=Front&host=web-01", ["web-01"]],
    ["?host=unknown", []],
    ["?service=HTTP", []],
  ])("%s takes the hosts %j", async (query, hosts) => {
    expect(of(await samples(query), "vigie_host_state").map((line) => /"([^"]+)"/.exec(line)![1])).toEqual(hosts);
  });

  test("takes values by label", async () => {
    const values = of(await samples("?metric=time"), "vigie_perfdata_value");

    expect(values.map((line) => /metric="(\w+)".* (\S+)$/.exec(line)!.slice(1))).toEqual([
      ["time", "1.9"],
      ["time", "7"],
    ]);
  });

  test("shows what the caller sees, and nothing else", async () => {
    const lines = await samples("", "operator");

    expect(of(lines, "vigie_host_state")).toEqual(['{host_name="web-01"} 0', '{host_name="web-02"} 1']);
    expect(lines.filter((line) => /db-01|Load|Module/.test(line))).toEqual([]);
    expect(await samples("", "stranger")).toEqual([]);
    expect(await samples("?host_group=Back", "operator")).toEqual([]);
  });

  test.skipIf(PROMTOOL === undefined)("promtool finds no fault with it (skipped if not installed)", async () => {
    expect(checkMetrics((await api.get("/metrics/objects")).text)).toBe("");
  });

  test("takes a token as Prometheus sends it, which the operations of the contract do not", async () => {
    const call = (path: string, token: string) =>
      api.call("GET", path, { as: "nobody", headers: { authorization: `Bearer ${token}` } });

    expect((await call("/metrics/objects", "token of viewer")).status).toBe(200);
    expect((await call("/metrics/objects", "token of nobody")).status).toBe(401);
    expect((await call("/monitoring/hosts", "token of viewer")).status).toBe(403);
  });
});

describe("GET /metrics", () => {
  const opened = async (metricsAccess: NonNullable<ApiOptions["metricsAccess"]>): Promise<ApiUnderTest> => {
    const server = await openApi({ settings: { metricsAccess, measures: async () => sampleMeasures() } });
    onTestFinished(() => server.close());
    return server;
  };
  const status = async (server: ApiUnderTest, as: As, headers: Readonly<Record<string, string>> = {}) =>
    (await server.call("GET", "/metrics", { as, headers })).status;

  test("with metrics_access: local, needs a token unless it was asked from this machine, by no proxy and no page", async () => {
    const server = await opened("local");

    expect(await status(server, "nobody")).toBe(200);
    for (const header of ["x-forwarded-for", "forwarded", "via", "x-real-ip", "origin"])
      expect([header, await status(server, "nobody", { [header]: "192.0.2.9" })]).toEqual([header, 403]);
    expect(await status(server, "viewer", { "x-forwarded-for": "192.0.2.9" })).toBe(200);
    const away = await server.app.inject({ url: "/metrics", remoteAddress: "192.0.2.9" });
    expect(away.statusCode).toBe(403);
  });

  test("with metrics_access: token, needs one of an account with API access", async () => {
    const server = await opened("token");

    expect(await status(server, "nobody")).toBe(403);
    expect(await status(server, "noapi")).toBe(403);
    expect(await status(server, "viewer")).toBe(200);
  });

  test("with metrics_access: public, needs none", async () => {
    const server = await opened("public");

    expect(await status(server, "nobody", { "x-forwarded-for": "192.0.2.9" })).toBe(200);
  });

  test("answers in the format that the client asks for, and names nothing that is monitored", async () => {
    const server = await opened("local");
    const openMetrics = await server.call("GET", "/metrics", {
      headers: { accept: "application/openmetrics-text;version=1.0.0,text/plain;q=0.5" },
    });
    const plain = await server.call("GET", "/metrics");

    expect(plain.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(openMetrics.headers["content-type"]).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
    expect(openMetrics.text.endsWith("# EOF\n")).toBe(true);
    expect(plain.text).toContain('\nvigie_part_up{part="store"} 1\n');
    expect(plain.text).toMatch(/\nvigie_http_connections \d+\n/);
    expect(plain.text).not.toMatch(/web-01|HTTP|Front|operator/);
  });
});
