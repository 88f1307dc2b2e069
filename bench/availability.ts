// Reports of the availability over months: time, and how long the thread that serves requests is blocked. Run by
// `node bench/availability.ts [--months 13] [--folder /tmp]`: 1,000 services with 40 events a month, one with 10,000.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { closeOldest } from "../src/data/history/months/close-month.ts";
import { endOf, fileOf, historyFolderOf, monthOf, startOf, type Month } from "../src/data/history/months/month.ts";
import { INSERT_EVENT, openMonthWriter, valuesOf } from "../src/data/history/months/month-file.ts";
import { MonthWriterPool } from "../src/data/history/months/month-writers.ts";
import { openHistory } from "../src/data/history/open-history.ts";
import { createStoredTimeline } from "../src/data/history/read-timeline.ts";
import { DEFAULT_DAYS } from "../src/data/history/retention-classes.ts";
import { openStore } from "../src/data/store/open-store.ts";
import type { StoredEvent } from "../src/data/store/store.ts";
import { DEFAULT_POLICY } from "../src/engine/availability/policy.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLog } from "../src/lib/log.ts";
import { hostIdOf, serviceIdOf, serviceKey, SERVER_KEY, type ResourceKey } from "../src/model/resource-key.ts";
import type { Resource } from "../src/model/objects.ts";
import { createAvailabilityReports } from "../src/operations/availability/availability-reports.ts";
import { inventedInventory } from "../test/support/invented-site.ts";
import { createRandom } from "../test/support/random.ts";
import { machine, median, table } from "./support/report.ts";

const { values: options } = parseArgs({
  options: { months: { type: "string", default: "13" }, folder: { type: "string", default: tmpdir() } },
});
const MONTHS = Number(options.months);
const ORDINARY = Array.from({ length: 1_000 }, (_, index) => serviceKey(2 + Math.floor(index / 10), 1 + index));
const BUSY = serviceKey(1, 5_000);
const EVENTS_OF = { ordinary: 40, busy: 10_000 };
const RUNS = 9;
const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

const random = createRandom(1);
const dataFolder = mkdtempSync(join(options.folder, "vigie-bench-availability-"));
const folder = historyFolderOf(dataFolder);
let nextId = 1;

try {
  const months = newestMonths(MONTHS);
  console.log(`${machine()}, ${MONTHS} months; medians of ${RUNS} runs\n`);
  const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: true });
  mkdirSync(folder);
  for (const month of months) makeMonth(month, month === months[0]);
  const writers = new MonthWriterPool(folder);
  while ((await closeOldest(folder, writers, now - 2 * DAY)) !== null);
  writers.close();
  const settings = { days: DEFAULT_DAYS, fullText: false };
  const history = await openHistory({
    dataFolder,
    store,
    clock: systemClock,
    log: silentLog,
    settings: () => settings,
  });
  const reports = createAvailabilityReports({
    timeline: createStoredTimeline({ history, presentState: () => null }),
    inventory: () => inventedInventory,
    clock: systemClock,
  });
  const dateOf = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);
  const month = months.at(-2)!;
  const oneMonth = { from: dateOf(startOf(month)), to: dateOf(endOf(month)) };
  const halfMonth = { from: dateOf(startOf(month) + 15 * DAY), to: dateOf(endOf(month)) };
  const oneYear = { from: dateOf(startOf(months.at(-13) ?? months[0]!)), to: dateOf(endOf(month)) };
  const rows: string[][] = [];
  const measure = async (
    what: string,
    keys: readonly ResourceKey[],
    dates: { readonly from: string; readonly to: string },
  ): Promise<void> => {
    const [times, blocks]: [number[], number[]] = [[], []];
    for (let run = 0; run <= RUNS; run++) {
      const delays = monitorEventLoopDelay({ resolution: 1 });
      await wait(50);
      delays.enable();
      await wait(20);
      delays.reset();
      const begun = performance.now();
      await reports.of(keys.map(resourceOf), {
        dates: { ...dates, zone: "UTC" },
        period: null,
        policy: DEFAULT_POLICY,
        countsSoftProblems: false,
      });
      // The first run opens the files and compiles the code.
      if (run > 0) times.push(performance.now() - begun);
      await wait(20);
      delays.disable();
      if (run > 0) blocks.push(delays.max / 1e6 - 1);
    }
    rows.push([
      what,
      ...[median(times).middle, median(blocks).middle, Math.max(...blocks)].map((value) => value.toFixed(1)),
    ]);
  };
  await measure("ordinary service, one month", ORDINARY.slice(0, 1), oneMonth);
  await measure("ordinary service, one year", ORDINARY.slice(0, 1), oneYear);
  await measure("busy service (10,000 events), one month", [BUSY], oneMonth);
  await measure("busy service, half a month", [BUSY], halfMonth);
  await measure("busy service, one year", [BUSY], oneYear);
  await measure("1,000 ordinary services, one month", ORDINARY, oneMonth);
  console.log(table(["report", "time, ms", "longest block, ms", "worst run"], rows));
  await history.stop();
  await store.close();
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}

function newestMonths(count: number): readonly Month[] {
  const found: Month[] = [];
  for (let time = now - 3 * DAY; found.length < count; time = startOf(found[0]!) - 1) found.unshift(monthOf(time));
  return found;
}

function resourceOf(key: ResourceKey): Resource {
  return { ...inventedInventory.services[0]!, key, hostId: hostIdOf(key), serviceId: serviceIdOf(key) };
}

function makeMonth(month: Month, isFirst: boolean): void {
  const [from, to] = [startOf(month), Math.min(endOf(month), now - 2 * DAY)];
  const events: Omit<StoredEvent, "id">[] = [];
  const add = (key: ResourceKey, at: number, kind: StoredEvent["kind"], state: number): void => {
    const output = `CRITICAL - load average: ${random.between(0, 999)}.20`;
    events.push({ key, at, kind, state, stateType: 1, checkAttempt: 3, output, reason: "attempt 3 of 3" });
  };
  const both: readonly (readonly [ResourceKey, number])[] = [
    ...ORDINARY.map((key) => [key, EVENTS_OF.ordinary] as const),
    [BUSY, EVENTS_OF.busy],
  ];
  if (isFirst) add(SERVER_KEY, from, "monitoring-started", 0);
  for (const [key, count] of both) {
    if (isFirst) add(key, from, "object-configured", 4);
    for (let place = 0; place < count; place++) {
      const isProblem = place % 2 === 0;
      const at = Math.floor(from + ((to - from) * (place + random.between(0, 9) / 10)) / count);
      add(key, at, isProblem ? "hard-state" : "recovery", isProblem ? random.between(1, 2) : 0);
    }
  }
  events.sort((one, other) => one.at - other.at);
  const db = openMonthWriter(fileOf(folder, month));
  db.exec("PRAGMA synchronous = OFF; BEGIN");
  const insert = db.prepare(INSERT_EVENT);
  for (const event of events) insert.run(...valuesOf({ ...event, id: nextId++ }));
  db.exec("COMMIT");
  db.close();
}
