// What performance data costs a small installation: memory and start of a process that keeps the values of 11 services,
// beside one that does not. Both have an open store, as every server does: its threads and SQLite are there already. Run by `node bench/small.ts [rounds]`; uses the package's JavaScript, as installations do.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { machine, table } from "./support/report.ts";

const ROUNDS = Number(process.argv[2] ?? 10);
const SERVICES = 11;
const ROOT = join(import.meta.dirname, "..");

interface Figures {
  /** Until the main thread goes on after the start. */
  readonly startMs: number;
  readonly megabytes: number;
}

/** Runs as a process of its own; the argument says whether values are kept. */
const PROGRAM = `
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
const of = (path) => import(${JSON.stringify(join(ROOT, "dist"))} + path);
const { startTimeSeries } = await of("/data/timeseries/create-time-series.js");
const { openStore } = await of("/data/store/open-store.js");
const { systemClock } = await of("/lib/clock.js");
const { silentLog } = await of("/lib/log.js");
const { newState } = await of("/model/initial-state.js");
const { serviceKey } = await of("/model/resource-key.js");
const isKept = process.argv[1] === "kept";
const folder = mkdtempSync(join(tmpdir(), "vigie-bench-small-"));
const store = await openStore({ folder: join(folder, "store"), log: silentLog, exclusive: true });
const began = performance.now();
const series = isKept ? startTimeSeries({
  folder: join(folder, "metrics"),
  settings: { rawDays: 35, hoursDays: 400, daysYears: 10, maxBytes: null, limits: { perResource: 1024, total: 100_000 } },
  keepLogFrom: Infinity, clock: systemClock, log: silentLog,
  events: { nameOf: () => null, tooManyMetrics() {}, valuesLost() {} }, states: () => [],
}) : null;
const startMs = performance.now() - began;
const state = newState(0);
for (let second = 0; second < 5; second++) {
  const lastCheck = Math.floor(Date.now() / 1000);
  for (let number = 1; number <= ${SERVICES}; number++)
    series?.accept(serviceKey(1, number), {
      ...state, check: { ...state.check, state: 0, lastCheck, perfdata: "a=1s;2;3 b=" + second + "% c=" + lastCheck + "c" },
    });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
if (isKept && (await series.status()).counts.values === 0) throw new Error("nothing was kept");
const megabytes = Number(/VmRSS:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
console.log(JSON.stringify({ startMs, megabytes }));
await series?.close();
await store.close();
rmSync(folder, { recursive: true });
`;

console.log(machine());
run(process.execPath, [join(ROOT, "scripts/build-package.ts")]);
const figures: Record<"kept" | "not kept", Figures[]> = { kept: [], "not kept": [] };
for (let round = 0; round < ROUNDS; round++)
  for (const kind of ["kept", "not kept"] as const)
    figures[kind].push(JSON.parse(run(process.execPath, ["--input-type=module", "-e", PROGRAM, kind])) as Figures);

const median = (kind: keyof typeof figures, of: keyof Figures): number =>
  figures[kind].map((each) => each[of]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
const costs = median("kept", "megabytes") - median("not kept", "megabytes");
console.log(`\nPerformance data of ${SERVICES} services, medians of ${ROUNDS} processes each, alternating\n`);
console.log(
  table(
    ["values", "memory", "start, main thread"],
    (["not kept", "kept"] as const).map((kind) => [
      kind,
      `${median(kind, "megabytes").toFixed(1)} MB`,
      `${median(kind, "startMs").toFixed(1)} ms`,
    ]),
  ),
);
console.log(`\n${costs.toFixed(1)} MB more`);

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  return stdout;
}
