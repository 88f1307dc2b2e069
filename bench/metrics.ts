// Performance data over time: bytes a value by kind of plugin, cost of taking, sweeping and sealing, and reads. Run by
// `node bench/metrics.ts [services] [days]`; a service has three metrics and a result every five minutes.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeBlock, decodeBlock, type Block } from "../src/data/timeseries/block/block.ts";
import { DAY_SECONDS, dayOf, startOfDay } from "../src/data/timeseries/day.ts";
import { batchOf, type MeasuredResult } from "../src/data/timeseries/measured-batch.ts";
import { parsePerfdata } from "../src/data/timeseries/perfdata/parse-perfdata.ts";
import { readBuckets } from "../src/data/timeseries/read/read-buckets.ts";
import type { SeriesRequest } from "../src/data/timeseries/read/request.ts";
import { StoredBlocks } from "../src/data/timeseries/read/stored-blocks.ts";
import { SeriesWriter } from "../src/data/timeseries/write/series-writer.ts";
import { serviceKey } from "../src/model/resource-key.ts";
import { createRandom } from "../test/support/random.ts";
import { PERFDATA_KINDS, perfdataSource } from "./support/perfdata-kinds.ts";
import { machine, table } from "./support/report.ts";

const SERVICES = Number(process.argv[2] ?? 5_000);
const DAYS = Number(process.argv[3] ?? 35);
const INTERVAL = 300;
const RESULTS_A_DAY = DAY_SECONDS / INTERVAL;
const START = startOfDay(dayOf(Date.UTC(2026, 9, 1) / 1000));
/** Kinds with three metrics each: what the mixed data consists of. */
const MIXED = ["load", "disk MiB", "http phases", "icmp", "cpu of windows", "sensors", "switch ports"];

const random = createRandom(20_261_129);
const share = (): number => random.between(0, 2 ** 30) / 2 ** 30;

console.log(machine());
reportCodec();
const folder = mkdtempSync(join(tmpdir(), "vigie-bench-metrics-"));
let now = START;
const writer = SeriesWriter.open({
  folder,
  now: () => now,
  limits: () => ({ perResource: 1_024, total: 10_000_000 }),
  report: {
    problem: (code, reason) => console.error(code, reason),
    solved: () => {},
    damage: (path, slot, reason) => console.error(path, slot, reason),
    logDamage: () => {},
    tooManyMetrics: () => {},
    fault: (_key, text) => console.error(text),
  },
});
reportWriting();
reportReads();
writer.close();
rmSync(folder, { recursive: true });

function blockOf(template: string): Block {
  const next = perfdataSource(template, share);
  const columns: Float64Array[] = [];
  let time = START;
  const times = Uint32Array.from({ length: RESULTS_A_DAY }, () => (time += INTERVAL + random.between(-1, 1)));
  for (let index = 0; index < RESULTS_A_DAY; index++)
    parsePerfdata(next()).items.forEach(({ value }, number) => {
      columns[number] ??= new Float64Array(RESULTS_A_DAY).fill(NaN);
      columns[number][index] = value;
    });
  return {
    times,
    states: new Uint8Array(RESULTS_A_DAY),
    columns: columns.map((values, number) => ({ number, values })),
  };
}

function reportCodec(): void {
  const totals = { values: 0, plain: 0, packed: 0, encode: 0, pack: 0, decode: 0 };
  const rows = Object.entries(PERFDATA_KINDS).map(([kind, template]) => {
    const block = blockOf(template);
    const values = block.times.length * block.columns.length;
    const plain = encodeBlock(block, false);
    const packed = encodeBlock(block, true);
    totals.values += values;
    totals.plain += plain.length;
    totals.packed += packed.length;
    totals.encode += nanoseconds(() => encodeBlock(block, false));
    totals.pack += nanoseconds(() => encodeBlock(block, true));
    totals.decode += nanoseconds(() => decodeBlock(packed));
    return [
      kind,
      String(block.columns.length),
      (plain.length / values).toFixed(2),
      (packed.length / values).toFixed(2),
    ];
  });
  console.log(`\nBlocks of a day, ${RESULTS_A_DAY} results\n`);
  console.log(table(["kind of performance data", "metrics", "bytes a value", "sealed"], rows));
  const each = (total: number): string => (total / totals.values).toFixed(0);
  console.log(
    `\nall: ${(totals.plain / totals.values).toFixed(2)} bytes a value, sealed ${(totals.packed / totals.values).toFixed(2)}; ` +
      `encode ${each(totals.encode)} ns, with compression ${each(totals.pack)} ns, decode ${each(totals.decode)} ns a value`,
  );
}

