// How far a follower is behind its leader. Run by `node bench/journal.ts [seconds]`. The follower has the tables of
// 10,000 hosts and 100,000 services in a thread of its own; PostgreSQL has fsync and synchronous_commit on. A rate is of
// commits with one state each; in groups of 500, as results that change nothing are written, for the highest.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createFollowedTables } from "../src/cluster/followers/followed-tables.ts";
import { followJournal } from "../src/cluster/followers/follow-journal.ts";
import { BARE_CHECKABLE, EMPTY_INVENTORY } from "../src/config/objects/objects.fixture.ts";
import { createLedger } from "../src/data/ledger/ledger.ts";
import { createRealtime } from "../src/data/realtime/create-realtime.ts";
import { openJournal, openStore } from "../src/data/store/open-store.ts";
import { parsePostgresUrl } from "../src/data/store/store-place.ts";
import type { Store } from "../src/data/store/store.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLog } from "../src/lib/log.ts";
import type { Host, Inventory, Service } from "../src/model/objects.ts";
import { hostKey, serviceKey } from "../src/model/resource-key.ts";
import { createComments } from "../src/operations/comment/comments.ts";
import { startPostgres, whyNoPostgres } from "../test/support/postgres-server.ts";
import { SERVICES, stateChange } from "./support/commit-load.ts";
import { machine, percentileCells, table } from "./support/report.ts";

/** From the follower: it is ready after this time, or has this position since then. */
type Message = { readonly readyMs: number } | { readonly position: number; readonly at: number };

const now = (): number => performance.timeOrigin + performance.now();

if (isMainThread) await lead();
else await follow((workerData as { readonly url: string }).url);

async function lead(): Promise<void> {
  const reason = whyNoPostgres();
  if (reason !== null) return console.log(`skipped: ${reason}`);
  const seconds = Number(process.argv[2] ?? 10);
  const folder = mkdtempSync(join(tmpdir(), "vigie-bench-journal-"));
  const server = await startPostgres([]);
  const url = server.newSchema();
  const store = await openStore({ folder, postgres: parsePostgresUrl(url), log: silentLog, exclusive: true });
  try {
    for (let n = 0; n < SERVICES; n += 1_000) await store.commit(Array.from({ length: 1_000 }, () => stateChange()));
    const worker = new Worker(new URL(import.meta.url), { workerData: { url } });
    const reached = new Map<number, number>();
    let wake = (): void => {};
    const readyMs = await new Promise<number>((resolve, reject) => {
      worker.once("error", reject).on("message", (message: Message) => {
        if ("readyMs" in message) return resolve(message.readyMs);
        reached.set(message.position, message.at);
        wake();
      });
    });
    console.log(
      `${machine()}, ${seconds} s each; snapshot and tables of ${SERVICES} services: ${readyMs.toFixed(0)} ms`,
    );
    const rows: string[][] = [];
    for (const [perSecond, size] of [
      [400, 1],
      [3_300, 1],
      [15_000, 500],
    ] as const) {
      const committed = await commitPaced(store, seconds, perSecond, size);
      const last = store.position()!;
      while (![...reached.keys()].some((position) => position >= last))
        await new Promise<void>((resolve) => (wake = resolve));
      const places = [...reached.keys()].toSorted((one, other) => one - other);
      let at = 0;
      const behind = [...committed].map(([position, durableAt]) => {
        while (places[at]! < position) at++;
        return reached.get(places[at]!)! - durableAt;
      });
      const states = (perSecond * seconds).toLocaleString("en");
      rows.push([
        `${perSecond.toLocaleString("en")}/s: ${states} states`,
        String(committed.size),
        ...percentileCells(behind),
      ]);
    }
    console.log(table(["", "entries", "behind p50 ms", "p99 ms", "max ms"], rows));
    await worker.terminate();
  } finally {
    await store.close();
    await server.remove();
    rmSync(folder, { recursive: true });
  }
}

/** Commits states at a rate; returns when each position was durable. */
async function commitPaced(
  store: Store,
  seconds: number,
  perSecond: number,
  size: number,
): Promise<ReadonlyMap<number, number>> {
  const durable = new Map<number, number>();
  const commits: Promise<void>[] = [];
  const commit = async (): Promise<void> => {
    await store.commit(Array.from({ length: size }, () => stateChange()));
    const position = store.position()!;
    if (!durable.has(position)) durable.set(position, now());
  };
  const start = performance.now();
  for (let elapsed = 0; elapsed < seconds * 1_000; elapsed = performance.now() - start) {
    while (commits.length * size < (elapsed * perSecond) / 1_000) commits.push(commit());
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 1);
    });
  }
  await Promise.all(commits);
  return durable;
}

async function follow(url: string): Promise<void> {
  const port = parentPort!;
  const postgres = parsePostgresUrl(url);
  const inventory = inventoryOfLoad();
  const startMs = performance.now();
  const journal = await openJournal(postgres);
  const store = await openStore({ folder: "", postgres, log: silentLog, exclusive: false });
  const realtime = createRealtime({ accountByAlias: () => undefined });
  const ledger = createLedger({
    store,
    readers: [realtime],
    shownAhead: realtime,
    clock: systemClock,
    log: silentLog,
    onRefused: () => {},
  });
  const tables = createFollowedTables({
    ledger,
    realtime,
    adaptive: { followAll: () => {}, follow: () => {} },
    comments: createComments({ stateOf: ledger.lastState }),
    inventory: () => inventory,
  });
  const told = {
    ...tables,
    apply(...[entry, events]: Parameters<typeof tables.apply>) {
      tables.apply(entry, events);
      port.postMessage({ position: entry.position, at: now() } satisfies Message);
    },
  };
  await followJournal({
    journal,
    store,
    tables: told,
    access: { follow: async () => {} },
    lastEventId: 0,
    log: silentLog,
  });
  port.postMessage({ readyMs: performance.now() - startMs } satisfies Message);
}

/** Resources that `commit-load.ts` commits. */
function inventoryOfLoad(): Inventory {
  const hosts = Array.from({ length: SERVICES / 10 }, (_, place): Host => ({
    ...BARE_CHECKABLE,
    kind: "host",
    key: hostKey(1 + place),
    hostId: 1 + place,
    serviceId: 0,
    hostName: `host-${place}`,
    alias: "",
    address: null,
    pollerId: 1,
    pollerName: "Central",
    parents: [],
  }));
  const services = Array.from({ length: SERVICES }, (_, place): Service => {
    const hostId = 1 + Math.floor(place / 10);
    return {
      ...BARE_CHECKABLE,
      kind: "service",
      key: serviceKey(hostId, 1 + place),
      hostId,
      serviceId: 1 + place,
      hostName: `host-${hostId - 1}`,
      description: `service ${place % 10}`,
    };
  });
  return { ...EMPTY_INVENTORY, hosts, services };
}
