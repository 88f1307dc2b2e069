// Pages of the history over many months beside commits, and commits while events are moved. Run by `node bench/history.ts
// [--size full] [--months 3] [--events 200000] [--full-text] [--folder /tmp]`: events are those of one month, of 100,000
// services. What is promised is for `--size full`, 12 months of 4 million, which take 8 GB of disk; ends with code 1 if
// it is not kept.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { fillFullText } from "../src/data/history/months/full-text.ts";
import { fileOf, historyFolderOf, startOf, type Month } from "../src/data/history/months/month.ts";
import { openMonthWriter } from "../src/data/history/months/month-file.ts";
import { removeMonth } from "../src/data/history/months/prune-months.ts";
import { carryStates } from "../src/data/history/months/states-at-start.ts";
import type { OpenHistory } from "../src/data/history/event-history.ts";
import { openSqliteStore } from "../src/data/store/sqlite/open-store.ts";
import type { Store, StoredEvent } from "../src/data/store/store.ts";
import { silentLog } from "../src/lib/log.ts";
import { serviceKey } from "../src/model/resource-key.ts";
import { createFakeClock } from "../test/support/fake-clock.ts";
import { createRandom } from "../test/support/random.ts";
import { makeMonth, newestMonths, openBenchHistory, spanOf } from "./support/history-months.ts";
import { commitPaced, COMMITS_PER_SECOND } from "./support/paced-commits.ts";
import { createPromises } from "./support/promises.ts";
import { machine, percentileCells, percentilesOf, table } from "./support/report.ts";
import { chosenSize, sizeOption } from "./support/size.ts";

const { values: options } = parseArgs({
  options: {
    size: sizeOption,
    months: { type: "string" },
    events: { type: "string" },
    folder: { type: "string", default: tmpdir() },
    "full-text": { type: "boolean", default: false },
  },
});
const SIZES = {
  small: { months: 3, events: 200_000, seconds: 10 },
  full: { months: 12, events: 4_000_000, seconds: 20 },
};
const size = chosenSize(SIZES, options.size);
const MONTHS = Number(options.months ?? size.months);
const EVENTS = Number(options.events ?? size.events);
const SERVICES = 100_000;
/** One service has 10,000 events a month, or a hundredth of all. */
const BUSY = serviceKey(1, 1);
const BUSY_EVENTS = Math.min(10_000, EVENTS / 20);
const RARE = "acknowledgement-set";
/** Of a hundred thousandth of all events. */
const VERY_RARE = "comment-added";
const READS = 300;
const MOST_MS = 50;
const SECONDS = size.seconds;
const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

const random = createRandom(1);
const dataFolder = mkdtempSync(join(options.folder, "vigie-bench-history-"));
const folder = historyFolderOf(dataFolder);
const months = newestMonths(MONTHS, now);
const promises = createPromises();
let nextId = 1;

try {
  console.log(`${machine()}, ${MONTHS} months of ${EVENTS.toLocaleString("en")} events, ${SERVICES} services\n`);
  const store = await openSqliteStore({ folder: dataFolder, log: silentLog, exclusive: true });
  makeMonths();
  await measureClosing();
  const history = await openBenchHistory(dataFolder, store, { fullText: options["full-text"] });
  await addHotEvents(store);
  await measurePages(history, store);
  await history.stop();
  await measureMoving(store);
  await measureUnlink(store);
  await store.close();
  process.exitCode = promises.report() ? 0 : 1;
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}

function eventOf(id: number, at: number, isBusy: boolean): StoredEvent {
  const service = random.between(2, SERVICES);
  const number = random.between(0, 999);
  return {
    id,
    key: isBusy ? BUSY : serviceKey(1 + Math.floor(service / 10), service),
    at,
    kind: random.chance(0.01)
      ? random.chance(0.001)
        ? VERY_RARE
        : RARE
      : random.from(["soft-state", "hard-state", "recovery", "notification"]),
    state: random.between(0, 2),
    stateType: 1,
    checkAttempt: 3,
    output: `CRITICAL - load average: ${number}.20`,
    reason: "attempt 3 of 3",
  };
}

function* eventsOf(month: Month): Generator<StoredEvent> {
  const { from, to } = spanOf(month, now);
  for (let place = 0; place < EVENTS; place++) {
    const isBusy = place % Math.floor(EVENTS / BUSY_EVENTS) === 0;
    yield eventOf(nextId++, Math.floor(from + ((to - from) * place) / EVENTS), isBusy);
  }
}

