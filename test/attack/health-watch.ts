import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

export interface HealthDelays {
  readonly answered: number;
  /** Not answered within ten seconds, or refused. */
  readonly failed: number;
  readonly latestMs: number;
  /** 99th percentile. */
  readonly p99Ms: number;
  /** Latest answer of a server that has nothing to do, asked at the same moments. */
  readonly latestOfBareMs: number;
  /**
   * Latest answer without the part due to the machine: what a bare server took meanwhile, or the time for which other
   * programs had the processor, whichever is more.
   */
  readonly latestByItselfMs: number;
}

export interface HealthWatch {
  stop(): Promise<HealthDelays>;
}

/** Data of the thread. */
export interface WatchedServers {
  readonly url: string;
  readonly pid: number;
  readonly bareUrl: string;
}

/**
 * Asks `/api/health` ten times a second, each time by a new connection, from a thread that the attack does not slow
 * down, until `stop`; at the same moments a bare HTTP server, which shows how late the machine itself is.
 */
export async function watchHealth({ url, pid }: Pick<WatchedServers, "url" | "pid">): Promise<HealthWatch> {
  const bare = spawn(process.execPath, [join(import.meta.dirname, "bare-server.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [port] = (await once(bare.stdout, "data")) as [Buffer];
  const workerData: WatchedServers = { url, pid, bareUrl: `http://127.0.0.1:${port.toString().trim()}` };
  const thread = new Worker(new URL("./health-watch-thread.ts", import.meta.url), { workerData, execArgv: [] });
  const result = new Promise<HealthDelays>((found, failed) => {
    thread.once("message", found).once("error", failed);
  });
  return {
    async stop() {
      thread.postMessage("stop");
      try {
        return await result;
      } finally {
        bare.stdin.end();
        await once(bare, "exit");
      }
    },
  };
}
