import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { dayOf, startOfDay } from "../../src/data/timeseries/day.ts";
import { SeriesFolder } from "../../src/data/timeseries/files/series-folder.ts";
import { openSqliteStore } from "../../src/data/store/sqlite/open-store.ts";
import { silentLog } from "../../src/lib/log.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { commitPaced, COMMITS_PER_SECOND } from "../support/paced-commits.ts";
import type { Promises } from "../support/promises.ts";
import { percentileCells, percentilesOf, table } from "../support/report.ts";
import { fillSeries } from "./fill-series.ts";
import { startBenchSeries } from "./start-bench-series.ts";

const SEAL_AFTER_SECONDS = 26 * 3_600;
const POLL_MS = 100;
const LEAST_SECONDS = 5;

/** Commits alone, and while a day is sealed and the oldest one dropped, in turns of the same length. */
export async function measureSealing(
  parent: string,
  { services, rounds }: { readonly services: number; readonly rounds: number },
  promises: Promises,
): Promise<void> {
  const folder = mkdtempSync(join(parent, "vigie-bench-sealing-"));
  const path = join(folder, "metrics");
  const firstOpenDay = dayOf(Date.UTC(2026, 9, 1) / 1000);
  const keys = Array.from({ length: services }, (_, place) => serviceKey(1 + Math.floor(place / 10), 1 + place));
  const begun = performance.now();
  fillSeries(path, keys, {
    sealedDays: 2,
    hoursDays: 2,
    firstOpenDay,
    end: startOfDay(firstOpenDay + rounds),
  });
  console.log(
    `\n## Sealing and dropping a day of ${services} services beside ${COMMITS_PER_SECOND} commits a second, ` +
      `${rounds} rounds (days made in ${((performance.now() - begun) / 1_000).toFixed(0)} s)\n`,
  );
  const store = await openSqliteStore({ folder: join(folder, "store"), log: silentLog, exclusive: true });
  const files = new SeriesFolder(path);
  const clock = createFakeClock(startOfDay(firstOpenDay + 1) + SEAL_AFTER_SECONDS - 300);
  // Two days before today are kept: the one before the last sealed one goes.
  const series = startBenchSeries(path, clock, { rawDays: 3 });
  await series.counts();
  const took: { alone: (readonly number[])[]; beside: (readonly number[])[] } = { alone: [], beside: [] };
  const rows: string[][] = [];
  for (let round = 0; round < rounds; round++) {
    const day = firstOpenDay + round;
    const beside = commitPaced(store);
    const start = performance.now();
    const [oldest] = files.sealedDays();
    await clock.advanceTo(startOfDay(day + 1) + SEAL_AFTER_SECONDS + 120);
    while (files.openDays().includes(day)) await wait(POLL_MS);
    const sealedAfter = performance.now() - start;
    await wait(Math.max(0, LEAST_SECONDS * 1_000 - sealedAfter));
    const besideSeal = await beside.stop();
    took.beside.push(besideSeal);
    const slow = (name: string, list: readonly number[]) => {
      const per: number[] = [];
      list.forEach((ms, i) => {
        const k = Math.floor(i / 1000);
        per[k] ??= 0;
        if (ms > 1.2) per[k]++;
      });
      console.log(name, per.join(" "));
    };
    slow("beside", besideSeal);
    const isDropped = !files.sealedDays().includes(oldest!);
    const seal = `seal of ${(sealedAfter / 1_000).toFixed(1)} s${isDropped ? ", drop" : ""}`;
    rows.push([`${round + 1}: beside the ${seal}`, ...percentileCells(besideSeal)]);
    const alone = commitPaced(store);
    await wait(Math.max(LEAST_SECONDS * 1_000, sealedAfter));
    const withoutSeal = await alone.stop();
    took.alone.push(withoutSeal);
    slow("alone", withoutSeal);
    rows.push([`${round + 1}: alone`, ...percentileCells(withoutSeal)]);
    if (!isDropped) throw new Error("no day was dropped");
  }
  await series.close();
  await store.close();
  rmSync(folder, { recursive: true });
  const [beside, alone] = [took.beside.flat(), took.alone.flat()];
  rows.push(["all: beside", ...percentileCells(beside)], ["all: alone", ...percentileCells(alone)]);
  console.log(table(["commits", "p50 ms", "p99 ms", "slowest"], rows));
  const ratio = percentilesOf(beside).p99 / percentilesOf(alone).p99;
  promises.atMost("p99 of commits beside sealing and dropping a day, to alone", ratio, 1.2, " ×");
}
