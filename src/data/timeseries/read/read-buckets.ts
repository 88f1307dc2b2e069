import { dayOf, HOUR_SECONDS, DAY_SECONDS, monthOf, startOfDay, type DayNumber } from "../day.ts";
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
  const interval = Math.max(keptStep(blocks, from), ...series.map((each) => intervalOf(blocks, each, from, to)));
  const step = stepOf(from, to, Math.min(width, MAX_WIDTH), interval);
  const start = Math.floor(from / step) * step;
  const count = Math.max(0, Math.ceil((to - start) / step));
  const wanted = levelFor(from, to, step);
  const used = new Set<Level>();
  const answers = series.map((each) => {
    const states = new StateBuckets(start, step, count);
    const metrics = each.metrics.map(({ number, isCounter }) => ({
      number,
      buckets: new Buckets(start, step, count, isCounter),
    }));
    const isCounting = metrics.some(({ buckets }) => buckets.isCounter);
    for (const { level, block } of parts(blocks, each, isCounting ? start - DAY_SECONDS : start, to, wanted)) {
      if (block.times.at(-1)! >= start) used.add(level);
      states.add(block.times, block.states);
      for (const { number, buckets } of metrics) addTo(buckets, level, block, number);
    }
    return {
      slot: each.slot,
      states: Uint8Array.from({ length: count }, (_, bucket) =>
        states.hasResult(bucket) ? states.worst(bucket) : NO_STATE,
      ),
      metrics: metrics.map(({ buckets }, index) => ({
        id: each.metrics[index]!.id,
        min: buckets.min,
        max: buckets.max,
        average: Float64Array.from({ length: count }, (_, bucket) => buckets.average(bucket)),
        last: buckets.last,
        perSecond: buckets.isCounter
          ? Float64Array.from({ length: count }, (_, bucket) => buckets.perSecond(bucket))
          : null,
        counts: buckets.counts,
        limits: [],
      })),
    };
  });
  const level = (["days", "hours", "raw"] as const).find((each) => used.has(each)) ?? "raw";
  return { from: start, step, count, level, series: answers };
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
function* parts(
  blocks: StoredBlocks,
  { slot, head }: SeriesRequest,
  from: number,
  to: number,
  wanted: Level,
): Generator<Part> {
  const lastDay = dayOf(to - 1);
  let days: Block | null = null;
  for (let day = dayOf(from), month = -1; day <= lastDay; day++) {
    if (monthOf(day) !== month) {
      month = monthOf(day);
      days = wanted === "days" || !blocks.hasHours(month) ? blocks.days(slot, month) : null;
    }
    const ofDay = days && sliceBlock(days, startOfDay(day), startOfDay(day + 1));
    const part: Part | null =
      ofDay !== null && ofDay.times.length > 0
        ? { level: "days", block: ofDay }
        : partOfDay(blocks, slot, head, day, wanted);
    if (part === null) continue;
    const block = sliceBlock(part.block, from, to);
    if (block.times.length > 0) yield { level: part.level, block };
  }
}

function partOfDay(blocks: StoredBlocks, slot: number, head: Block | null, day: DayNumber, wanted: Level): Part | null {
  const rolledFirst = wanted !== "raw" ? blocks.hours(slot, day) : null;
  if (rolledFirst !== null) return { level: "hours", block: rolledFirst };
  const raw = blocks.raw(slot, day, head);
  if (raw !== null) return { level: "raw", block: raw };
  const hours = blocks.hours(slot, day);
  return hours === null ? null : { level: "hours", block: hours };
}

/** Seconds that a value covers at the beginning of the range, as far as it is kept. */
function keptStep(blocks: StoredBlocks, from: number): number {
  const day = dayOf(from);
  const { oldestRawDay: raw, oldestHoursDay: hours, oldestDaysMonth: days } = blocks;
  if (raw !== null && day >= raw) return 1;
  // Older values may never have been there: then the finest level covers all.
  if (days !== null && (hours === null || (day < hours && days < monthOf(hours)))) return DAY_SECONDS;
  return hours !== null && hours < (raw ?? Infinity) ? HOUR_SECONDS : 1;
}

/** Seconds between two results of a resource, by its newest day in the range; 1 if unknown. */
function intervalOf(blocks: StoredBlocks, { slot, head }: SeriesRequest, from: number, to: number): number {
  const newest = Math.min(
    dayOf(to - 1),
    Math.max(blocks.newestRawDay ?? 0, head === null ? 0 : dayOf(head.times.at(-1)!)),
  );
  const block = blocks.raw(slot, Math.max(newest, dayOf(from)), head);
  return (block && medianInterval(block.times)) ?? 1;
}
