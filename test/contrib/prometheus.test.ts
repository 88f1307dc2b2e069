import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
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
  ...objectFamilies(() => [], { hostGroups: [], hosts: [], services: [], metrics: [] }),
];
/** Names of samples. */
const names = new Set(
  families.flatMap(({ name, type }) =>
    type === "histogram" ? ["_bucket", "_sum", "_count"].map((part) => name + part) : [name],
  ),
);

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
