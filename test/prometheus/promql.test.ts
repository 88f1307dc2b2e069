import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatValue } from "../../src/interfaces/metrics/promql/prometheus-answer.ts";
import { PROMETHEUS } from "../support/installed-prometheus.ts";
import { compareQuery } from "./compare-query.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { startPrometheus, type Prometheus } from "./prometheus.ts";
import { readerOf, sampleSeries } from "./sample-series.ts";

// A small fixed share, so that a failure is due to a change; `npm run compare-promql` draws new expressions.
const EXPRESSION_COUNT = 50;
const SEED = 12;

// Where the two could easily differ.
const PINNED = [
  "-1 ^ 2",
  "2 ^ -1 * 3",
  "2 ^ 3 ^ 2",
  "- - 1 - -2 ^ 2",
  "-load ^ 2",
  "load + temperature offset 5m * 2",
  "load - ignoring (unit) rate(load[5m] offset -1m) % 2 > bool 1",
  "sum(load) or vector(0)",
  "load and temperature or requests_total unless load",
  "-5 % 3",
  "1 ^ NaN",
  "clamp_min(odd, Inf)",
  "clamp(load, 5, 1)",
  "load # remark",
  "SUM(load) BY (host)",
  'sum by (host,) ({__name__="load",})',
  "topk(2, temperature) by (service)",
  "topk(NaN, temperature)",
  'absent(nowhere{host="a", service="b", service=~"b"})',
  'abs({host="alpha"})',
  'rate({host="alpha"}[5m])',
  "load == on (service) load",
  "load == load",
  "load >= ignoring (unit) load offset 5m",
  "load < bool ignoring (unit) load offset 5m",
  "load > on (host, service) temperature",
  "5 < load",
  "5 < bool load",
  "load != 5",
  "load * on (host) load",
  "timestamp(load offset 1m)",
  "timestamp(-load)",
  "load +",
  "load{",
  "load[5m",
  "{}",
  '{host=""}',
  'load{__name__="x"}',
  'load{host=~"("}',
  '"\\d"',
  "(load)[5m]",
  "load offset 5m offset 5m",
  "load[5m] + 1",
  "rate(load)",
  "sum(load, load)",
  "topk(load)",
  "1 > 2",
  "1 and 2",
  "load + bool 1",
  "load + on (host) 1",
  "vector(load)",
  '-"text"',
];

describe.skipIf(PROMETHEUS === undefined)("answers of Prometheus and of Vigie (skipped if it is not installed)", () => {
  const series = sampleSeries(SEED);
  const reader = readerOf(series);
  let prometheus: Prometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus();
    await prometheus.write(series);
  });
  afterAll(() => prometheus.stop());

  test(`are equal for ${EXPRESSION_COUNT} random expressions, seed ${SEED}`, async () => {
    await fc.assert(
      fc.asyncProperty(EXPRESSIONS, async (query) => {
        expect(await compareQuery(query, prometheus, reader)).toBeNull();
      }),
      { numRuns: EXPRESSION_COUNT, seed: SEED },
    );
  });

  test.each(PINNED)("are equal for %s", async (query) => {
    expect(await compareQuery(query, prometheus, reader)).toBeNull();
  });

  test("write numbers alike", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true }), async (value) => {
        const time = { time: "1768471200", query: `vector(${formatValue(value)})` };

        expect(await prometheus.ask("query", time)).toMatchObject({
          data: { result: [{ value: [1768471200, formatValue(value)] }] },
        });
      }),
      { numRuns: 50, seed: SEED },
    );
  });
});
