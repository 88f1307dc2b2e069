import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { readSamples } from "../../src/data/timeseries/read/read-samples.ts";
import { StoredBlocks } from "../../src/data/timeseries/read/stored-blocks.ts";
import type { Random } from "../support/random.ts";
import { openWriter, perfdataAt, RESOURCES, STEP_SECONDS, valueAt } from "./written-series.ts";

const START = Date.UTC(2026, 10, 27) / 1000;
const RESULTS = 2 * 288 + 100;
const END = START + RESULTS * STEP_SECONDS;

/** Writes a sealed day, a day with several sweeps, and a log that is not swept. */
export function writeTemplate(folder: string): void {
  let now = START;
  const writer = openWriter(folder, () => now);
  for (let result = 0; result < RESULTS; result++) {
    const at = START + result * STEP_SECONDS;
    now = at;
    writer.accept(batchOf(RESOURCES.map((key) => ({ key, at, state: 0, perfdata: perfdataAt(key, at) }))));
    if (result % 70 === 69 && result < RESULTS - 50) writer.sweep(1);
    const day = writer.dayToSeal();
    if (day !== null) for (const _ of writer.seal(day));
  }
  writer.close();
}

export interface DamageOutcome {
  readonly tries: number;
  /** Values read back, over all tries. */
  readonly values: number;
  /** Exceptions and wrong values. */
  readonly faults: readonly string[];
}

/** Cuts or changes one file of a copy each time, opens it, and reads everything: what is read must be what was written. */
export function damageFiles(template: string, scratch: string, tries: number, random: Random): DamageOutcome {
  const files = filesIn(template).filter((file) => statSync(file).size > 0);
  const faults: string[] = [];
  let values = 0;
  for (let attempt = 0; attempt < tries; attempt++) {
    const copy = join(scratch, `copy-${attempt}`);
    cpSync(template, copy, { recursive: true });
    const file = files[random.between(0, files.length - 1)]!;
    const path = join(copy, file.slice(template.length + 1));
    const what = damage(path, random);
    try {
      values += readBack(copy, (fault) => faults.push(`${file} ${what}: ${fault}`));
    } catch (error) {
      faults.push(`${file} ${what}: ${(error as Error).stack}`);
    }
    rmSync(copy, { recursive: true, force: true });
  }
  return { tries, values, faults };
}

/** Names what it did. */
function damage(path: string, random: Random): string {
  const bytes = readFileSync(path);
  const at = random.between(0, bytes.length - 1);
  if (random.chance(1 / 3)) {
    writeFileSync(path, bytes.subarray(0, at));
    return `cut at ${at}`;
  }
  bytes[at]! ^= 1 << random.between(0, 7);
  writeFileSync(path, bytes);
  return `bit changed at ${at}`;
}

function readBack(folder: string, report: (fault: string) => void): number {
  const writer = openWriter(folder, () => END);
  const blocks = new StoredBlocks(writer.folder, () => {});
  let count = 0;
  for (const key of RESOURCES) {
    const series = writer.registry.ofKey(key);
    const metric = series?.metrics.find(({ label }) => label === "a");
    if (series === undefined || metric === undefined) continue;
    const answer = readSamples(blocks, {
      series: [
        {
          slot: series.slot,
          metrics: [{ id: metric.id, number: metric.number, isCounter: false }],
          head: writer.headBlock(series.slot),
        },
      ],
      from: START,
      to: END,
      maxValues: Infinity,
    });
    const { times, values } = answer![0]!.metrics[0]!;
    times.forEach((time, index) => {
      if (values[index] !== valueAt(key, time) / 100) report(`${key} at ${time}: ${values[index]}`);
      if (index > 0 && time <= times[index - 1]!) report(`${key} at ${time}: twice`);
    });
    count += times.length;
  }
  writer.sweep(1);
  blocks.close();
  writer.close();
  return count;
}

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
