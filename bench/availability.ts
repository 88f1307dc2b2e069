// Reports of the availability over months: time, and how long the thread that serves requests is blocked. Run by
// `node bench/availability.ts [--size full] [--months 13] [--folder /tmp]`: services with 40 events a month, one with
// 10,000. With `--size full` 100,000 services have a month. Ends with code 1 if a report blocks for too long.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { closeOldest } from "../src/data/history/months/close-month.ts";
import { endOf, historyFolderOf, startOf, type Month } from "../src/data/history/months/month.ts";
import { MonthWriterPool } from "../src/data/history/months/month-writers.ts";
import { createStoredTimeline } from "../src/data/history/read-timeline.ts";
import { openStore } from "../src/data/store/open-store.ts";
import type { StoredEvent } from "../src/data/store/store.ts";
import { DEFAULT_POLICY } from "../src/engine/availability/policy.ts";
import { MAX_MEMBERS } from "../src/operations/availability/report-limits.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLog } from "../src/lib/log.ts";
import { hostIdOf, serviceIdOf, serviceKey, SERVER_KEY, type ResourceKey } from "../src/model/resource-key.ts";
import type { Resource } from "../src/model/objects.ts";
import { createAvailabilityReports } from "../src/operations/availability/availability-reports.ts";
import { createClosedParts } from "../src/operations/availability/closed-parts.ts";
import { inventedInventory } from "../test/support/invented-site.ts";
import { createRandom } from "../test/support/random.ts";
import { makeMonth, newestMonths, openBenchHistory, spanOf } from "./support/history-months.ts";
import { createPromises } from "./support/promises.ts";
import { machine, median, table } from "./support/report.ts";
import { chosenSize, sizeOption } from "./support/size.ts";

const { values: options } = parseArgs({
  options: {
    size: sizeOption,
    months: { type: "string", default: "13" },
    folder: { type: "string", default: tmpdir() },
  },
});
const size = chosenSize({ small: { services: 5_000 }, full: { services: 100_000 } }, options.size);
const MONTHS = Number(options.months);
/** All of them have events in one month, the first ones in every month. */
const SERVICES = Array.from({ length: size.services }, (_, index) => serviceKey(2 + Math.floor(index / 10), 1 + index));
const ORDINARY = SERVICES.slice(0, 1_000);
const BUSY = serviceKey(1, 1);
const EVENTS_OF = { ordinary: 40, busy: 10_000 };
const RUNS = 9;
const MOST_BLOCKED_MS = 50;
const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

const random = createRandom(1);
const dataFolder = mkdtempSync(join(options.folder, "vigie-bench-availability-"));
const folder = historyFolderOf(dataFolder);
const promises = createPromises();
let nextId = 1;

