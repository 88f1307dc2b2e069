// Reads series while their small file system is full, and once it has room; prints the result as JSON. Runs under
// `unshare -rm`, so that the file system is removed at its end. Argument: mount point.
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { readBuckets } from "../../src/data/timeseries/read/read-buckets.ts";
import { StoredBlocks } from "../../src/data/timeseries/read/stored-blocks.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { openWriter } from "./written-series.ts";

const [mountPoint = ""] = process.argv.slice(2);
execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "none", mountPoint]);
const HOUR = 3_600;
const START = Date.UTC(2026, 10, 25) / 1000;
const END = START + 6 * 24 * HOUR;

const said: string[] = [];
let now = START;
const writer = openWriter(join(mountPoint, "metrics"), () => now, said);
for (; now < END; now += HOUR) {
  writer.accept(batchOf([{ key: serviceKey(1, 1), at: now, state: 0, perfdata: "a=1" }]));
  writer.sweep(1);
  const day = writer.dayToSeal();
  if (day !== null) for (const _ of writer.seal(day));
}
const blocks = new StoredBlocks(writer.folder, (path, slot, reason) => said.push(`${path} ${slot} ${reason}`));
/** Number of results. */
const read = (from: number, width: number): number | string => {
  const series = [{ slot: 1, metrics: [{ id: 1, number: 0, isCounter: false }], head: null }];
  try {
    const [first] = readBuckets(blocks, { series, from, to: END, width }).series;
    return first!.metrics[0]!.counts.reduce((sum, count) => sum + count, 0);
  } catch (error) {
    return (error as Error).message;
  }
};
const graphs = (): unknown => ({ ofHours: read(END - 3 * HOUR, 600), ofMonth: read(END - 30 * 24 * HOUR, 30) });

const filler = join(mountPoint, "filler");
const { bavail, bsize } = statfsSync(mountPoint);
writeFileSync(filler, Buffer.alloc(bavail * bsize));
const whileFull = graphs();
rmSync(filler);
const afterwards = graphs();
blocks.close();
writer.close();
const setAside = readdirSync(mountPoint, { recursive: true }).filter((name) => String(name).includes(".damaged"));
console.log(JSON.stringify({ whileFull, afterwards, setAside, said }));
