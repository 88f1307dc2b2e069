import {
  dayOf,
  firstDayOf,
  HOUR_SECONDS,
  DAY_SECONDS,
  monthOf,
  startOfDay,
  type DayNumber,
  type MonthNumber,
} from "../day.ts";
import { Buckets } from "../rollup/buckets.ts";
import { medianInterval } from "../rollup/increase.ts";
import { addRolled, StateBuckets } from "../rollup/rolled-block.ts";
import { sliceBlock } from "../block/merge.ts";
import type { Block } from "../block/block.ts";
import { MAX_WIDTH, NO_STATE, type Level, type ReadAnswer, type ReadRequest, type SeriesRequest } from "./request.ts";
import { levelFor, stepOf } from "./step.ts";
import type { StoredBlocks } from "./stored-blocks.ts";

/** Reads series as buckets, each day from the level that fits the step, as far as it is kept. Limits are left empty. */
export function readBuckets(blocks: StoredBlocks, { series, from, to, width }: ReadRequest): ReadAnswer {
  blocks.refresh();
  const newestDays = series.map((each) => newestDayOf(blocks, each, from, to));
  const interval = Math.max(
    keptStep(blocks, from),
    ...newestDays.map(({ block }) => (block && medianInterval(block.times)) ?? 1),
  );
  const step = stepOf(from, to, Math.min(width, MAX_WIDTH), interval);
  const start = Math.floor(from / step) * step;
  const count = Math.max(0, Math.ceil((to - start) / step));
  const wanted = levelFor(from, to, step);
  const used = new Set<Level>();
  const answers = series.map((each, place) => {
    const states = new StateBuckets(start, step, count);
    const metrics = each.metrics.map(({ number, isCounter }) => ({
      number,
      buckets: new Buckets(start, step, count, isCounter),
    }));
    const isCounting = metrics.some(({ buckets }) => buckets.isCounter);
    const since = isCounting ? start - DAY_SECONDS : start;
    const source = blocksOfResource(blocks, each, newestDays[place]!, since, dayOf(to - 1));
    for (const { level, block } of parts(source, since, to, wanted)) {
      if (block.times.at(-1)! >= start) used.add(level);
      states.add(block.times, block.states);
      for (const { number, buckets } of metrics) addTo(buckets, level, block, number);
    }
    return {
      slot: each.slot,
      states: statesOf(states, count),
      metrics: metrics.map(({ buckets }, index) => ({
        id: each.metrics[index]!.id,
        min: buckets.min,
        max: buckets.max,
        average: valuesOf(count, (bucket) => buckets.average(bucket)),
        last: buckets.last,
        perSecond: buckets.isCounter ? valuesOf(count, (bucket) => buckets.perSecond(bucket)) : null,
        counts: buckets.counts,
        limits: [],
      })),
    };
  });
  const level = (["days", "hours", "raw"] as const).find((each) => used.has(each)) ?? "raw";
  return { from: start, step, count, level, series: answers };
}

// Loops: `from` of a typed array takes ten times as long, and a page asks for a hundred thousand buckets.

function statesOf(states: StateBuckets, count: number): Uint8Array {
  const worst = new Uint8Array(count);
  for (let bucket = 0; bucket < count; bucket++)
    worst[bucket] = states.hasResult(bucket) ? states.worst(bucket) : NO_STATE;
  return worst;
}

function valuesOf(count: number, valueOf: (bucket: number) => number): Float64Array {
  const values = new Float64Array(count);
  for (let bucket = 0; bucket < count; bucket++) values[bucket] = valueOf(bucket);
  return values;
}

function addTo(buckets: Buckets, level: Level, block: Block, number: number): void {
  if (level !== "raw") return addRolled(buckets, block, number, level === "hours" ? HOUR_SECONDS : DAY_SECONDS);
  const values = block.columns.find((column) => column.number === number)?.values;
  if (values !== undefined) buckets.add(block.times, values, medianInterval(block.times));
}

