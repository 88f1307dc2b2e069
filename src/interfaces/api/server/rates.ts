/** What grows while the server works, since the start. */
export interface ServerCounts {
  /** Active checks that ended. */
  readonly checks: number;
  /** Results that count, of any door. */
  readonly results: number;
  readonly commits: number;
}

/** The same a second, over the last minute, or since the start if that is shorter. */
export type ServerRates = ServerCounts;

const EVERY_MS = 5_000;
const SAMPLES = 12;

interface Sample extends ServerCounts {
  /** Milliseconds of a clock that is never set. */
  readonly atMs: number;
}

/** Samples the counts until `stop` is called. */
export function watchRates(
  counts: () => ServerCounts,
  nowMs: () => number = () => performance.now(),
): { readonly latest: () => ServerRates; readonly stop: () => void } {
  const samples: Sample[] = [{ ...counts(), atMs: nowMs() }];
  const timer = setInterval(() => {
    samples.push({ ...counts(), atMs: nowMs() });
    if (samples.length > SAMPLES) samples.shift();
  }, EVERY_MS).unref();
  return {
    latest() {
      const [first] = samples;
      const now = counts();
      const seconds = Math.max(0.001, (nowMs() - first!.atMs) / 1_000);
      const rate = (name: keyof ServerCounts): number => Math.round(((now[name] - first![name]) / seconds) * 100) / 100;
      return { checks: rate("checks"), results: rate("results"), commits: rate("commits") };
    },
    stop: () => clearInterval(timer),
  };
}
