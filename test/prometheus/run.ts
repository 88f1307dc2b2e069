import fc from "fast-check";
import { parseArgs } from "node:util";
import { PROMETHEUS } from "../support/installed-prometheus.ts";
import { compareQuery } from "./compare-query.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { startPrometheus } from "./prometheus.ts";
import { readerOf, sampleSeries } from "./sample-series.ts";

// npm run compare-promql -- [--expressions 500] [--seed N] [--shown 20]
const { values } = parseArgs({
  options: {
    expressions: { type: "string", default: "500" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
    shown: { type: "string", default: "20" },
  },
});

if (PROMETHEUS === undefined) {
  console.error("Prometheus is not installed (Debian: prometheus); there is nothing to compare with.");
  process.exit(2);
}

const [seed, count] = [Number(values.seed), Number(values.expressions)];
const series = sampleSeries(seed);
const prometheus = await startPrometheus();
const differences: string[] = [];
try {
  await prometheus.write(series);
  for (const query of fc.sample(EXPRESSIONS, { numRuns: count, seed })) {
    const difference = await compareQuery(query, prometheus, readerOf(series));
    if (difference !== null) differences.push(difference);
  }
} finally {
  await prometheus.stop();
}
for (const difference of differences.slice(0, Number(values.shown))) console.log(difference);
console.log(`${count} expressions, seed ${seed}: ${count - differences.length} equal, ${differences.length} differ.`);
process.exitCode = differences.length === 0 ? 0 : 1;
