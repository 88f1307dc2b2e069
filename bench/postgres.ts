// Commits and reads of the store in PostgreSQL beside SQLite, turn by turn, with ratios. Run by `node bench/postgres.ts
// [seconds]`. The cluster of the run is in a temporary folder with the settings of the package: fsync and
// synchronous_commit are on. A change set is a state, an event and an outbox message of one of 100,000 services.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../src/data/store/open-store.ts";
import { parsePostgresUrl } from "../src/data/store/store-place.ts";
import type { Store } from "../src/data/store/store.ts";
import { silentLog } from "../src/lib/log.ts";
import { startPostgres, whyNoPostgres } from "../test/support/postgres-server.ts";
import { changeSet, commitFor, commitPaced, SERVICES, stateChange, stateOnly } from "./support/commit-load.ts";
import { machine, percentilesOf, perSecond, table } from "./support/report.ts";

const reason = whyNoPostgres();
if (reason !== null) {
  console.log(`skipped: ${reason}`);
  process.exit(0);
}
const SECONDS = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "vigie-bench-postgres-"));
const server = await startPostgres([]);
const [version] = await server.query("SHOW server_version");
const places = {
  sqlite: { folder: join(folder, "sqlite") },
  postgres: { folder: join(folder, "postgres"), postgres: parsePostgresUrl(server.newSchema()) },
};
type Engine = keyof typeof places;
const open = (engine: Engine): Promise<Store> => openStore({ ...places[engine], log: silentLog, exclusive: true });
const stores: Record<Engine, Store> = { sqlite: await open("sqlite"), postgres: await open("postgres") };
const rows: string[][] = [];

console.log(`${machine()}, PostgreSQL ${String(version!["server_version"])}, ${SECONDS} s each`);
for (const store of Object.values(stores))
  for (let n = 0; n < SERVICES; n += 1_000) await store.commit(Array.from({ length: 1_000 }, () => stateChange()));

await rate("state, event and message, flooded", (store) => commitFor(store, SECONDS, 4_000, changeSet));
await rate("state alone, flooded", (store) => commitFor(store, SECONDS, 4_000, stateOnly));
await rate("one commit after the other", (store) => commitFor(store, SECONDS, 1, changeSet));
await latency("one commit at 1,000/s offered", (store) => commitPaced(store, SECONDS, 1_000));
await startAndSnapshot();
console.log(table(["", "SQLite", "PostgreSQL", "ratio"], rows));
for (const store of Object.values(stores)) await store.close();
await server.remove();
rmSync(folder, { recursive: true });

/** Commits a second. */
async function rate(what: string, run: (store: Store) => Promise<number[]>): Promise<void> {
  const rateOf = async (engine: Engine): Promise<number> => {
    const start = performance.now();
    const { length } = await run(stores[engine]);
    return (length / (performance.now() - start)) * 1_000;
  };
  const [sqlite, postgres] = [await rateOf("sqlite"), await rateOf("postgres")];
  rows.push([`${what}, /s`, perSecond(sqlite), perSecond(postgres), (postgres / sqlite).toFixed(2)]);
}

/** Milliseconds until a commit is durable. */
async function latency(what: string, run: (store: Store) => Promise<number[]>): Promise<void> {
  const [sqlite, postgres] = [percentilesOf(await run(stores.sqlite)), percentilesOf(await run(stores.postgres))];
  for (const share of ["p50", "p99"] as const)
    rows.push([
      `${what}, ${share} ms`,
      sqlite[share].toFixed(1),
      postgres[share].toFixed(1),
      (postgres[share] / sqlite[share]).toFixed(1),
    ]);
}

async function startAndSnapshot(): Promise<void> {
  const took = async (engine: Engine): Promise<readonly [number, number]> => {
    await stores[engine].close();
    const start = performance.now();
    stores[engine] = await open(engine);
    const opened = performance.now();
    await stores[engine].readSnapshot();
    return [opened - start, performance.now() - opened];
  };
  const [sqlite, postgres] = [await took("sqlite"), await took("postgres")];
  for (const [place, what] of ["open, ms", "snapshot of 100,000 states, ms"].entries())
    rows.push([
      what,
      sqlite[place]!.toFixed(0),
      postgres[place]!.toFixed(0),
      (postgres[place]! / sqlite[place]!).toFixed(1),
    ]);
}
