import type { HistogramValues } from "../../../lib/histogram.ts";

type Buckets = Pick<HistogramValues, "bounds" | "counts">;

/** What grows while the server works, since the start. */
export interface ServerCounts {
  /** Active checks that ended. */
  readonly checks: number;
  /** Results that count, of any door. */
  readonly results: number;
  /** Commits by the seconds until they were on disk. */
  readonly commits: Buckets;
}

/** Over the last minute, or since the start if that is shorter. */
export interface ServerRates {
  /** A second. */
  readonly checks: number;
  readonly results: number;
  readonly commits: number;
  /** Commits by the seconds until they were on disk. */
  readonly commitDelays: Buckets;
}

const EVERY_MS = 5_000;
const SAMPLES = 12;

interface Sample extends Pick<ServerCounts, "checks" | "results"> {
  /** By bucket. */
  readonly commits: Readonly<Float64Array>;
  /** Milliseconds of a clock that is never set. */
  readonly atMs: number;
}

/** Samples the counts until `stop` is called. */
export function watchRates(
  counts: () => ServerCounts,
  nowMs: () => number = () => performance.now(),
): { readonly latest: () => ServerRates; readonly stop: () => void } {
  const sample = (): Sample => {
    const { checks, results, commits } = counts();
    return { checks, results, commits: commits.counts.slice(), atMs: nowMs() };
  };
  const samples = [sample()];
  const timer = setInterval(() => {
    samples.push(sample());
    if (samples.length > SAMPLES) samples.shift();
  }, EVERY_MS).unref();
  return {
    latest() {
      const first = samples[0]!;
      const { checks, results, commits } = counts();
      const seconds = Math.max(0.001, (nowMs() - first.atMs) / 1_000);
      const rate = (grown: number): number => Math.round((grown / seconds) * 100) / 100;
      const recent = commits.counts.map((count, bucket) => count - first.commits[bucket]!);
      return {
        checks: rate(checks - first.checks),
        results: rate(results - first.results),
        commits: rate(recent.reduce((sum, count) => sum + count, 0)),
        commitDelays: { bounds: commits.bounds, counts: recent },
      };
    },
    stop: () => clearInterval(timer),
  };
}
