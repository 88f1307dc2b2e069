import { monitorEventLoopDelay } from "node:perf_hooks";

/** Event loop delay in seconds, of the last complete minute; of the time since the start before that. */
export interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface EventLoopDelay {
  latest(): Delay;
  stop(): void;
}

const WINDOW_SECONDS = 60;
const TICK_MS = 10;

/** Measures with a timer every 10 ms by how much it is late. */
export function watchEventLoopDelay(): EventLoopDelay {
  const ticks = monitorEventLoopDelay({ resolution: TICK_MS });
  let latest: Delay | undefined;
  const window = setInterval(() => {
    latest = delayOf(ticks);
    ticks.reset();
  }, WINDOW_SECONDS * 1000).unref();
  ticks.enable();
  return {
    latest: () => latest ?? delayOf(ticks),
    stop() {
      clearInterval(window);
      ticks.disable();
    },
  };
}

/** Converts the histogram, which holds nanoseconds between ticks. */
function delayOf(ticks: ReturnType<typeof monitorEventLoopDelay>): Delay {
  const late = (nanoseconds: number): number => Math.max(0, Math.round(nanoseconds / 1e6 - TICK_MS)) / 1000;
  return ticks.count === 0
    ? { p50: 0, p99: 0, max: 0 }
    : { p50: late(ticks.percentile(50)), p99: late(ticks.percentile(99)), max: late(ticks.max) };
}
