// Pages of the history over many months beside commits, and commits while events are moved. Run by `node bench/history.ts
// [--months 3] [--events 200000] [--full-text] [--folder /tmp]`: events are those of one month, of 100,000 services. What
// is promised is for `--months 12 --events 4000000`, which takes 8 GB of disk and half an hour.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openHistory, type OpenHistory } from "../src/data/history/open-history.ts";
import type { EventKind } from "../src/data/history/months/event-kinds.ts";
import { fillFullText } from "../src/data/history/months/full-text.ts";
import { endOf, fileOf, historyFolderOf, monthOf, startOf, type Month } from "../src/data/history/months/month.ts";
import { INSERT_EVENT, openMonthWriter, valuesOf } from "../src/data/history/months/month-file.ts";
import { carryStates } from "../src/data/history/months/states-at-start.ts";
import { DEFAULT_DAYS } from "../src/data/history/retention-classes.ts";
import { openSqliteStore } from "../src/data/store/sqlite/open-store.ts";
import type { Store, StoredEvent } from "../src/data/store/store.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLog } from "../src/lib/log.ts";
import { serviceKey } from "../src/model/resource-key.ts";
import { createFakeClock } from "../test/support/fake-clock.ts";
import { createRandom } from "../test/support/random.ts";
import { sampleEvent, sampleState } from "../test/support/record-samples.ts";
import { machine, table } from "./support/report.ts";

const { values: options } = parseArgs({
  options: {
    months: { type: "string", default: "3" },
    events: { type: "string", default: "200000" },
    folder: { type: "string", default: tmpdir() },
    "full-text": { type: "boolean", default: false },
  },
});
const MONTHS = Number(options.months);
const EVENTS = Number(options.events);
const SERVICES = 100_000;
/** One service has 10,000 events a month, or a hundredth of all. */
const BUSY = serviceKey(1, 1);
const BUSY_EVENTS = Math.min(10_000, EVENTS / 20);
const RARE: EventKind = "acknowledgement-set";
const COMMITS_PER_SECOND = 1_000;
const READS = 300;
const SECONDS = 20;
const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

const random = createRandom(1);
const dataFolder = mkdtempSync(join(options.folder, "vigie-bench-history-"));
const folder = historyFolderOf(dataFolder);
const months = newestMonths(MONTHS);
let nextId = 1;

try {
  console.log(`${machine()}, ${MONTHS} months of ${EVENTS.toLocaleString("en")} events, ${SERVICES} services\n`);
  const store = await openSqliteStore({ folder: dataFolder, log: silentLog, exclusive: true });
  mkdirSync(folder);
  for (const [place, month] of months.entries()) makeMonth(month, place === 0);
  await measureClosing();
  const settings = { days: DEFAULT_DAYS, fullText: options["full-text"] };
  const history = await openHistory({
    dataFolder,
    store,
    clock: systemClock,
    log: silentLog,
    settings: () => settings,
  });
  await addHotEvents(store);
  await measurePages(history, store);
  await history.stop();
  await measureMoving(store);
  await store.close();
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}

function newestMonths(count: number): readonly Month[] {
  const found: Month[] = [];
  for (let time = now - 3 * DAY; found.length < count; time = startOf(found[0]!) - 1) found.unshift(monthOf(time));
  return found;
}

function eventOf(id: number, at: number, isBusy: boolean): StoredEvent {
  const service = random.between(2, SERVICES);
  const number = random.between(0, 999);
  return {
    id,
    key: isBusy ? BUSY : serviceKey(1 + Math.floor(service / 10), service),
    at,
    kind: random.chance(0.01) ? RARE : random.from(["soft-state", "hard-state", "recovery", "notification"]),
    state: random.between(0, 2),
    stateType: 1,
    checkAttempt: 3,
    output: `CRITICAL - load average: ${number}.20`,
    reason: "attempt 3 of 3",
  };
}

