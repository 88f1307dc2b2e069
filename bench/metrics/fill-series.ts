import { renameSync, statfsSync } from "node:fs";
import { encodeBlock, type Block } from "../../src/data/timeseries/block/block.ts";
import { mergeBlocks, sliceBlock } from "../../src/data/timeseries/block/merge.ts";
import { dayOf, DAY_SECONDS, monthOf, startOfDay, type DayNumber } from "../../src/data/timeseries/day.ts";
import { BlockFile } from "../../src/data/timeseries/files/block-file.ts";
import { SEALED_GROUP } from "../../src/data/timeseries/files/groups.ts";
import { SeriesFolder } from "../../src/data/timeseries/files/series-folder.ts";
import { parsePerfdata } from "../../src/data/timeseries/perfdata/parse-perfdata.ts";
import { Registry } from "../../src/data/timeseries/registry.ts";
import { dayOfHours, hoursOfDay } from "../../src/data/timeseries/rollup/roll-up-day.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { createRandom } from "../../test/support/random.ts";
import { MIXED_TEMPLATES, perfdataSource } from "../support/perfdata-kinds.ts";

export const INTERVAL = 300;
export const METRICS_PER_SERVICE = 3;
const RESULTS_A_DAY = DAY_SECONDS / INTERVAL;
/** A round of the sweep. */
const SWEEP_SECONDS = 1_800;
/** Services with values of their own; the others have those of one of them. */
const VARIANTS = 4 * MIXED_TEMPLATES.length;
const BYTES_A_RAW_DAY = 1_800;
const BYTES_OF_HOURS = 900;

export interface SeriesSpan {
  /** Days that are sealed; the last one ends where the first open day begins. */
  readonly sealedDays: number;
  /** Days with hours, up to the last sealed day. */
  readonly hoursDays: number;
  readonly firstOpenDay: DayNumber;
  /** Results before this time are in the files. */
  readonly end: number;
}

export const templateOf = (place: number): string => MIXED_TEMPLATES[place % MIXED_TEMPLATES.length]!;

/** Throws if the disk has too little space for so many services. */
export function checkSpace(folder: string, services: number, { sealedDays, hoursDays }: SeriesSpan): void {
  const needed = services * ((sealedDays + 3) * BYTES_A_RAW_DAY + hoursDays * BYTES_OF_HOURS * 1.1);
  const { bavail, bsize } = statfsSync(folder);
  if (needed < bavail * bsize * 0.9) return;
  const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
  throw new Error(`${folder} has ${gigabytes(bavail * bsize)} GB free; this run takes ${gigabytes(needed)} GB`);
}

/**
 * Writes the files of the time series as the server leaves them, with a result of three metrics every five minutes for
 * each key: sealed days, hours and days, and open days with a group for each half hour. The values of a service are
 * those of one of `VARIANTS`; each has a row of its own.
 */
export function fillSeries(path: string, keys: readonly ResourceKey[], span: SeriesSpan): void {
  const folder = new SeriesFolder(path);
  folder.prepare();
  const firstDay = span.firstOpenDay - Math.max(span.sealedDays, span.hoursDays);
  fillRegistry(folder, keys, startOfDay(firstDay));
  const counters = countersOf(MIXED_TEMPLATES);
  const random = createRandom(20_261_129);
  const share = (): number => random.between(0, 2 ** 30) / 2 ** 30;
  const sources = Array.from({ length: VARIANTS }, (_, variant) => perfdataSource(templateOf(variant), share));
  const rolled = createRolledFiles(folder, keys.length);
  for (let day = firstDay; dayOf(span.end - 1) >= day; day++) {
    const blocks = sources.map((next, variant) => blockOfDay(next, day, variant));
    if (day >= span.firstOpenDay) {
      fillOpenDay(folder, day, blocks, keys.length, span.end);
      continue;
    }
    if (day >= span.firstOpenDay - span.sealedDays) fillSealedDay(folder, day, blocks, keys.length);
    if (day < span.firstOpenDay - span.hoursDays) continue;
    const isCounter = (variant: number) => (number: number) => counters[variant % counters.length]![number]!;
    rolled.add(
      day,
      blocks.map((block, variant) => hoursOfDay(block, day, isCounter(variant), () => null)),
      (hours, variant) => dayOfHours(hours, day, isCounter(variant)),
    );
  }
  rolled.close();
  // The server writes these with a write-ahead log, also when they are read.
  for (const path of [
    folder.days,
    ...folder.hourMonths().map((month) => folder.hours(month)),
    ...folder.openDays().map((day) => folder.openDay(day)),
  ])
    BlockFile.openShared(path).close();
}

