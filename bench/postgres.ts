// Commits and reads of the store in PostgreSQL beside SQLite, turn by turn, with ratios. Run by `node bench/postgres.ts
// [seconds]`. The cluster of the run is in a temporary folder with the settings of the package: fsync and
// synchronous_commit are on. A change set is a state, an event and an outbox message of one of 100,000 services.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabaseHistory } from "../src/data/history/database/open-history.ts";
import { DEFAULT_DAYS } from "../src/data/history/retention-classes.ts";
import { systemClock } from "../src/lib/clock.ts";
import { serviceKey } from "../src/model/resource-key.ts";
import { sampleEvent } from "../test/support/record-samples.ts";
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

try {
  await measureAll();
} finally {
  for (const store of Object.values(stores)) await store.close();
  await server.remove();
  rmSync(folder, { recursive: true });
}

async function measureAll(): Promise<void> {
  console.log(`${machine()}, PostgreSQL ${String(version!["server_version"])}, ${SECONDS} s each`);
  for (const store of Object.values(stores))
    for (let n = 0; n < SERVICES; n += 1_000) await store.commit(Array.from({ length: 1_000 }, () => stateChange()));

  await rate("state, event and message, flooded", (store) => commitFor(store, SECONDS, 4_000, changeSet));
  await rate("state alone, flooded", (store) => commitFor(store, SECONDS, 4_000, stateOnly));
  await rate("one commit after the other", (store) => commitFor(store, SECONDS, 1, changeSet));
  await latency("one commit at 1,000/s offered", (store) => commitPaced(store, SECONDS, 1_000));
  await startAndSnapshot();
  console.log(table(["", "SQLite", "PostgreSQL", "ratio"], rows));
  await historyReads(stores.postgres);
}

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

/** Reads of the history among a million events of 10,000 services in 12 months; one service has 10,000 of them. */
async function historyReads(store: Store): Promise<void> {
  const { schema } = places.postgres.postgres;
  const now = Math.floor(Date.now() / 1_000);
  const year = 365 * 86_400;
  // The first of each month makes its partition.
  for (let month = 0; month <= 12; month++)
    await store.commit([{ kind: "event", event: { ...sampleEvent(serviceKey(1, 1)), at: now - (month * year) / 12 } }]);
  const start = performance.now();
  await server.query(`INSERT INTO ${schema}.events
    SELECT 100000000 + n, 1, CASE WHEN n % 100 = 0 THEN 1 ELSE 2 + (n * 7919) % 10000 END, ${now - year} + n * ${year / 1e6},
      CASE WHEN n % 100 = 1 THEN 'downtime-started' ELSE 'soft-state' END, 2, 0, 1,
      'CRITICAL - load ' || n, 'a check has found it' FROM generate_series(1::bigint, 1000000) AS n`);
  console.log(`\n1,000,000 events added in ${((performance.now() - start) / 1_000).toFixed(0)} s by one statement`);
  await server.query(`ANALYZE ${schema}.events`);
  const history = openDatabaseHistory({
    store,
    table: store.eventTable!,
    clock: systemClock,
    log: silentLog,
    settings: () => ({ days: DEFAULT_DAYS, fullText: false }),
  });
  const reads: Readonly<Record<string, (n: number) => Promise<unknown>>> = {
    "newest 30 of a service, by id": (n) => history.readEvents(serviceKey(1, 2 + (n % 10_000)), 30),
    "newest 30 of the busy service, by id": () => history.readEvents(serviceKey(1, 1), 30),
    "newest 50 of all, by id": () => history.readNewestEvents(50),
    "newest 50 of all before a time": (n) => history.readPage({ to: now - ((n * 7_919) % year), limit: 50 }),
    "newest 50 of a kind that is 1 % of all": (n) =>
      history.readPage({ kinds: ["downtime-started"], to: now - ((n * 7_919) % year), limit: 50 }),
    "a day of the busy service": (n) => {
      const to = now - ((n * 7_919) % year);
      return history.readTimeline({ key: serviceKey(1, 1), from: to - 86_400, to, limit: 1_000 });
    },
    "facts of a service before now": (n) => history.readFactsBefore(serviceKey(1, 2 + (n % 10_000)), now),
    "text in the events of the busy service": (n) =>
      history.readPage({ keys: [serviceKey(1, 1)], text: `load ${n}00`, limit: 50 }),
  };
  const found: string[][] = [];
  for (const [what, read] of Object.entries(reads)) {
    const took: number[] = [];
    for (let n = 0; n < 100; n++) {
      const begun = performance.now();
      await read(n);
      took.push(performance.now() - begun);
    }
    const { p50, p99 } = percentilesOf(took);
    found.push([what, p50.toFixed(2), p99.toFixed(2)]);
  }
  console.log(table(["history in PostgreSQL", "p50 ms", "p99 ms"], found));
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
