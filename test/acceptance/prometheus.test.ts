import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { type Prometheus, startPrometheus } from "../prometheus/prometheus.ts";
import { sendCommands } from "../support/command-file.ts";
import { checkMetrics, PROMETHEUS, PROMTOOL } from "../support/installed-prometheus.ts";
import { ADMIN_PASSWORD, createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

let site: Site;
let server: ServerUnderTest;
let prometheus: Prometheus | undefined;
afterEach(async () => {
  await prometheus?.stop();
  prometheus = undefined;
  await site.remove();
});

async function start(): Promise<void> {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\nservice_check_timeout=1\n", "objects.cfg": "" });
  const slow = join(site.folder, "slow.sh");
  writeFileSync(slow, "#!/bin/sh\nexec sleep 60\n", { mode: 0o755 });
  writeFileSync(join(site.configFolder, "objects.cfg"), objects(slow));
  server = await site.start(systemClock);
}

const metrics = async (): Promise<string> => (await fetch(`${server.app.url}/metrics`)).text();
/** Value of a sample, by its name with the labels as written. */
const valueOf = (text: string, sample: string): number | undefined => {
  const line = text.split("\n").find((each) => each.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
};

test("counts checks, ends of plugins, results by door, commits, values and states", async () => {
  await start();
  await sendCommands(site, systemClock, "PROCESS_SERVICE_CHECK_RESULT;web;page;2;slow|time=9s;1;3");
  await expect.poll(async () => valueOf(await metrics(), 'vigie_results_received_total{door="command_file"}')).toBe(1);
  const result = { status: 2, output: "still slow", performance_data: "time=8s;1;3" };
  expect(await server.send("POST", "/monitoring/hosts/1/services/2/submit", result)).toBe(204);
  await expect
    .poll(async () => valueOf(await metrics(), 'vigie_plugin_runs_total{ending="timed_out"}'))
    .toBeGreaterThanOrEqual(1);
  await expect.poll(async () => valueOf(await metrics(), "vigie_metrics_values_total")).toBeGreaterThanOrEqual(1);

  const text = await metrics();

  expect(valueOf(text, 'vigie_checks_total{kind="service"}')).toBeGreaterThanOrEqual(1);
  // The limit of the plugin that timed out, but for what two clocks differ by.
  expect(valueOf(text, "vigie_check_execution_seconds_sum")).toBeGreaterThan(0.99);
  expect(valueOf(text, 'vigie_check_execution_seconds_bucket{le="0.5"}')).toBeLessThan(
    valueOf(text, "vigie_check_execution_seconds_count")!,
  );
  expect(valueOf(text, 'vigie_results_accepted_total{type="passive"}')).toBe(2);
  expect(valueOf(text, 'vigie_results_received_total{door="api"}')).toBe(1);
  expect(valueOf(text, "vigie_store_commit_seconds_count")).toBeGreaterThan(1);
  expect(valueOf(text, 'vigie_services{state="critical"}')).toBe(1);
  expect(valueOf(text, 'vigie_hosts{state="up"}')! + valueOf(text, 'vigie_hosts{state="pending"}')!).toBe(1);
  expect(valueOf(text, 'vigie_part_up{part="time_series"}')).toBe(1);
  if (PROMTOOL !== undefined) expect(checkMetrics(text)).toBe("");
}, 180_000);

test.skipIf(PROMETHEUS === undefined)(
  "a real Prometheus reads the server and, with a token, its objects (skipped if not installed)",
  async () => {
    await start();
    await sendCommands(site, systemClock, "PROCESS_SERVICE_CHECK_RESULT;web;page;2;slow|'time taken'=9s;1;3");
    const token = await newToken();
    const target = new URL(server.app.url).host;
    prometheus = await startPrometheus(`
scrape_configs:
  - job_name: vigie
    scrape_interval: 1s
    scrape_timeout: 1s
    static_configs: [{targets: ["${target}"]}]
  - job_name: vigie-objects
    scrape_interval: 1s
    scrape_timeout: 1s
    metrics_path: /metrics/objects
    params: {host: [web]}
    authorization: {credentials: "${token}"}
    static_configs: [{targets: ["${target}"]}]
`);
    const values = async (query: string): Promise<readonly string[]> => {
      const answer = await prometheus!.ask("query", { query });
      if (answer.status !== "success" || answer.data.resultType !== "vector") throw new Error(JSON.stringify(answer));
      return answer.data.result.map(({ value }) => value[1]);
    };

    await expect.poll(() => values('vigie_perfdata_value{metric="time taken"}')).toEqual(["9"]);
    await expect.poll(() => values("sum(up)")).toEqual(["2"]);
    expect(await values('vigie_service_state{host_name="web",service_description="page"}')).toEqual(["2"]);
    expect(await values('vigie_perfdata_critical{service_description="page"} - vigie_perfdata_warning')).toEqual(["2"]);
    expect(await values("histogram_quantile(0.5, vigie_store_commit_seconds_bucket) > 0")).toHaveLength(1);
  },
  60_000,
);

const SERVICES = 2_000;
const VALUES = 252;

test("an answer with too many values is refused, and a large one waits for its reader", async () => {
  const services = Array.from(
    { length: SERVICES },
    (_, place) =>
      `define service {\n  host_name web\n  service_id ${place + 2}\n  service_description s${place}\n` +
      "  check_command dummy\n  active_checks_enabled 0\n  max_check_attempts 1\n}\n",
  );
  site = createSite({
    "vigie.cfg": "cfg_file=objects.cfg\n",
    "vigie.yaml": "metrics:\n  max_metrics: 1000000\n",
    "objects.cfg":
      "define command {\n  command_name dummy\n  command_line check_dummy 0\n}\n" +
      "define host {\n  host_name web\n  host_id 1\n  max_check_attempts 1\n  check_command dummy\n}\n" +
      services.join(""),
  });
  server = await site.start(systemClock);
  const perfdata = Array.from({ length: VALUES }, (_, place) => `value_${place}=${place};1;2`).join(" ");
  const resources = services.map((_, place) => ({
    type: "service",
    id: place + 2,
    parent: { id: 1 },
    status: 0,
    output: "fine",
    performance_data: perfdata,
  }));
  for (let from = 0; from < SERVICES; from += 200) {
    const some = { resources: resources.slice(from, from + 200) };
    expect(await server.send("POST", "/monitoring/resources/submit", some)).toBe(204);
  }
  const headers = { authorization: `Bearer ${await newToken()}` };

  const all = await fetch(`${server.app.url}/metrics/objects`, { headers });
  expect([all.status, await all.text()]).toEqual([
    400,
    expect.stringMatching(/host_group.*These have 50\d{4} states and values; at most 500000/),
  ]);

  const half = services.slice(0, SERVICES / 2).map((_, place) => `service=s${place}`);
  const answer = await fetch(`${server.app.url}/metrics/objects?${half.join("&")}`, { headers });
  const reader = answer.body!.getReader();
  await reader.read();
  // It waits; others are answered.
  for (let round = 0; round < 20; round++) expect(await metrics()).toContain("vigie_part_up");
  let [text, values] = ["", 0];
  const decoder = new TextDecoder();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (text + decoder.decode(part.value as Uint8Array, { stream: true })).split("\n");
    text = lines.pop()!;
    values += lines.filter((line) => line.startsWith("vigie_perfdata_critical{")).length;
  }
  expect(values).toBe((SERVICES / 2) * VALUES);
}, 180_000);

async function newToken(): Promise<string> {
  const login = await fetch(`${server.app.url}/centreon/api/latest/login`, {
    method: "POST",
    body: JSON.stringify({ security: { credentials: { login: "admin", password: ADMIN_PASSWORD } } }),
  });
  return ((await login.json()) as { security: { token: string } }).security.token;
}

const objects = (slow: string): string => `
define command {
  command_name  slow
  command_line  ${slow}
}
define host {
  host_name            web
  host_id              1
  max_check_attempts   1
}
define service {
  host_name             web
  service_id            2
  service_description   page
  check_command         slow
  active_checks_enabled 0
  max_check_attempts    1
}
define service {
  host_name             web
  service_id            3
  service_description   hangs
  check_command         slow
  check_interval        60
  max_check_attempts    1
}
`;