function makeMonths(): void {
  const begun = performance.now();
  let [fullTextSeconds, fullTextBytes] = [0, 0];
  const made = months.map((month) => {
    const each = makeMonth(dataFolder, month, eventsOf(month));
    if (!options["full-text"]) return each;
    const start = performance.now();
    const db = openMonthWriter(each.path);
    while (!fillFullText(db, 20_000));
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    db.close();
    fullTextSeconds += (performance.now() - start) / 1_000;
    fullTextBytes += statSync(each.path).size - each.bytes;
    return each;
  });
  const mean = (of: (each: (typeof made)[number]) => number): number =>
    made.reduce((sum, each) => sum + of(each), 0) / made.length;
  console.log(
    `month file: ${(mean(({ bytes }) => bytes) / EVENTS).toFixed(0)} bytes an event, ` +
      `${mean(({ insertSeconds }) => insertSeconds).toFixed(1)} s to fill, ` +
      `${mean(({ indexSeconds }) => indexSeconds).toFixed(1)} s for the indexes; all of them ` +
      `${((performance.now() - begun) / 1_000).toFixed(0)} s` +
      (options["full-text"]
        ? `; full text of a month ${(fullTextSeconds / MONTHS).toFixed(1)} s, ` +
          `${(fullTextBytes / MONTHS / EVENTS).toFixed(0)} bytes an event`
        : ""),
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
    "kind of 1 in 100,000, 50 before a time": () =>
      history.readPage({ limit: 50, kinds: [VERY_RARE], before: before() }),
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
  const isPromised = (name: string): boolean => /^(object|busy object|all|kind)\b/.test(name);
  const rows: string[][] = [];
  for (const [name, read] of Object.entries(reads)) {
    const commits = commitPaced(store);
    const took: number[] = [];
    for (let count = 0; count < READS; count++) {
      const begun = performance.now();
      await read();
      took.push(performance.now() - begun);
    }
    rows.push([name, ...percentileCells(took), ...percentileCells(await commits.stop())]);
    if (isPromised(name)) promises.atMost(`${name}, p99`, percentilesOf(took).p99, MOST_MS, " ms");
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
    rows.push([`${round}: alone`, "-", ...percentileCells(await alone.stop())]);

    const count = 100_000;
    for (let place = 0; place < count; place += 1_000)
      await store.commit(
        Array.from({ length: 1_000 }, (_, more) => ({
          kind: "event" as const,
          event: eventOf(0, now - 3 * DAY + Math.floor((place + more) / 100), false),
        })),
      );
    const clock = createFakeClock(now);
    const history = await openBenchHistory(dataFolder, store, { clock });
    history.start();
    const beside = commitPaced(store);
    await clock.advanceBy(60);
    await Promise.race([history.settled(), wait(SECONDS * 1_000)]);
    const took = await beside.stop();
    const oldest = await store.readOldestEventTime();
    const left = oldest === null || oldest >= now - 2 * DAY ? 0 : count - Math.floor((oldest - (now - 3 * DAY)) * 100);
    await history.stop();
    rows.push([`${round}: beside the archiver`, String(count - left), ...percentileCells(took)]);
  }
  console.log(`\n${COMMITS_PER_SECOND} commits a second for ${SECONDS} s, alone and beside the archiver, in turns:`);
  console.log(table(["commits", "moved", "p50 ms", "p99 ms", "slowest"], rows));
}

/** Commits while the file of the oldest month goes. */
async function measureUnlink(store: Store): Promise<void> {
  const oldest = months[0]!;
  const bytes = statSync(fileOf(folder, oldest)).size;
  const commits = commitPaced(store);
  await wait(1_000);
  const begun = performance.now();
  removeMonth(folder, oldest);
  const took = performance.now() - begun;
  await wait(1_000);
  const { max } = percentilesOf(await commits.stop());
  console.log(
    `\nthe file of the oldest month (${(bytes / 2 ** 20).toFixed(0)} MiB) was deleted in ${took.toFixed(1)} ms, ` +
      `which blocks the thread of the archiver; slowest commit meanwhile ${max.toFixed(1)} ms`,
  );
}
