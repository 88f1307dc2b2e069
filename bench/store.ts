// Commits of the store: change sets per second, duration of one commit, and its cost on the main thread. Run by `node
// bench/store.ts [seconds]`; a change set is a state, an event and an outbox message of one of 100,000 services.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { silentLog } from "../src/lib/log.ts";
import { createBatchWriter } from "../src/data/store/sqlite/batch-writer.ts";
import { rowsOf } from "../src/data/store/sql/writes.ts";
import { openWriter } from "../src/data/store/sqlite/connection.ts";
import { migrate } from "../src/data/store/sqlite/migrations.ts";
import { openSqliteStore } from "../src/data/store/sqlite/open-store.ts";
import { changeSet, commitFor, commitPaced, SERVICES, stateChange, stateOnly, timed } from "./support/commit-load.ts";
import { machine } from "./support/report.ts";
import type { Change } from "../src/model/change.ts";

const SECONDS = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "vigie-bench-store-"));

let store = await openSqliteStore({ folder: join(folder, "data"), log: silentLog, exclusive: true });
for (let n = 0; n < SERVICES; n += 1_000) await store.commit(Array.from({ length: 1_000 }, () => stateChange()));

console.log(`${machine()}, ${SECONDS} s each`);
await report("one commit at a time, nothing else", () => commitFor(store, SECONDS, 1, changeSet));
await report("flooded: 4,000 commits open", () => commitFor(store, SECONDS, 4_000, changeSet));
await report("flooded: 4,000 commits open, state only", () => commitFor(store, SECONDS, 4_000, stateOnly));
for (const perSecond of [1_000, 5_000, 20_000])
  await report(`paced: ${perSecond} commits a second offered`, () => commitPaced(store, SECONDS, perSecond));
await report("50 a second beside 800 checked a second", commitBesideChecks);
await measureReads();
await store.close();
console.log(`database after it: ${(statSync(join(folder, "data/vigie.sqlite")).size / 1e6).toFixed(0)} MB`);
for (const synchronous of ["FULL", "NORMAL", "FULL", "NORMAL"]) measureSynchronous(synchronous);
rmSync(folder, { recursive: true });

/**
 * Single commits, like those of operators, while the ledger writes states of checks in sets of 500
 * (src/data/ledger/write-behind.ts).
 */
async function commitBesideChecks(): Promise<number[]> {
  const commits: Promise<number>[] = [];
  const checks: Promise<number>[] = [];
  const start = performance.now();
  for (let elapsed = 0; elapsed < SECONDS * 1_000; elapsed = performance.now() - start) {
    while (commits.length < (elapsed * 50) / 1_000) commits.push(timed(store, changeSet()));
    while (checks.length < Math.floor(elapsed / 900) * 2)
      checks.push(
        timed(
          store,
          Array.from({ length: checks.length % 2 === 0 ? 500 : 220 }, () => stateChange()),
        ),
      );
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 1);
    });
  }
  await Promise.all(checks);
  return Promise.all(commits);
}

async function report(what: string, run: () => Promise<number[]>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const cpu = process.threadCpuUsage();
  const took = (await run()).sort((a, b) => a - b);
  const seconds = (performance.now() - start) / 1_000;
  const used = process.threadCpuUsage(cpu);
  delay.disable();
  const at = (share: number): string => (took[Math.floor(took.length * share)] ?? 0).toFixed(2);
  console.log(
    `${what.padEnd(42)} ${(took.length / seconds).toFixed(0).padStart(7)}/s  p50 ${at(0.5)} p99 ${at(0.99)} ` +
      `slowest ${(took.at(-1) ?? 0).toFixed(2)} ms  ` +
      `main thread ${((used.user + used.system) / took.length).toFixed(1)} us each, loop delay p99 ` +
      `${(delay.percentile(99) / 1e6).toFixed(1)} max ${(delay.max / 1e6).toFixed(1)} ms`,
  );
}

async function measureReads(): Promise<void> {
  await store.close();
  const start = performance.now();
  store = await openSqliteStore({ folder: join(folder, "data"), log: silentLog, exclusive: true });
  const opened = performance.now();
  const { states } = await store.readSnapshot();
  const read = performance.now();
  for (let n = 0; n < 10_000; n++) await store.readAccessVersion();
  const asked = performance.now();
  console.log(
    `open ${(opened - start).toFixed(0)} ms, snapshot of ${states.size} states ${(read - opened).toFixed(0)} ms, ` +
      `access version ${((asked - read) / 10).toFixed(1)} us`,
  );
}

/**
 * Measures the writing connection alone, in batches of 1,000, with a sync at each commit (FULL) or at each checkpoint
 * (NORMAL).
 */
function measureSynchronous(synchronous: string): void {
  const path = join(folder, `${synchronous}.sqlite`);
  const db = openWriter(path);
  migrate(db, path);
  db.exec(`PRAGMA synchronous = ${synchronous}`);
  const write = createBatchWriter(db);
  const batch = (makeSet: () => Change[], sets: number) =>
    Array.from({ length: sets }, () => makeSet().flatMap(rowsOf));
  for (let n = 0; n < SERVICES; n += 1_000) write(batch(stateOnly, 1_000));
  const rate = (sets: number, rounds: number): number => {
    const batches = Array.from({ length: rounds }, () => batch(changeSet, sets));
    const start = performance.now();
    for (const each of batches) write(each);
    return ((sets * rounds) / (performance.now() - start)) * 1_000;
  };
  console.log(
    `synchronous=${synchronous.padEnd(6)} writer alone: batches of 1,000 ${rate(1_000, 60).toFixed(0)}/s, of ` +
      `1 ${rate(1, 2_000).toFixed(0)}/s`,
  );
  db.close();
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}
