import { decodeBlock, encodeBlock, type Block } from "../../src/data/timeseries/block/block.ts";
import { DAY_SECONDS, dayOf, startOfDay } from "../../src/data/timeseries/day.ts";
import { parsePerfdata } from "../../src/data/timeseries/perfdata/parse-perfdata.ts";
import { createRandom } from "../../test/support/random.ts";
import { PERFDATA_KINDS, perfdataSource } from "../support/perfdata-kinds.ts";
import { table } from "../support/report.ts";
import { INTERVAL } from "./fill-series.ts";

const RESULTS_A_DAY = DAY_SECONDS / INTERVAL;
const START = startOfDay(dayOf(Date.UTC(2026, 9, 1) / 1000));

const random = createRandom(20_261_129);
const share = (): number => random.between(0, 2 ** 30) / 2 ** 30;

/** Bytes and nanoseconds a value of a day, by kind of performance data. */
export function measureCodec(): void {
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
  console.log(`\n## Blocks of a day, ${RESULTS_A_DAY} results\n`);
  console.log(table(["kind of performance data", "metrics", "bytes a value", "sealed"], rows));
  const each = (total: number): string => (total / totals.values).toFixed(0);
  console.log(
    `\nall: ${(totals.plain / totals.values).toFixed(2)} bytes a value, sealed ${(totals.packed / totals.values).toFixed(2)}; ` +
      `encode ${each(totals.encode)} ns, with compression ${each(totals.pack)} ns, decode ${each(totals.decode)} ns a value`,
  );
}

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
