import type { Log } from "./log.ts";

/** Clean-up steps, run in reverse order of their registration. */
export interface ShutdownStack {
  add(name: string, run: () => void | Promise<void>): void;
  /** Runs each step once. A step that fails, or takes too long, is logged; the others still run. */
  run(): Promise<void>;
}

export interface ShutdownLimits {
  /** Of one step, such as one that waits for a thread on a file system that does not answer. */
  readonly stepMs: number;
  /** Of all steps; when it is over, each later one has `lateMs`. */
  readonly totalMs: number;
  readonly lateMs: number;
}

/** Below `TimeoutStopSec` of contrib/systemd/vigie.service. */
const LIMITS: ShutdownLimits = { stepMs: 12_000, totalMs: 20_000, lateMs: 200 };

export function createShutdownStack(log: Log, limits = LIMITS): ShutdownStack {
  const stops: { readonly name: string; readonly run: () => void | Promise<void> }[] = [];
  return {
    add(name, run) {
      stops.push({ name, run });
    },
    async run() {
      const end = performance.now() + limits.totalMs;
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
        const limitMs = Math.max(limits.lateMs, Math.min(limits.stepMs, end - performance.now()));
        try {
          if (!(await endsWithin(limitMs, stop.run())))
            log.error({ part: stop.name }, `${stop.name}: did not stop within ${Math.round(limitMs / 100) / 10} s`);
        } catch (error) {
          log.error({ err: error, part: stop.name }, "could not stop cleanly");
        }
      }
    },
  };
}

/** Rejects as the step does, if it does so in time. */
async function endsWithin(limitMs: number, step: void | Promise<void>): Promise<boolean> {
  if (step === undefined) return true;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([step.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
