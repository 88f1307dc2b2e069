import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readSettings } from "./read-settings.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "vigie-metrics-settings-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (lines: string) => {
  writeFileSync(join(root, "vigie.yaml"), `metrics:\n${lines}`);
  return readSettings({ flags: { config: root }, env: {}, root }).metrics;
};

it("reads how long and how much is kept", () => {
  expect(
    read("  raw_days: 7\n  hours_days: 90\n  days_years: 2\n  max_size: 20GB\n  max_metrics: 5000\n"),
  ).toMatchObject({ rawDays: 7, hoursDays: 90, daysYears: 2, maxBytes: 20 * 1024 ** 3, maxMetrics: 5_000 });
  expect(read("  max_size: off\n").maxBytes).toBeNull();
});

it("reads where performance data is read, with secrets from files as they are at each request", async () => {
  writeFileSync(join(root, "token"), "Bearer one\n");
  const { readFrom } = read(
    "  read_from:\n    url: https://vm.example.org/select/0/prometheus\n    labels: {site: paris}\n" +
      "    headers: {X-Scope: ops}\n    secret_headers: {Authorization: token}\n",
  );
  writeFileSync(join(root, "token"), "Bearer two\n");

  expect(readFrom).toMatchObject({ url: "https://vm.example.org/select/0/prometheus", labels: { site: "paris" } });
  expect(await readFrom!.headers()).toEqual({
    headers: { "X-Scope": "ops", Authorization: "Bearer two" },
    secrets: ["Bearer two"],
  });
  expect(read("  raw_days: 7\n").readFrom).toBeNull();
});

it.each([
  ["  read_from: http://vm\n", 'metrics.read_from: expected "key: value" lines'],
  ["  read_from: {labels: {site: paris}}\n", "metrics.read_from: 'url' is missing"],
  ["  read_from: {url: http://vm, labels: {metric: a}}\n", "metrics.read_from.labels: 'metric' is a label that every"],
  ["  read_from: {url: http://vm, timeout: 3}\n", "metrics.read_from.timeout: unknown setting"],
  ["  raw_days: 0\n", "metrics.raw_days: expected a whole number from 1 to 3650, found '0'"],
  ["  max_size: 1MB\n", "metrics.max_size: expected off or a size from 16MB on, such as 500MB or 20GB, found '1MB'"],
  ["  max_size: 20\n", "metrics.max_size: expected off or a size from 16MB on, such as 500MB or 20GB, found '20'"],
  ["  days: 3\n", "metrics.days: unknown setting; known settings are raw_days, hours_days"],
])("refuses %j with its line", (lines, message) => {
  expect(() => read(lines)).toThrow(`${join(root, "vigie.yaml")}:2: ${message}`);
});
