import { monitorEventLoopDelay } from "node:perf_hooks";

/** Seconds by which the process was late at what it had to do, because it was busy: of the latest whole minute, or since the start. */
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

/** Looks every 10 ms whether it is on time. */
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

/** The histogram holds the nanoseconds between ticks. */
function delayOf(ticks: ReturnType<typeof monitorEventLoopDelay>): Delay {
  const late = (nanoseconds: number): number => Math.max(0, Math.round(nanoseconds / 1e6 - TICK_MS)) / 1000;
  return ticks.count === 0
    ? { p50: 0, p99: 0, max: 0 }
    : { p50: late(ticks.percentile(50)), p99: late(ticks.percentile(99)), max: late(ticks.max) };
}