try {
  const months = newestMonths(MONTHS, now);
  const month = months.at(-2)!;
  const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: true });
  const begun = performance.now();
  for (const each of months)
    makeMonth(dataFolder, each, eventsOf(each, each === month ? SERVICES : ORDINARY, each === months[0]));
  const made = performance.now();
  const writers = new MonthWriterPool(folder);
  while ((await closeOldest(folder, writers, now - 2 * DAY)) !== null);
  writers.close();
  console.log(
    `${machine()}, size ${options.size}: ${MONTHS} months, made in ${((made - begun) / 1_000).toFixed(0)} s and closed ` +
      `in ${((performance.now() - made) / 1_000).toFixed(0)} s; medians of ${RUNS} runs, the last report in one\n`,
  );
  const history = await openBenchHistory(dataFolder, store);
  const reports = createAvailabilityReports({
    timeline: createStoredTimeline({ history, presentState: () => null }),
    inventory: () => inventedInventory,
    clock: systemClock,
    notSeenSince: () => null,
    closed: createClosedParts(0),
  });
  const dateOf = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);
  const oneMonth = { from: dateOf(startOf(month)), to: dateOf(endOf(month)) };
  const halfMonth = { from: dateOf(startOf(month) + 15 * DAY), to: dateOf(endOf(month)) };
  const oneYear = { from: dateOf(startOf(months.at(-13) ?? months[0]!)), to: dateOf(endOf(month)) };
  const rows: string[][] = [];
  const measure = async (
    what: string,
    groups: readonly (readonly ResourceKey[])[],
    dates: { readonly from: string; readonly to: string },
    runs: number,
  ): Promise<void> => {
    const [times, blocks]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      const delays = monitorEventLoopDelay({ resolution: 1 });
      await wait(50);
      delays.enable();
      await wait(20);
      delays.reset();
      const begun = performance.now();
      for (const keys of groups)
        await reports.of(keys.map(resourceOf), {
          dates: { ...dates, zone: "UTC" },
          period: null,
          policy: DEFAULT_POLICY,
          countsSoftProblems: false,
        });
      times.push(performance.now() - begun);
      await wait(20);
      delays.disable();
      blocks.push(delays.max / 1e6 - 1);
    }
    // The first run opens the files and compiles the code.
    const counted = runs === 1 ? 0 : 1;
    const [time, block] = [median(times.slice(counted)), median(blocks.slice(counted))];
    rows.push([
      what,
      time.middle.toFixed(1),
      time.spread,
      block.middle.toFixed(1),
      Math.max(...blocks.slice(counted)).toFixed(1),
    ]);
    promises.atMost(`${what}: longest block`, block.middle, MOST_BLOCKED_MS, " ms");
  };
  const few = ORDINARY.slice(0, 1);
  await measure("ordinary service, one month", [few], oneMonth, RUNS + 1);
  await measure("ordinary service, one year", [few], oneYear, RUNS + 1);
  await measure("busy service (10,000 events), one month", [[BUSY]], oneMonth, RUNS + 1);
  await measure("busy service, half a month", [[BUSY]], halfMonth, RUNS + 1);
  await measure("busy service, one year", [[BUSY]], oneYear, RUNS + 1);
  await measure("1,000 ordinary services, one month", [ORDINARY], oneMonth, RUNS + 1);
  const all = Array.from({ length: Math.ceil(SERVICES.length / MAX_MEMBERS) }, (_, place) =>
    SERVICES.slice(place * MAX_MEMBERS, (place + 1) * MAX_MEMBERS),
  );
  const name = `${SERVICES.length.toLocaleString("en")} ordinary services, one month, in ${all.length} reports`;
  await measure(name, all, oneMonth, 1);
  console.log(table(["report", "time, ms", "spread", "longest block, ms", "worst run"], rows));
  await history.stop();
  await store.close();
  process.exitCode = promises.report() ? 0 : 1;
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}

function resourceOf(key: ResourceKey): Resource {
  return { ...inventedInventory.services[0]!, key, hostId: hostIdOf(key), serviceId: serviceIdOf(key) };
}

/** In order of time, problem and recovery in turns. */
function* eventsOf(month: Month, services: readonly ResourceKey[], isFirst: boolean): Generator<StoredEvent> {
  const { from, to } = spanOf(month, now);
  const eventOf = (key: ResourceKey, at: number, kind: StoredEvent["kind"], state: number): StoredEvent => ({
    id: nextId++,
    key,
    at: Math.floor(at),
    kind,
    state,
    stateType: 1,
    checkAttempt: 3,
    output: `CRITICAL - load average: ${random.between(0, 999)}.20`,
    reason: "attempt 3 of 3",
  });
  const changeOf = (key: ResourceKey, at: number, place: number): StoredEvent =>
    place % 2 === 0 ? eventOf(key, at, "hard-state", random.between(1, 2)) : eventOf(key, at, "recovery", 0);
  if (isFirst) {
    yield eventOf(SERVER_KEY, from, "monitoring-started", 0);
    for (const key of [BUSY, ...SERVICES]) yield eventOf(key, from, "object-configured", 4);
  }
  const busyAt = (place: number): number => from + ((to - from) * (place + 0.5)) / EVENTS_OF.busy;
  let busy = 0;
  const total = EVENTS_OF.ordinary * services.length;
  for (let place = 0; place < total; place++) {
    const at = from + ((to - from) * place) / total;
    for (; busyAt(busy) <= at; busy++) yield changeOf(BUSY, busyAt(busy), busy);
    yield changeOf(services[place % services.length]!, at, Math.floor(place / services.length));
  }
  for (; busy < EVENTS_OF.busy; busy++) yield changeOf(BUSY, busyAt(busy), busy);
}
