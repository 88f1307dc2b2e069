import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { clusterFamilies } from "../../src/interfaces/metrics/cluster-metrics.ts";
import { objectFamilies } from "../../src/interfaces/metrics/object-metrics.ts";
import { sampleMeasures } from "../../src/interfaces/metrics/server-measures.fixture.ts";
import { serverFamilies } from "../../src/interfaces/metrics/server-metrics.ts";
import { temporaryFolder } from "../support/access-scene.ts";
import { checkRules, PROMTOOL } from "../support/installed-prometheus.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const RULES = join(ROOT, "contrib/prometheus/vigie.rules.yml");
const DASHBOARD = join(ROOT, "contrib/grafana/vigie.json");

const families = [
  ...serverFamilies(sampleMeasures()),
  ...clusterFamilies({ isLeading: false, term: 7, position: 4_711, lagSeconds: 0.2, configurationDiffers: false }),
  ...objectFamilies(() => [], { hostGroups: [], hosts: [], services: [], metrics: [] }),
];
/** Names of samples. */
const names = new Set(
  families.flatMap(({ name, type }) =>
    type === "histogram" ? ["_bucket", "_sum", "_count"].map((part) => name + part) : [name],
  ),
);

const bucketsOf = (name: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([le, text]) => [`${name}_bucket{le="${le}"}`, text]));

/** Series of an hour, and whether the alert fires at its end. */
const TRIED: readonly (readonly [alert: string, series: Readonly<Record<string, string>>, fires: boolean])[] = [
  ["VigieDown", { 'up{job="vigie",instance="a"}': "1x5 0x60" }, true],
  ["VigieDown", { 'up{job="vigie",instance="a"}': "1x60" }, false],
  ["VigieMissing", { 'up{job="other"}': "1x60" }, true],
  [
    "VigiePartFailing",
    { 'vigie_part_up{part="store"}': "1x5 0x60", 'vigie_part_up{part="command_file"}': "1x60" },
    true,
  ],
  [
    "VigieChecksStopped",
    {
      'vigie_results_accepted_total{type="active",instance="a"}': "7x60",
      'vigie_checks_waiting{instance="a"}': "3x60",
    },
    true,
  ],
  [
    "VigieChecksStopped",
    {
      'vigie_results_accepted_total{type="active",instance="a"}': "7x60",
      'vigie_checks_waiting{instance="a"}': "0x60",
    },
    false,
  ],
  ["VigiePluginsNotStarted", { 'vigie_plugin_runs_total{ending="not_started"}': "0+1x60" }, true],
  ["VigiePluginsNotStarted", { 'vigie_plugin_runs_total{ending="exited"}': "0+1x60" }, false],
  ["VigieChecksLate", bucketsOf("vigie_check_latency_seconds", { 10: "0x60", 30: "0+9x60", "+Inf": "0+9x60" }), true],
  [
    "VigieChecksLate",
    bucketsOf("vigie_check_latency_seconds", { 10: "0+9x60", 30: "0+9x60", "+Inf": "0+9x60" }),
    false,
  ],
  ["VigieCommitsSlow", bucketsOf("vigie_store_commit_seconds", { 1: "0x60", 5: "0+9x60", "+Inf": "0+9x60" }), true],
  ["VigieCommitsRefused", { vigie_store_commits_refused_total: "0x55 1x5" }, true],
  ["VigieNotificationsFailing", { 'vigie_notification_attempts_total{outcome="failed"}': "0x55 2x5" }, true],
  ["VigieNotificationsFailing", { 'vigie_notification_attempts_total{outcome="retried"}': "0x55 2x5" }, false],
  ["VigieNotificationsWaiting", { vigie_outbox_waiting: "2x60" }, true],
  ["VigieEventLoopDelayed", { vigie_event_loop_delay_p99_seconds: "0.9x60" }, true],
  ["VigieMetricsDropped", { vigie_metrics_dropped_total: "0x55 5x5" }, true],
  ["VigiePollerAway", { 'vigie_poller_connected{poller="paris"}': "0x60" }, true],
  ["VigiePollerAway", { 'vigie_poller_connected{poller="paris"}': "1x60" }, false],
  ["VigiePollerBehind", { 'vigie_poller_results_buffered{poller="paris"}': "5000x60" }, true],
  ["VigiePollerBehind", { 'vigie_poller_results_buffered{poller="paris"}': "5000x55 0x5" }, false],
  [
    "VigieNotLed",
    { 'vigie_cluster_leading{instance="a"}': "0x60", 'vigie_cluster_leading{instance="b"}': "0x60" },
    true,
  ],
  [
    "VigieNotLed",
    { 'vigie_cluster_leading{instance="a"}': "1x60", 'vigie_cluster_leading{instance="b"}': "0x60" },
    false,
  ],
  ["VigieStandbyBehind", { vigie_cluster_lag_seconds: "0+60x60" }, true],
  ["VigieStandbyBehind", { vigie_cluster_lag_seconds: "0.2x60" }, false],
  ["VigieStandbyConfigurationDiffers", { vigie_cluster_configuration_differs: "1x60" }, true],
  ["VigieStandbyConfigurationDiffers", { vigie_cluster_configuration_differs: "0x60" }, false],
  ["VigieHostDown", { 'vigie_host_state{host_name="web"}': "1x60" }, true],
  ["VigieHostDown", { 'vigie_host_state{host_name="web"}': "2x60" }, false],
  ["VigieServiceCritical", { 'vigie_service_state{host_name="web"}': "2x60" }, true],
  ["VigieResultsOld", { 'vigie_service_last_check_timestamp_seconds{host_name="web"}': "-90000x60" }, true],
  ["VigieResultsOld", { 'vigie_service_last_check_timestamp_seconds{host_name="web"}': "0x60" }, false],
];

