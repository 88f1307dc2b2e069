import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

const OBJECTS = `
define command {
  command_name  dummy
  command_line  check_dummy 0
}
define host {
  host_name             web
  host_id               1
  check_command         dummy
  active_checks_enabled 0
  max_check_attempts    1
}
define service {
  host_name             web
  service_id            2
  service_description   Disk
  check_command         dummy
  active_checks_enabled 0
  max_check_attempts    1
}
`;

let site: Site;
afterEach(() => site.remove());

interface Graph {
  readonly metrics: readonly {
    readonly metric: string;
    readonly last_value: number;
    readonly data: readonly unknown[];
  }[];
  readonly times: readonly string[];
}
interface Series {
  readonly name: string;
  readonly labels: object;
  readonly timeserie: readonly { readonly value: number | null }[];
}

test("a submitted result is in the graph, the states, the current metrics and Grafana's series", async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": OBJECTS });
  const server: ServerUnderTest = await site.start(systemClock);
  const service = "/monitoring/hosts/1/services/2";
  const submit = (status: number, performance_data: string): Promise<number> =>
    server.send("POST", `${service}/submit`, { status, output: "x", performance_data });

  expect(await submit(1, "size=12.5KB;10;@20:30;0;100 reads=7c")).toBe(204);
  const metrics = await server.get<readonly object[]>(`${service}/metrics`);
  const graph = await server.get<Graph>(`${service}/metrics/performance`);
  const states = await server.get<{ readonly warning: readonly object[] }>(`${service}/metrics/status`);
  const series = await server.get<readonly Series[]>("/data-source/metrics/timeseries?service[]=disk&metric[]=s*");

  expect(metrics).toEqual([
    {
      id: expect.any(Number),
      name: "size",
      unit: "KB",
      current_value: 12.5,
      warning_high_threshold: 10,
      warning_low_threshold: null,
      critical_high_threshold: 30,
      critical_low_threshold: 20,
      min: 0,
      max: 100,
    },
    expect.objectContaining({ name: "reads", current_value: 7, warning_high_threshold: null }),
  ]);
  expect(graph.metrics.map(({ metric, last_value: last }) => [metric, last])).toEqual([
    ["size", 12.5],
    ["reads", 7],
  ]);
  for (const { data } of graph.metrics) expect(data.length).toBe(graph.times.length);
  expect(states.warning.length).toBe(1);
  expect(series.map(({ name, labels }) => ({ name, labels }))).toEqual([
    { name: "size", labels: { host: "web", service: "Disk" } },
  ]);
  expect(series[0]!.timeserie.flatMap(({ value }) => value ?? [])).toEqual([12.5]);
});