/** Writes the file of a month as the archiver leaves it. */
function makeMonth(month: Month, isFirst: boolean): void {
  const path = fileOf(folder, month);
  const [from, to] = [startOf(month), Math.min(endOf(month), now - 2 * DAY)];
  const db = openMonthWriter(path);
  db.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144");
  const insert = db.prepare(INSERT_EVENT);
  const begun = performance.now();
  for (let place = 0; place < EVENTS;) {
    db.exec("BEGIN");
    for (const end = Math.min(EVENTS, place + 100_000); place < end; place++) {
      const isBusy = place % Math.floor(EVENTS / BUSY_EVENTS) === 0;
      insert.run(...valuesOf(eventOf(nextId++, Math.floor(from + ((to - from) * place) / EVENTS), isBusy)));
    }
    db.exec("COMMIT");
  }
  const inserted = performance.now();
  if (options["full-text"]) while (!fillFullText(db, 20_000));
  const indexed = performance.now();
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  if (!isFirst) return;
  const bytes = statSync(path).size;
  console.log(
    `month file: ${(bytes / EVENTS).toFixed(0)} bytes an event, ${((inserted - begun) / 1_000).toFixed(1)} s to make` +
      (options["full-text"] ? `, ${((indexed - inserted) / 1_000).toFixed(1)} s of them full text` : ""),
  );
}

async function measureClosing(): Promise<void> {
  const [month] = months;
  const next = join(dataFolder, "next.sqlite");
  const [db, nextDb] = [openMonthWriter(fileOf(folder, month!)), openMonthWriter(next)];
  const begun = performance.now();
  await carryStates(db, nextDb);
  console.log(`closing it: ${((performance.now() - begun) / 1_000).toFixed(1)} s, of which a part are pauses`);
  db.close();
  nextDb.close();
  for (const end of ["", "-wal", "-shm"]) rmSync(next + end, { force: true });
}

/** Events of the last two days, in the store. */
async function addHotEvents(store: Store): Promise<void> {
  const count = Math.round(EVENTS / 15);
  for (let place = 0; place < count; place += 1_000)
    await store.commit(
      Array.from({ length: 1_000 }, (_, more) => ({
        kind: "event" as const,
        event: eventOf(
          0,
          Math.floor(now - 2 * DAY + 600 + ((2 * DAY - 600) * (place + more)) / count),
          more % 400 === 0,
        ),
      })),
    );
}

async function measurePages(history: OpenHistory, store: Store): Promise<void> {
  const oldest = startOf(months[0]!);
  const anyService = (): number => {
    const service = random.between(2, SERVICES);
    return serviceKey(1 + Math.floor(service / 10), service);
  };
  const before = () => ({ at: random.between(oldest, now), id: 0 });
  const day = () => {
    const from = random.between(oldest, now - DAY);
    return { from, to: from + DAY };
  };
  const reads: Readonly<Record<string, () => Promise<unknown>>> = {
    "newest 100 of all, by id (in the store)": () => history.readNewestEvents(100),
    "object, newest 30, by id": () => history.readEvents(anyService(), 30),
    "object, newest 30, by time": () => history.readPage({ limit: 30, keys: [anyService()] }),
    "busy object, newest 30, by id": () => history.readEvents(BUSY, 30, random.between(1, nextId)),
    "busy object, 30 before a time": () => history.readPage({ limit: 30, keys: [BUSY], before: before() }),
    "busy object, one day": () => history.readPage({ limit: 1_000, keys: [BUSY], ...day() }),
    "all, 50 before a time": () => history.readPage({ limit: 50, before: before() }),
    "kind of 1 %, 50 before a time": () => history.readPage({ limit: 50, kinds: [RARE], before: before() }),
    "host group of 20 services, 50 before a time": () =>
      history.readPage({ limit: 50, keys: Array.from({ length: 20 }, anyService), before: before() }),
    "a caller who sees 5 %, 50 before a time": () => history.readPage({ limit: 50, keys: some, before: before() }),
    "text in the busy object": () =>
      history.readPage({ limit: 50, keys: [BUSY], text: "average: 77.", before: before() }),
    "text in one day": () => history.readPage({ limit: 50, text: "average: 77.", ...day() }),
    "count of all": () => history.count({}),
    ...(options["full-text"] && {
      "words over everything": () =>
        history.readPage({ limit: 50, words: ["critical", String(random.between(0, 999))] }),
    }),
  };
  const some = Array.from({ length: SERVICES / 20 }, anyService);
  const rows: string[][] = [];
  for (const [name, read] of Object.entries(reads)) {
    const commits = commitPaced(store);
    const took: number[] = [];
    for (let count = 0; count < READS; count++) {
      const begun = performance.now();
      await read();
      took.push(performance.now() - begun);
    }
    rows.push([name, ...percentiles(took), ...percentiles(await commits.stop())]);
  }
  console.log(`\n${READS} reads each, one after the other, beside ${COMMITS_PER_SECOND} commits a second:`);
  console.log(table(["page", "p50 ms", "p99 ms", "slowest", "commit p50", "p99", "slowest"], rows));
}

