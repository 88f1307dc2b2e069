import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayOf, startOfDay } from "../src/data/timeseries/day.ts";
import { SeriesFolder } from "../src/data/timeseries/files/series-folder.ts";
import { StoredBlocks } from "../src/data/timeseries/read/stored-blocks.ts";
import { readBuckets } from "../src/data/timeseries/read/read-buckets.ts";
import { serviceKey } from "../src/model/resource-key.ts";
import { fillSeries } from "./metrics/fill-series.ts";
const services = 5000;
const path = join(mkdtempSync(join(tmpdir(), "zz-")), "metrics");
const day = dayOf(Date.UTC(2026, 9, 1) / 1000);
const keys = Array.from({ length: services }, (_, p) => serviceKey(1 + Math.floor(p / 10), 1 + p));
fillSeries(path, keys, { sealedDays: 4, hoursDays: 60, firstOpenDay: day, end: startOfDay(day + 2) });
const blocks = new StoredBlocks(new SeriesFolder(path), console.log);
const run = (name: string, n: number, count: number, from: number, to: number, width: number, all = false) => {
  const took: number[] = [];
  for (let i = 0; i < n; i++) {
    const series = Array.from({ length: count }, () => ({
      slot: 1 + Math.floor(Math.random() * services),
      metrics: (all ? [0, 1, 2] : [0]).map((number) => ({ id: number, number, isCounter: false })),
      head: null,
    }));
    const t = performance.now();
    const a = readBuckets(blocks, { series, from, to, width });
    took.push(performance.now() - t);
    if (i === 0) console.log(a.step, a.count, a.level);
  }
  took.sort((a, b) => a - b);
  console.log(name, took[n >> 1]!.toFixed(2), took[Math.floor(n * 0.99)]!.toFixed(2));
};
const which = process.argv[2];
const end = startOfDay(day + 2);
if (which !== "hours") {
  run("open", 200, 50, end - 86400 - 40000, end - 40000, 600);
  run("sealed", 200, 50, startOfDay(day - 2), startOfDay(day - 1), 600);
}
if (which !== "raw") run("hours", 200, 1, startOfDay(day - 59), startOfDay(day - 1), 236, true);
rmSync(path, { recursive: true });
