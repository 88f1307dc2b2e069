import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { TimeSeries } from "../../src/data/timeseries/time-series.ts";
import { openSqliteStore } from "../../src/data/store/sqlite/open-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { createRandom } from "../../test/support/random.ts";
import { sampleState } from "../../test/support/record-samples.ts";
import { commitPaced, COMMITS_PER_SECOND } from "../support/paced-commits.ts";
import { MIXED_TEMPLATES, perfdataSource } from "../support/perfdata-kinds.ts";
import type { Promises } from "../support/promises.ts";
import { median, percentileCells, percentilesOf, table } from "../support/report.ts";
import { METRICS_PER_SERVICE, templateOf } from "./fill-series.ts";
import { startBenchSeries } from "./start-bench-series.ts";

export interface IngestSize {
  readonly services: number;
  readonly seconds: number;
  readonly rounds: number;
}

const MANY = 30_000;
const LOADS = [0, 1_000, MANY];
/** A service has one kind of text, a different one each round. */
const TEXTS = MIXED_TEMPLATES.length * 1_000;
const TEXTS_A_ROUND = MIXED_TEMPLATES.length * 13;
/** Results of half an hour, which memory holds in any case. */
const RESULTS_BEFORE = 6;
const TICK_MS = 20;

interface Run {
  readonly load: number;
  readonly took: readonly number[];
  readonly seconds: number;
  /** Processor seconds of the main thread. */
  readonly cpuSeconds: number;
  readonly values: number;
}

/** Commits alone and beside performance data, in turns. */
export async function measureIngest(parent: string, size: IngestSize, promises: Promises): Promise<void> {
  const folder = mkdtempSync(join(parent, "vigie-bench-ingest-"));
  const store = await openSqliteStore({ folder: join(folder, "store"), log: silentLog, exclusive: true });
  const series = startBenchSeries(join(folder, "metrics"), systemClock);
  console.log(
    `\n## Taking values of ${size.services} services beside ${COMMITS_PER_SECOND} commits a second, ` +
      `${size.rounds} rounds of ${size.seconds} s each, in turns\n`,
  );
  const source = createSource(size.services);
  for (let result = 0; result < RESULTS_BEFORE; result++) {
    source.handOver(series, size.services);
    // Taken, before more comes than waits at most.
    await series.counts();
  }
  const runs: Run[] = [];
  for (let round = 0; round < size.rounds; round++)
    for (const load of [...LOADS.slice(round % LOADS.length), ...LOADS.slice(0, round % LOADS.length)])
      runs.push(await runOnce(store, series, source, load, size.seconds));
  report(runs, promises);
  // Hands over what waits.
  await series.metrics([]);
  const { dropped, values } = await series.counts();
  promises.atMost("results lost while they were taken", source.handedOver - values / METRICS_PER_SERVICE, 0);
  promises.atMost("results dropped", dropped, 0);
  await series.close();
  await store.close();
  rmSync(folder, { recursive: true });
}

async function runOnce(store: Store, series: TimeSeries, source: Source, load: number, seconds: number): Promise<Run> {
  await wait(1_000);
  const commits = commitPaced(store);
  const cpu = process.threadCpuUsage();
  const start = performance.now();
  const before = source.handedOver;
  for (let elapsed = 0; elapsed < seconds * 1_000; elapsed = performance.now() - start) {
    const due = Math.floor((elapsed * load) / 1_000 / METRICS_PER_SERVICE);
    source.handOver(series, before + due - source.handedOver);
    await wait(TICK_MS);
  }
  const { user, system } = process.threadCpuUsage(cpu);
  const took = await commits.stop();
  const values = (source.handedOver - before) * METRICS_PER_SERVICE;
  return { load, took, seconds: (performance.now() - start) / 1_000, cpuSeconds: (user + system) / 1e6, values };
}

interface Source {
  readonly handedOver: number;
  /** Hands over so many results, one service after the other; a later round has a later time. */
  handOver(series: TimeSeries, count: number): void;
}

function createSource(services: number): Source {
  const random = createRandom(1);
  const share = (): number => random.between(0, 2 ** 30) / 2 ** 30;
  const texts = Array.from({ length: TEXTS }, (_, place) => perfdataSource(templateOf(place), share)());
  // Each round of all services is a second later; the first ones are in the past, and none comes to be in the future.
  const firstSecond = Math.floor(Date.now() / 1000) - 3_600;
  let handedOver = 0;
  return {
    get handedOver() {
      return handedOver;
    },
    handOver(series, count) {
      for (const end = handedOver + count; handedOver < end; handedOver++) {
        const [service, round] = [handedOver % services, Math.floor(handedOver / services)];
        const perfdata = texts[(service + TEXTS_A_ROUND * round) % TEXTS]!;
        const lastCheck = firstSecond + round;
        series.accept(serviceKey(1 + Math.floor(service / 10), 1 + service), {
          ...sampleState,
          check: { ...sampleState.check, perfdata, lastCheck },
        });
      }
    },
  };
}

function report(runs: readonly Run[], promises: Promises): void {
  const ofLoad = (load: number): readonly Run[] => runs.filter((run) => run.load === load);
  const shareOf = ({ cpuSeconds, seconds }: Run): number => cpuSeconds / seconds;
  const shareAlone = median(ofLoad(0).map(shareOf)).middle;
  const p99 = (load: number) => median(ofLoad(load).map(({ took }) => percentilesOf(took).p99));
  const rows = LOADS.map((load) => {
    const some = ofLoad(load);
    const microseconds = some.map((run) => (((shareOf(run) - shareAlone) * run.seconds) / run.values) * 1e6);
    return [
      load === 0 ? "nothing" : `${load.toLocaleString("en")} values a second`,
      ...percentileCells(some.flatMap(({ took }) => took)),
      p99(load).middle.toFixed(2),
      p99(load).spread,
      (p99(load).middle / p99(0).middle).toFixed(2),
      `${(median(some.map(shareOf)).middle * 100).toFixed(1)} %`,
      load === 0 ? "-" : median(microseconds).middle.toFixed(2),
    ];
  });
  console.log(
    table(
      ["commits beside", "p50 ms", "p99 ms", "slowest", "p99, median", "spread", "ratio", "main thread", "µs a value"],
      rows,
    ),
  );
  console.log("The microseconds of the main thread for a value are with the making of the results.");
  const ratio = p99(MANY).middle / p99(0).middle;
  promises.atMost(`p99 of commits beside ${MANY.toLocaleString("en")} values a second, to alone`, ratio, 1.5, " ×");
}