/** Metrics and thresholds of the keys. Slots are in their order, from 1 on. */
function fillRegistry(folder: SeriesFolder, keys: readonly ResourceKey[], at: number): void {
  const limits = { perResource: 1_024, total: Infinity };
  const registry = Registry.open(
    folder.registry,
    () => limits,
    () => {},
  );
  const items = MIXED_TEMPLATES.map((template) => parsePerfdata(perfdataSource(template, () => 0.5)()).items);
  keys.forEach((key, place) => {
    registry.measure(registry.take(key), items[place % items.length]!, at);
    if (place % 10_000 === 0) registry.commit();
  });
  registry.close();
}

/** By template and number of the metric. */
const countersOf = (templates: readonly string[]): readonly (readonly boolean[])[] =>
  templates.map((template) =>
    parsePerfdata(perfdataSource(template, () => 0.5)()).items.map(({ unit }) => unit === "c"),
  );

function blockOfDay(next: () => string, day: DayNumber, variant: number): Block {
  const from = startOfDay(day) + ((variant * 61) % INTERVAL);
  const columns = Array.from({ length: METRICS_PER_SERVICE }, (_, number) => ({
    number,
    values: new Float64Array(RESULTS_A_DAY).fill(NaN),
  }));
  for (let index = 0; index < RESULTS_A_DAY; index++)
    parsePerfdata(next()).items.forEach(({ value }, number) => {
      columns[number]!.values[index] = value;
    });
  return {
    times: Uint32Array.from({ length: RESULTS_A_DAY }, (_, index) => from + index * INTERVAL),
    states: new Uint8Array(RESULTS_A_DAY),
    columns,
  };
}

const lastOf = ({ times }: Block): number => times.at(-1)!;

/** Puts a block of a group for every slot, in their order. */
function putAll(file: BlockFile, group: number, blocks: readonly Block[], slots: number, isPacked: boolean): void {
  const encoded = blocks.map((block) => encodeBlock(block, isPacked));
  file.transaction(() => {
    file.beginGroup(group);
    for (let slot = 1; slot <= slots; slot++) {
      const variant = (slot - 1) % VARIANTS;
      file.put(group, slot, lastOf(blocks[variant]!), encoded[variant]!);
    }
  });
}

function fillSealedDay(folder: SeriesFolder, day: DayNumber, blocks: readonly Block[], slots: number): void {
  const file = BlockFile.create(folder.unfinishedDay(day));
  putAll(file, SEALED_GROUP, blocks, slots, true);
  file.close();
  renameSync(folder.unfinishedDay(day), folder.sealedDay(day));
}

function fillOpenDay(folder: SeriesFolder, day: DayNumber, blocks: readonly Block[], slots: number, end: number): void {
  const file = BlockFile.create(folder.openDay(day));
  const until = Math.min(startOfDay(day + 1), end);
  for (let from = startOfDay(day), group = 1; from + SWEEP_SECONDS <= until; from += SWEEP_SECONDS, group++) {
    const ofGroup = blocks.map((block) => sliceBlock(block, from, from + SWEEP_SECONDS));
    putAll(file, group, ofGroup, slots, false);
  }
  file.close();
}

interface RolledFiles {
  /** Adds the hours of a day, later than all before. */
  add(day: DayNumber, hours: readonly Block[], dayOfHours: (hours: Block, variant: number) => Block): void;
  close(): void;
}

function createRolledFiles(folder: SeriesFolder, slots: number): RolledFiles {
  let month = NaN;
  let hoursFile: BlockFile | undefined;
  let days: Block[][] = [];
  const daysFile = BlockFile.create(folder.days);
  const endMonth = (): void => {
    hoursFile?.close();
    if (days.length > 0) putAll(daysFile, month, days.map(mergeBlocks), slots, true);
    days = [];
  };
  return {
    add(day, hours, toDay) {
      if (monthOf(day) !== month) {
        endMonth();
        month = monthOf(day);
        hoursFile = BlockFile.create(folder.hours(month));
      }
      putAll(hoursFile!, day, hours, slots, true);
      hours.forEach((block, variant) => (days[variant] ??= []).push(toDay(block, variant)));
    },
    close() {
      endMonth();
      daysFile.close();
    },
  };
}
