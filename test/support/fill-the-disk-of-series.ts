// Takes performance data while its small file system is full, frees space and continues; prints the result as JSON. Runs
// under `unshare -rm`, so that the file system is removed at its end. Argument: mount point.
import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { readSamples } from "../../src/data/timeseries/read/read-samples.ts";
import { StoredBlocks } from "../../src/data/timeseries/read/stored-blocks.ts";
import { SeriesWriter } from "../../src/data/timeseries/write/series-writer.ts";
import { serviceKey } from "../../src/model/resource-key.ts";

const [mountPoint = ""] = process.argv.slice(2);
execFileSync("mount", ["-t", "tmpfs", "-o", "size=64m", "none", mountPoint]);
const filler = join(mountPoint, "filler");
const START = Date.UTC(2026, 10, 29) / 1000;
/** Many labels, so that few results fill the memory. */
const LABELS = Array.from({ length: 200 }, (_, index) => `"a long label of number ${index}"`.replaceAll('"', "'"));
const KEYS = Array.from({ length: 100 }, (_, index) => serviceKey(1, 1 + index));

const said: string[] = [];
let now = START;
const writer = SeriesWriter.open({
  folder: join(mountPoint, "metrics"),
  now: () => now,
  limits: () => ({ perResource: 1_024, total: 100_000 }),
  report: {
    problem(code) {
      if (!said.includes(code)) said.push(code);
    },
    solved(code) {
      if (said.includes(code) && !said.includes(`${code} solved`)) said.push(`${code} solved`);
    },
    damage: (path, slot, reason) => said.push(`damage ${path} ${slot} ${reason}`),
    logDamage: ({ path }) => said.push(`log ${path}`),
    tooManyMetrics: () => {},
    fault: (_key, text) => said.push(text),
  },
});
let offered = 0;
const take = (keys: readonly number[]): void => {
  now += 60;
  offered += keys.length;
  writer.accept(
    batchOf(
      keys.map((key) => ({ key, at: now, state: 0, perfdata: LABELS.map((label) => `${label}=${offered}`).join(" ") })),
    ),
  );
};
const kept = (): number => {
  const blocks = new StoredBlocks(writer.folder, (path, slot, reason) => said.push(`${path} ${slot} ${reason}`));
  const series = [...writer.registry.all()].map(({ slot, metrics }) => ({
    slot,
    metrics: metrics.slice(0, 1).map(({ id, number }) => ({ id, number, isCounter: false })),
    head: writer.headBlock(slot),
  }));
  const answer = readSamples(blocks, { series, from: START, to: now + 1, maxValues: Infinity })!;
  blocks.close();
  return answer.reduce((sum, { metrics }) => sum + metrics[0]!.times.length, 0);
};

// A resource is still to come when the disk is full.
const [late, ...early] = KEYS;
take(early);
const { bavail, bsize } = statfsSync(mountPoint);
writeFileSync(filler, Buffer.alloc(bavail * bsize));
take([late!]);
take(early);
writer.sync();
writer.sweep(1);
const waitingAtFirst = { dropped: writer.counts.dropped, kept: kept() };

for (let round = 0; round < 200; round++) {
  take(KEYS);
  if (round % 50 === 0) writer.flush();
}
const dropped = writer.counts.dropped;
const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);

rmSync(filler);
execFileSync("mount", ["-o", "remount,size=512m", mountPoint]);
const isFlushed = writer.flush();
writer.sync();
writer.sweep(1);
const keptAfterwards = kept();
writer.close();
console.log(
  JSON.stringify({
    waitingAtFirst,
    isFlushed,
    offered,
    dropped,
    droppedAfterwards: writer.counts.dropped,
    keptAfterwards,
    megabytes,
    said,
  }),
);