interface Part {
  readonly level: Level;
  readonly block: Block;
}

/** Blocks of a resource with results from `from` to `to`, oldest first, without overlap. */
function* parts(source: ResourceBlocks, from: number, to: number, wanted: Level): Generator<Part> {
  for (let day = dayOf(from); day <= dayOf(to - 1); day++) {
    const part = partOfDay(source, day, wanted);
    if (part === null) continue;
    const block = sliceBlock(part.block, from, to);
    if (block.times.length > 0) yield { level: part.level, block };
  }
}

/** Levels that a day may be read from, the first choice first. */
const LEVELS: Readonly<Record<Level, readonly Level[]>> = {
  raw: ["raw", "hours", "days"],
  hours: ["hours", "raw", "days"],
  days: ["days", "hours", "raw"],
};

function partOfDay(source: ResourceBlocks, day: DayNumber, wanted: Level): Part | null {
  for (const level of source.isSealed(day) ? LEVELS[wanted] : (["raw"] as const)) {
    const block = source[level](day);
    if (block !== null) return { level, block };
  }
  return null;
}

/** Seconds that a value covers at the beginning of the range, as far as it is kept. */
function keptStep(blocks: StoredBlocks, from: number): number {
  const day = dayOf(from);
  const raw = blocks.oldestRawDay;
  if (raw !== null && day >= raw) return 1;
  const { oldestHoursDay: hours, oldestDaysMonth: days } = blocks;
  // Older values may never have been there: then the finest level covers all.
  if (days !== null && (hours === null || (day < hours && days < monthOf(hours)))) return DAY_SECONDS;
  return hours !== null && hours < (raw ?? Infinity) ? HOUR_SECONDS : 1;
}

interface DayBlock {
  readonly day: DayNumber;
  readonly block: Block | null;
}

/** The newest day of a resource in the range: by its results the interval is known. */
function newestDayOf(blocks: StoredBlocks, { slot, head }: SeriesRequest, from: number, to: number): DayBlock {
  const newest = Math.min(
    dayOf(to - 1),
    Math.max(blocks.newestRawDay ?? 0, head === null ? 0 : dayOf(head.times.at(-1)!)),
  );
  const day = Math.max(newest, dayOf(from));
  return { day, block: blocks.raw(slot, day, head) };
}

/** What is stored of one resource. */
interface ResourceBlocks {
  isSealed(day: DayNumber): boolean;
  raw(day: DayNumber): Block | null;
  hours(day: DayNumber): Block | null;
  days(day: DayNumber): Block | null;
}

/**
 * Reads no block twice: a day that is still open has one for each sweep, and the newest day is `known`. Results before
 * `since` may be left out. The hours of a month are read together, up to `lastDay`; so are its days.
 */
function blocksOfResource(
  blocks: StoredBlocks,
  { slot, head }: SeriesRequest,
  known: DayBlock,
  since: number,
  lastDay: DayNumber,
): ResourceBlocks {
  let hours: { readonly month: MonthNumber; readonly blocks: ReadonlyMap<DayNumber, Block> } | undefined;
  let days: { readonly month: MonthNumber; readonly block: Block | null } | undefined;
  return {
    isSealed: (day) => blocks.isSealed(day),
    raw: (day) => (day === known.day ? known.block : blocks.raw(slot, day, head, since)),
    hours(day) {
      const month = monthOf(day);
      if (hours?.month !== month) {
        const last = Math.min(lastDay, firstDayOf(month + 1) - 1);
        hours = { month, blocks: blocks.hours(slot, day, last) };
      }
      return hours.blocks.get(day) ?? null;
    },
    days(day) {
      const month = monthOf(day);
      if (days?.month !== month) days = { month, block: blocks.days(slot, month) };
      const ofDay = days.block && sliceBlock(days.block, startOfDay(day), startOfDay(day + 1));
      return ofDay === null || ofDay.times.length === 0 ? null : ofDay;
    },
  };
}
