import { describe, expect, test } from "vitest";
import { checkMetrics, PROMTOOL } from "../../../test/support/installed-prometheus.ts";
import { createHistogram } from "../../lib/histogram.ts";
import { exposition, formatFor } from "./exposition.ts";
import { counter, gauge, histogram, type Family } from "./family.ts";
import { sampleMeasures } from "./server-measures.fixture.ts";
import { serverFamilies } from "./server-metrics.ts";

const labelled = (labels: Readonly<Record<string, string>>): Family => ({
  name: "vigie_x",
  type: "gauge",
  help: 'A "text" with \\ and\na line end.',
  samples: [{ labels, value: 1 }],
});
const seconds = createHistogram([0.5, 1, 2]);
for (const value of [0.5, 0.6, 1.5, 9]) seconds.note(value);

describe("the format of Prometheus", () => {
  test("escapes labels and help texts", () => {
    expect(exposition([labelled({ name: 'C:\\ "x"\nö', unit: "" })], "prometheus")).toBe(
      '# HELP vigie_x A "text" with \\\\ and\\na line end.\n# TYPE vigie_x gauge\n' +
        'vigie_x{name="C:\\\\ \\"x\\"\\nö",unit=""} 1\n',
    );
  });

  test("counts the values up to each bound of a histogram", () => {
    expect(
      exposition([histogram("vigie_x_seconds", "X.", seconds)], "prometheus")
        .split("\n")
        .slice(1, -1),
    ).toEqual([
      "# TYPE vigie_x_seconds histogram",
      'vigie_x_seconds_bucket{le="0.5"} 1',
      'vigie_x_seconds_bucket{le="1"} 2',
      'vigie_x_seconds_bucket{le="2"} 3',
      'vigie_x_seconds_bucket{le="+Inf"} 4',
      "vigie_x_seconds_sum 11.6",
      "vigie_x_seconds_count 4",
    ]);
  });

  test.each([
    [Infinity, "+Inf"],
    [-Infinity, "-Inf"],
    [NaN, "NaN"],
    [1e21, "1e+21"],
    [-0.5, "-0.5"],
  ])("writes %d as %s", (value, text) => {
    expect(exposition([gauge("vigie_x", "X.", value)], "prometheus")).toContain(`\nvigie_x ${text}\n`);
  });
});

test("OpenMetrics names counters without their suffix, writes bounds as numbers with a point, and has an end", () => {
  const families = [counter("vigie_x_total", "X.", 3), histogram("vigie_y_seconds", "Y.", seconds)];

  const text = exposition(families, "openmetrics");

  expect(text).toContain("# HELP vigie_x X.\n# TYPE vigie_x counter\nvigie_x_total 3\n");
  expect(text).toContain('vigie_y_seconds_bucket{le="1.0"} 2\n');
  expect(text.endsWith("\n# EOF\n")).toBe(true);
});

test.each([
  [undefined, "prometheus"],
  ["*/*", "prometheus"],
  ["text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "prometheus"],
  ["application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.4", "openmetrics"],
])("a client that accepts %s gets the format %s", (accept, format) => {
  expect(formatFor(accept)).toBe(format);
});

test.skipIf(PROMTOOL === undefined)("promtool finds no fault with the metrics of the server", () => {
  expect(checkMetrics(exposition(serverFamilies(sampleMeasures()), "prometheus"))).toBe("");
});

test("a thread of the time series that does not answer leaves out its counters alone", () => {
  const names = (series: ReturnType<typeof sampleMeasures>["series"]): readonly string[] =>
    serverFamilies(sampleMeasures({ series })).map(({ name }) => name);

  const all = names(sampleMeasures().series);

  expect(all.filter((name) => !names(null).includes(name))).toEqual([
    "vigie_metrics_results_total",
    "vigie_metrics_values_total",
    "vigie_metrics_not_newer_total",
    "vigie_metrics_too_late_total",
    "vigie_metrics_dropped_total",
  ]);
});