/** Commits a second, alone and while the archiver moves events, in turns. */
async function measureMoving(store: Store): Promise<void> {
  const rows: string[][] = [];
  for (let round = 1; round <= 3; round++) {
    const alone = commitPaced(store);
    await wait(SECONDS * 1_000);
    rows.push([`${round}: alone`, "-", ...percentiles(await alone.stop())]);

    const count = 100_000;
    for (let place = 0; place < count; place += 1_000)
      await store.commit(
        Array.from({ length: 1_000 }, (_, more) => ({
          kind: "event" as const,
          event: eventOf(0, now - 3 * DAY + Math.floor((place + more) / 100), false),
        })),
      );
    const clock = createFakeClock(now);
    const settings = { days: DEFAULT_DAYS, fullText: false };
    const history = await openHistory({ dataFolder, store, clock, log: silentLog, settings: () => settings });
    history.start();
    const beside = commitPaced(store);
    await clock.advanceBy(60);
    await Promise.race([history.settled(), wait(SECONDS * 1_000)]);
    const took = await beside.stop();
    const oldest = await store.readOldestEventTime();
    const left = oldest === null || oldest >= now - 2 * DAY ? 0 : count - Math.floor((oldest - (now - 3 * DAY)) * 100);
    await history.stop();
    rows.push([`${round}: beside the archiver`, String(count - left), ...percentiles(took)]);
  }
  console.log(`\n${COMMITS_PER_SECOND} commits a second for ${SECONDS} s, alone and beside the archiver, in turns:`);
  console.log(table(["commits", "moved", "p50 ms", "p99 ms", "slowest"], rows));
}

/** Commits a state and an event, paced, until it is stopped; then resolves with the duration of each. */
function commitPaced(store: Store): { readonly stop: () => Promise<readonly number[]> } {
  let isStopped = false;
  const commits: Promise<number>[] = [];
  const one = async (): Promise<number> => {
    const number = commits.length;
    const key = serviceKey(1, 1 + (number % SERVICES));
    const begun = performance.now();
    await store.commit([
      { kind: "state", key, state: sampleState },
      // Most results are as the one before, and leave no event.
      ...(number % 20 === 0 ? [{ kind: "event", event: { ...sampleEvent(key), at: now } } as const] : []),
    ]);
    return performance.now() - begun;
  };
  const run = (async () => {
    const start = performance.now();
    while (!isStopped) {
      while (commits.length < ((performance.now() - start) * COMMITS_PER_SECOND) / 1_000) commits.push(one());
      await wait(1);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await run;
      return Promise.all(commits);
    },
  };
}

function percentiles(took: readonly number[]): readonly string[] {
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  return [at(0.5), at(0.99), (sorted.at(-1) ?? 0).toFixed(1)];
}
