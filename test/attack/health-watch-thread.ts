import { get } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import type { HealthDelays } from "./health-watch.ts";

const EACH_MS = 100;
const TIMEOUT_MS = 10_000;

const delays: number[] = [];
const pending = new Set<Promise<void>>();
let failed = 0;

const asking = setInterval(() => {
  const question = ask().finally(() => pending.delete(question));
  pending.add(question);
}, EACH_MS);

parentPort!.once("message", async () => {
  clearInterval(asking);
  await Promise.all(pending);
  delays.sort((one, other) => one - other);
  parentPort!.postMessage({
    answered: delays.length,
    failed,
    latestMs: Math.round(delays.at(-1) ?? 0),
    p99Ms: Math.round(delays[Math.floor(delays.length * 0.99)] ?? 0),
  } satisfies HealthDelays);
});

function ask(): Promise<void> {
  const begun = performance.now();
  return new Promise((settled) => {
    const fail = (): void => {
      failed++;
      settled();
    };
    const request = get(`${workerData as string}/api/health`, { agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.resume().once("end", () => {
        delays.push(performance.now() - begun);
        settled();
      });
    });
    request.once("timeout", () => request.destroy()).once("error", fail);
  });
}
