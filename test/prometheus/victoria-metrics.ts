import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../../bench/support/free-port.ts";
import { endProcess } from "../support/end-process.ts";
import type { ReceivedPoint } from "../support/remote-write-receiver.ts";

/** Path of VictoriaMetrics; undefined if not installed. */
export const VICTORIA_METRICS = ["/usr/bin/victoria-metrics", "/usr/local/bin/victoria-metrics"].find((path) =>
  existsSync(path),
);

export interface VictoriaMetrics {
  readonly writeUrl: string;
  /** Every point that is stored. */
  points(): Promise<readonly ReceivedPoint[]>;
  stop(): Promise<void>;
}

/** Starts a real VictoriaMetrics with an empty store in a temporary folder. `memory`: what its caches may take. */
export async function startVictoriaMetrics(memory = "64MB"): Promise<VictoriaMetrics> {
  const folder = mkdtempSync(join(tmpdir(), "victoria-metrics-"));
  // It says nowhere which port it got for port 0.
  const base = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(
    VICTORIA_METRICS ?? "victoria-metrics",
    [`-storageDataPath=${folder}`, `-httpListenAddr=${new URL(base).host}`, `-memory.allowedBytes=${memory}`],
    { stdio: "ignore", cwd: folder },
  );
  const stop = async (): Promise<void> => {
    await endProcess(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilHealthy(base, child);
    return { writeUrl: `${base}/api/v1/write`, points: () => exported(base), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function exported(base: string): Promise<readonly ReceivedPoint[]> {
  // What was just written becomes readable.
  await fetch(`${base}/internal/force_flush`);
  const response = await fetch(`${base}/api/v1/export?match[]=${encodeURIComponent('{__name__=~"vigie_.*"}')}`);
  const lines = (await response.text()).split("\n").filter((line) => line !== "");
  return lines.flatMap((line) => {
    const { metric, values, timestamps } = JSON.parse(line) as {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly number[];
      readonly timestamps: readonly number[];
    };
    const series = Object.entries(metric)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join(",");
    return values.map((value, index) => ({ series, timeMs: timestamps[index]!, value }));
  });
}

async function untilHealthy(base: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 20_000; ;) {
    const isHealthy = await fetch(`${base}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("VictoriaMetrics did not start");
    await setTimeout(50);
  }
}
