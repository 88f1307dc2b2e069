// Mixed load on 100,000 services: plugin checks at half the maximum that `plugins` measures, reads by an administrator
// and by a contact who sees 5 %, passive results, acknowledgements and downtimes. Requests are sent on schedule, even
// if earlier ones are pending. A probe measures how long the disk takes to confirm one write; requests that wait for
// the disk may take that much longer than a read. In every other phase the passive results have 1,000 values of
// performance data a second. Run by `node bench/mixed.ts [seconds] [checks per second]`; exits with 1 if a request is
// slower than the target or refused, if memory grows after the first fifth, or if performance data slows reads or checks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Delay } from "../src/lib/event-loop-delay.ts";
import type { CheckLatency } from "../src/engine/schedule/check-counts.ts";
import { writeCheckedLargeSite } from "./support/checked-large-site.ts";
import { createAlternatingPhases } from "./support/alternating-phases.ts";
import { addLimitedUser, LIMITED } from "./support/limited-user.ts";
import { diskProbe } from "./support/disk-probe.ts";
import { LAG, mixedPaces, type Health } from "./support/mixed-paces.ts";
import { sendAtPace, type PacedResult, type Pace } from "./support/paced-requests.ts";
import { memoryOf } from "./support/poll-during.ts";
import { createPromises } from "./support/promises.ts";
import { machine, perSecond, table } from "./support/report.ts";
import { login, startServer } from "./support/server.ts";

const SECONDS = Number(process.argv[2] ?? 600);
const CHECKS_PER_SECOND = Number(process.argv[3] ?? 950);
const SAMPLE_SECONDS = Math.min(30, SECONDS / 20);
const SAMPLES_A_PHASE = 2;
const TARGET_P99_MS = 50;
const MAX_GROWTH = 1.15;
const LEAST_RATIO = 0.95;
const MAX_WAITING = 20;
const MAX_CATCH_UP_SECONDS = 120;