/** Of one call, the fastest of several rounds: the machine may be doing other things. */
function nanoseconds(work: () => void): number {
  let best = Infinity;
  for (let round = 0; round < 20; round++) {
    const began = performance.now();
    for (let call = 0; call < 5; call++) work();
    best = Math.min(best, (performance.now() - began) / 5);
  }
  return best * 1e6;
}

function reportWriting(): void {
  const sources = Array.from({ length: SERVICES }, (_, index) =>
    perfdataSource(PERFDATA_KINDS[MIXED[index % MIXED.length]!]!, share),
  );
  const spent = { accept: 0, sync: 0, sweep: 0, seal: 0, longestSeal: 0 };
  let values = 0;
  let sealed = 0;
  for (let result = 0; result < DAYS * RESULTS_A_DAY; result++) {
    now = START + result * INTERVAL;
    for (let from = 0; from < SERVICES; from += 2_000) {
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
  values = writer.counts.values;
  const size = writer.folder.sizes();
  const sealedDays = writer.folder.sealedDays();
  const valuesADay = values / DAYS;
  const rawBytes = sealedDays.reduce((sum, day) => sum + statSync(writer.folder.sealedDay(day)).size, 0);
  console.log(`\nWriting: ${SERVICES} services, ${DAYS} days, ${(values / 1e6).toFixed(0)} million values\n`);
  console.log(
    table(
      ["what", "figure"],
      [
        ["take: parse, memory, log", `${((spent.accept * 1000) / values).toFixed(2)} µs a value`],
        ["sweep", `${((spent.sweep * 1000) / (SERVICES * DAYS * 48)).toFixed(0)} µs a service`],
        ["seal", `${((spent.seal * 1000) / (SERVICES * sealed)).toFixed(0)} µs a service`],
        ["longest step of a seal", `${spent.longestSeal.toFixed(0)} ms`],
        ["sealed day on disk", `${(rawBytes / sealedDays.length / valuesADay).toFixed(2)} bytes a value`],
        ["hours on disk", `${(size.hours / sealed / SERVICES).toFixed(0)} bytes a service and day`],
        ["all files", `${(Object.values(size).reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20).toFixed(0)} MiB`],
      ],
    ),
  );
}

function reportReads(): void {
  const blocks = new StoredBlocks(writer.folder, (path, slot, reason) => console.error(path, slot, reason));
  const end = START + DAYS * DAY_SECONDS;
  const reads: readonly (readonly [name: string, series: number, days: number])[] = [
    ["1 series × 1 day", 1, 1],
    ["1 series × 30 days", 1, 30],
    ["50 series × 1 day", 50, 1],
    ["100 series × 1 day", 100, 1],
  ];
  const rows = reads.map(([name, count, days]) => {
    const took = Array.from({ length: 100 }, () => {
      const to = end - random.between(0, Math.max(0, DAYS - days)) * DAY_SECONDS;
      const series = Array.from({ length: count }, () => requestOf(random.between(0, SERVICES - 1)));
      return timed(() => readBuckets(blocks, { series, from: to - days * DAY_SECONDS, to, width: 600 }));
    }).sort((a, b) => a - b);
    return [name, took[50]!.toFixed(2), took[98]!.toFixed(2)];
  });
  blocks.close();
  console.log("\nReads in the process, 600 buckets, a random service and day each time\n");
  console.log(table(["read", "p50 ms", "p99 ms"], rows));
}

function requestOf(service: number): SeriesRequest {
  const { slot, metrics } = writer.registry.ofKey(keyOf(service))!;
  const { id, number } = metrics[0]!;
  return { slot, metrics: [{ id, number, isCounter: false }], head: writer.headBlock(slot) };
}

function keyOf(service: number): number {
  return serviceKey(1 + Math.floor(service / 10), 1 + service);
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
