import { Worker } from "node:worker_threads";

export interface HealthDelays {
  readonly answered: number;
  /** Not answered within ten seconds, or refused. */
  readonly failed: number;
  readonly latestMs: number;
  /** 99th percentile. */
  readonly p99Ms: number;
}

/**
 * Asks `/api/health` ten times a second, each time by a new connection, from a thread that the attack does not slow
 * down, until `stop`.
 */
export function watchHealth(url: string): { stop(): Promise<HealthDelays> } {
  const thread = new Worker(new URL("./health-watch-thread.ts", import.meta.url), { workerData: url, execArgv: [] });
  const result = new Promise<HealthDelays>((found, failed) => {
    thread.once("message", found).once("error", failed);
  });
  return {
    stop() {
      thread.postMessage("stop");
      return result;
    },
  };
}
