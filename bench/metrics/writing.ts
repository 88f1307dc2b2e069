import { mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DAY_SECONDS, dayOf, startOfDay } from "../../src/data/timeseries/day.ts";
import { batchOf, type MeasuredResult } from "../../src/data/timeseries/measured-batch.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { createRandom } from "../../test/support/random.ts";
import { perfdataSource } from "../support/perfdata-kinds.ts";
import type { Promises } from "../support/promises.ts";
import { table } from "../support/report.ts";
import { INTERVAL, templateOf } from "./fill-series.ts";
import { openBenchWriter } from "./open-bench-writer.ts";

const RESULTS_A_DAY = DAY_SECONDS / INTERVAL;
const START = startOfDay(dayOf(Date.UTC(2026, 9, 1) / 1000));

/** Takes, sweeps and seals days of mixed performance data as fast as it can: what each step costs, and its bytes. */
export function measureWriting(
  parent: string,
  { services, days }: { readonly services: number; readonly days: number },
  promises: Promises,
): void {
  const folder = mkdtempSync(join(parent, "vigie-bench-writing-"));
  let now = START;
  const writer = openBenchWriter(folder, () => now);
  const random = createRandom(20_261_129);
  const share = (): number => random.between(0, 2 ** 30) / 2 ** 30;
  const sources = Array.from({ length: services }, (_, place) => perfdataSource(templateOf(place), share));
  const spent = { accept: 0, sync: 0, sweep: 0, seal: 0, longestSeal: 0 };
  let sealed = 0;
  for (let result = 0; result < days * RESULTS_A_DAY; result++) {
    now = START + result * INTERVAL;
    for (let from = 0; from < services; from += 2_000) {
      const results = sources
        .slice(from, from + 2_000)
        .map((next, index): MeasuredResult => ({ key: keyOf(from + index), at: now, state: 0, perfdata: next() }));
      spent.accept += timed(() => writer.accept(batchOf(results)));
    }
    spent.sync += timed(() => writer.sync());
    // A round in half an hour.
    if (result % 6 === 5) spent.sweep += timed(() => writer.sweep(1));
    const day = writer.dayToSeal();
    if (day === null) continue;
    sealed++;
    const steps = writer.seal(day);
    for (let isDone = false; !isDone;) {
      const took = timed(() => {
        isDone = steps.next().done === true;
      });
      spent.seal += took;
      spent.longestSeal = Math.max(spent.longestSeal, took);
    }
  }
  const { values } = writer.counts;
  const size = writer.folder.sizes();
  const sealedDays = writer.folder.sealedDays();
  const rawBytes = sealedDays.reduce((sum, day) => sum + statSync(writer.folder.sealedDay(day)).size, 0);
  const bytesAValue = rawBytes / sealedDays.length / (values / days);
  const bytesOfHours = size.hours / sealed / services;
  console.log(`\n## Writing: ${services} services, ${days} days, ${(values / 1e6).toFixed(0)} million values\n`);
  console.log(
    table(
      ["what", "figure"],
      [
        ["take: parse, memory, log", `${((spent.accept * 1000) / values).toFixed(2)} µs a value`],
        ["sweep", `${((spent.sweep * 1000) / (services * days * 48)).toFixed(0)} µs a service`],
        ["seal", `${((spent.seal * 1000) / (services * sealed)).toFixed(0)} µs a service`],
        ["longest step of a seal", `${spent.longestSeal.toFixed(0)} ms`],
        ["sealed day on disk", `${bytesAValue.toFixed(2)} bytes a value`],
        ["hours on disk", `${bytesOfHours.toFixed(0)} bytes a service and day`],
        ["all files", `${(Object.values(size).reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20).toFixed(0)} MiB`],
      ],
    ),
  );
  promises.atMost("a value of a sealed day", bytesAValue, 2, " bytes");
  promises.atMost("hours of a service and day", bytesOfHours, 850, " bytes");
  writer.close();
  rmSync(folder, { recursive: true });
}

function keyOf(service: number): number {
  return serviceKey(1 + Math.floor(service / 10), 1 + service);
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