/** Whether an alert fires an hour after its series began, one value a minute. */
function firing(alert: string, series: Readonly<Record<string, string>>): boolean {
  const path = join(temporaryFolder(), "test.yml");
  const input = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  const none = [{ eval_time: "59m", alertname: alert, exp_alerts: [] }];
  writeFileSync(
    path,
    JSON.stringify({ rule_files: [RULES], tests: [{ interval: "1m", input_series: input, alert_rule_test: none }] }),
  );
  const { status, stdout, stderr } = spawnSync(PROMTOOL ?? "promtool", ["test", "rules", path], { encoding: "utf8" });
  if (status !== 0 && !stdout.includes("got:") && !stderr.includes("got:")) throw new Error(stdout + stderr);
  return status !== 0;
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}
const dashboard = JSON.parse(readFileSync(DASHBOARD, "utf8")) as {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
};
const rules = (
  parse(readFileSync(RULES, "utf8")) as {
    readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
  }
).groups.flatMap((group) => group.rules);

const ofPanels = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ of: `panel ${title}`, expr })),
);
const ofRules = rules.map(({ alert, expr }) => ({ of: `alert ${alert}`, expr }));
const ofVariables = dashboard.templating.list.flatMap(({ definition }) =>
  definition === undefined ? [] : [{ of: "variable", expr: definition }],
);
const unknownNames = (expr: string): readonly string[] =>
  [...expr.matchAll(/\b(?:vigie|process|nodejs)_\w+/g)].map(([name]) => name).filter((name) => !names.has(name));

test.each([...ofRules, ...ofPanels, ...ofVariables])("$of names metrics that exist: $expr", ({ expr }) => {
  expect(unknownNames(expr)).toEqual([]);
});

test("most panels and rules name a metric of Vigie", () => {
  const naming = [...ofRules, ...ofPanels].filter(({ expr }) => /\b(vigie|process|nodejs)_/.test(expr));

  expect(naming.length).toBeGreaterThan(40);
});

describe.skipIf(PROMTOOL === undefined)("promtool (skipped if not installed)", () => {
  test("finds no fault with the rules", () => {
    expect(checkRules(RULES)).toBe("");
  });

  test.each(TRIED)("the alert %s fires by %j: %s", (alert, series, fires) => {
    expect(firing(alert, series)).toBe(fires);
  });

  test("every alert is tried", () => {
    const fired = new Set(TRIED.flatMap(([alert, , fires]) => (fires ? [alert] : [])));

    expect(rules.map(({ alert }) => alert)).toEqual([...new Set(rules.map(({ alert }) => alert))]);
    expect(new Set(rules.map(({ alert }) => alert))).toEqual(fired);
  });

  test("parses every expression of the dashboard, with Grafana's variables replaced", () => {
    const path = join(temporaryFolder(), "rules.yml");
    const replaced = (expr: string): string =>
      expr.replaceAll("$__rate_interval", "5m").replaceAll(/\$(instance|host|service)\b/g, "x");
    const asRules = ofPanels.map(({ expr }, place) => ({ record: `panel_${place}`, expr: replaced(expr) }));
    writeFileSync(path, JSON.stringify({ groups: [{ name: "dashboard", rules: asRules }] }));

    expect(checkRules(path)).toBe("");
  });
});

test("docs/metrics.md names every metric", () => {
  const page = readFileSync(join(ROOT, "docs/metrics.md"), "utf8");

  expect(families.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
