import { readFileSync } from "node:fs";
import { get } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import type { HealthDelays, WatchedServers } from "./health-watch.ts";

const EACH_MS = 100;
const TIMEOUT_MS = 10_000;

interface Delay {
  readonly begunMs: number;
  readonly ms: number;
}

const { url, pid, bareUrl } = workerData as WatchedServers;
const delays: (Delay & { readonly waitedMs: number })[] = [];
const bareDelays: Delay[] = [];
const pending = new Set<Promise<void>>();
let failed = 0;

const asking = setInterval(() => {
  const question = Promise.all([askHealth(), askBare()]).then(() => {
    pending.delete(question);
  });
  pending.add(question);
}, EACH_MS);

parentPort!.once("message", async () => {
  clearInterval(asking);
  await Promise.all(pending);
  const late = delays.map(({ ms }) => ms).sort((one, other) => one - other);
  parentPort!.postMessage({
    answered: delays.length,
    failed,
    latestMs: Math.round(late.at(-1) ?? 0),
    p99Ms: Math.round(late[Math.floor(late.length * 0.99)] ?? 0),
    latestOfBareMs: Math.round(Math.max(0, ...bareDelays.map(({ ms }) => ms))),
    latestByItselfMs: Math.round(Math.max(0, ...delays.map((delay) => delay.ms - machineDelay(delay)))),
  } satisfies HealthDelays);
});

/** Part of a delay that is due to the machine: a server that has nothing to do was as late, or no processor was free. */
function machineDelay({ begunMs, ms, waitedMs }: (typeof delays)[number]): number {
  const meanwhile = bareDelays.filter((bare) => bare.begunMs + bare.ms >= begunMs && bare.begunMs <= begunMs + ms);
  return Math.max(waitedMs, ...meanwhile.map((bare) => bare.ms));
}

async function askHealth(): Promise<void> {
  const begunMs = performance.now();
  const before = waitedForProcessorMs();
  const ms = await ask(`${url}/api/health`);
  if (ms === null) failed++;
  else delays.push({ begunMs, ms, waitedMs: waitedForProcessorMs() - before });
}

async function askBare(): Promise<void> {
  const begunMs = performance.now();
  const ms = await ask(bareUrl);
  bareDelays.push({ begunMs, ms: ms ?? TIMEOUT_MS });
}

/** Time that the main thread of the server was ready to run, and other programs ran. */
function waitedForProcessorMs(): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "latin1").split(" ")[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** Time until the answer; null if there is none. */
function ask(address: string): Promise<number | null> {
  const begunMs = performance.now();
  return new Promise((settled) => {
    const request = get(address, { agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.resume().once("end", () => settled(performance.now() - begunMs));
    });
    request.once("timeout", () => request.destroy()).once("error", () => settled(null));
  });
}
