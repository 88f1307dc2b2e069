import { compileMatchers } from "../../src/interfaces/metrics/promql/syntax/label-matcher.ts";
import type { SampledSeries, SeriesReader } from "../../src/interfaces/metrics/promql/series-reader.ts";
import { createRandom, type Random } from "../support/random.ts";

export const FIRST_MS = Date.UTC(2026, 0, 15, 10);
export const LAST_MS = FIRST_MS + 110 * 60_000;

type NextValue = (random: Random, before: number) => number;

const COUNTER: NextValue = (random, before) =>
  random.chance(0.04) ? random.between(0, 50) : before + random.between(0, 400) / 8;

const METRICS: readonly { readonly name: string; readonly next: NextValue }[] = [
  { name: "requests_total", next: COUNTER },
  { name: "bytes_total", next: (random, before) => before + random.between(0, 1e9) },
  // Decimals of its own: topk and bottomk choose among equal values as their engine likes.
  { name: "temperature", next: (random) => 20 + random.between(0, 1e9) / 1e8 - random.between(0, 40) },
  // Multiples of 1/8, as those of the counter: their sums are exact in any order, so that rounding them is, too.
  { name: "load", next: (random, before) => Math.max(0, before + random.between(-12, 12) / 8) },
  { name: "odd", next: (random) => random.from([NaN, Infinity, -Infinity, 0, -0, 1e-7, -3.5, 2e21]) },
];

/** Series of about two hours: several intervals, late points, gaps, resets of counters, odd numbers. */
export function sampleSeries(seed: number): readonly SampledSeries[] {
  const random = createRandom(seed);
  return METRICS.flatMap(({ name, next }) =>
    ["alpha", "beta", "gamma"].flatMap((host) =>
      ["web", "db"].map((service) => {
        const labels = { __name__: name, host, service, ...(random.chance(0.3) ? { unit: "s" } : {}) };
        return randomSeries(random, labels, next);
      }),
    ),
  );
}

function randomSeries(random: Random, labels: SampledSeries["labels"], next: NextValue): SampledSeries {
  const intervalMs = random.from([15_000, 30_000, 60_000, 240_000]);
  // Half of them on the second, so that points lie exactly on the limits of ranges.
  const isAligned = random.chance(0.5);
  const startMs = isAligned ? 0 : random.between(0, 60_000);
  const jitterMs = isAligned ? 0 : 900;
  const times: number[] = [];
  const values: number[] = [];
  let value = random.between(0, 1000);
  for (let timeMs = FIRST_MS + startMs; timeMs < LAST_MS; timeMs += intervalMs) {
    if (random.chance(0.03)) timeMs += intervalMs * random.between(0, 20);
    value = next(random, value);
    times.push(timeMs + random.between(0, jitterMs));
    values.push(value);
  }
  // Without an interval, the lookback is that of Prometheus: five minutes.
  return { labels, timesMs: Float64Array.from(times), values: Float64Array.from(values), intervalSeconds: null };
}

export function readerOf(all: readonly SampledSeries[]): SeriesReader {
  return {
    select(matchers) {
      const isSelected = compileMatchers(matchers);
      return Promise.resolve(all.filter(({ labels }) => isSelected(labels)));
    },
  };
}