interface Sample {
  readonly second: number;
  readonly residentMb: number;
  readonly checks: number;
  readonly waiting: number;
  readonly latency: CheckLatency | null;
  readonly loopDelay: Delay;
}
const folder = mkdtempSync(join(tmpdir(), "vigie-bench-mixed-"));
const [configFolder, dataFolder] = [join(folder, "config"), join(folder, "data")];
const phases = createAlternatingPhases();
const promises = createPromises();
try {
  await writeCheckedLargeSite(configFolder, dataFolder, CHECKS_PER_SECOND);
  const server = await startServer(configFolder, dataFolder);
  try {
    process.exitCode = (await measure(server.url, server.pid)) ? 0 : 1;
  } finally {
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(url: string, pid: number): Promise<boolean> {
  addLimitedUser(configFolder, dataFolder);
  const tokens = { admin: await login(url), limited: await login(url, LIMITED.login, LIMITED.password) };
  console.log(`the checks that were due at the start were run after ${(await caughtUp(url)).toFixed(0)} s`);
  const abort = new AbortController();
  const running = [diskProbe(folder), ...(await mixedPaces(url, tokens, phases)).map(phases.noted)].map((pace) =>
    sendAtPace(pace, abort.signal),
  );
  const startedAt = performance.now();
  const samples: Sample[] = [];
  console.log(`${machine()}; ${SECONDS} s, ${CHECKS_PER_SECOND} checks a second are due`);
  while (performance.now() - startedAt < SECONDS * 1000) {
    await delay(SAMPLE_SECONDS * 1000);
    samples.push(await sampleOf(url, pid, startedAt));
    const { second, residentMb, checks, waiting, latency, loopDelay } = samples.at(-1)!;
    console.log(
      `${second.toFixed(0).padStart(5)} s  ${residentMb.toFixed(0)} MB  ${checks.toLocaleString("en")} ` +
        `checks, ${waiting} wait, lag p99 ${latency?.p99 ?? "-"} s, event loop late p99 ${loopDelay.p99} s, at ` +
        `most ${loopDelay.max} s${phases.isWith ? ", with performance data" : ""}`,
    );
    if (samples.length % SAMPLES_A_PHASE === 0) phases.switch();
  }
  abort.abort();
  return report(await Promise.all(running), samples);
}

/** Waits until no check is late: a first start has a burst of them. Resolves with the seconds that it took. */
async function caughtUp(url: string): Promise<number> {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  for (;;) {
    const { checks } = (await (await fetch(`${url}/api/health`)).json()) as Health;
    if (checks.done > CHECKS_PER_SECOND && checks.waiting < MAX_WAITING) return seconds();
    if (seconds() > MAX_CATCH_UP_SECONDS) throw new Error(`${checks.waiting} checks are late: fewer a second, please`);
    await delay(1_000);
  }
}

async function sampleOf(url: string, pid: number, startedAt: number): Promise<Sample> {
  const { checks, event_loop_delay: loopDelay } = (await (await fetch(`${url}/api/health`)).json()) as Health;
  return {
    second: (performance.now() - startedAt) / 1000,
    residentMb: memoryOf(pid).now,
    checks: checks.done,
    waiting: checks.waiting,
    latency: checks.latency,
    loopDelay,
  };
}

/** Prints what performance data changes: what a median was without it to what it was with it. */
function reportPerfdata(paces: readonly Pace[]): void {
  const rows = paces.map(({ name }) => [name, phases.medians(name)] as const);
  const lag = phases.trimmedMeans(LAG);
  const line = (name: string, { with: beside, without }: typeof lag): string[] => [
    name,
    without.toFixed(2),
    beside.toFixed(2),
    (without / beside).toFixed(3),
  ];
  console.log(
    `\n${table(
      ["p50 ms", "without perfdata", "1,000 values a second", "ratio"],
      [...rows.map(([name, medians]) => line(name, medians)), line(`${LAG} (trimmed mean)`, lag)],
    )}`,
  );
  const reads = rows.filter((_, place) => paces[place]!.waitsForDisk !== true);
  const sum = (of: "with" | "without"): number => reads.reduce((total, [, medians]) => total + medians[of], 0);
  promises.atLeast("reads without performance data, to reads with it", sum("without") / sum("with"), LEAST_RATIO, " ×");
  promises.atLeast("check lag without performance data, to that with it", lag.without / lag.with, LEAST_RATIO, " ×");
}

/** Prints the results; the first of `results` is the disk probe. True if the targets are met. */
function report(results: readonly PacedResult[], samples: readonly Sample[]): boolean {
  const rows = results.map(({ pace, took, refused }) => {
    const sorted = took.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Infinity;
    return { pace, p50: at(0.5), p99: at(0.99), slowest: sorted.at(-1) ?? Infinity, refused };
  });
  console.log(
    `\n${table(
      ["request", "each second", "p50 ms", "p99 ms", "slowest ms", "refused"],
      rows.map((row) => [
        row.pace.name,
        perSecond(row.pace.perSecond),
        row.p50.toFixed(1),
        row.p99.toFixed(1),
        row.slowest.toFixed(0),
        String(row.refused),
      ]),
    )}`,
  );
  // The minimum of several samples, since memory fluctuates with garbage collection.
  const settled = samples.slice(Math.floor(samples.length / 5));
  const third = Math.ceil(settled.length / 3);
  const minMemory = (some: readonly Sample[]): number => Math.min(...some.map(({ residentMb }) => residentMb));
  const growth = minMemory(settled.slice(-third)) / minMemory(settled.slice(0, third));
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const worst = (of: (delay: Delay) => number): number =>
    Math.max(...samples.map(({ loopDelay }) => of(loopDelay))) * 1000;
  console.log(
    `event loop late: in the worst minute p50 ${worst(({ p50 }) => p50)} ms, p99 ${worst(({ p99 }) => p99)} ` +
      `ms, at most ${worst(({ max }) => max)} ms`,
  );
  console.log(
    `checks a second: ${perSecond((last.checks - first.checks) / (last.second - first.second))}; memory ` +
      `after the first fifth × ${growth.toFixed(2)}`,
  );
  const [disk, ...requests] = rows;
  const targetMs = (pace: Pace): number => TARGET_P99_MS + (pace.waitsForDisk === true ? disk!.p99 : 0);
  for (const { pace, p99 } of requests) promises.atMost(`${pace.name}, p99`, p99, Math.round(targetMs(pace)), " ms");
  promises.atMost(
    "requests refused",
    requests.reduce((sum, { refused }) => sum + refused, 0),
    0,
  );
  promises.atMost("memory at the end, to that after the first fifth", growth, MAX_GROWTH, " ×");
  reportPerfdata(requests.map(({ pace }) => pace));
  return promises.report();
}
