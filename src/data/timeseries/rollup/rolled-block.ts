import type { Block, Column } from "../block/block.ts";
import type { Buckets } from "./buckets.ts";

/** Columns that a metric has in a block of hours or days. */
const ASPECTS = 5;
const [AVERAGE, MIN, MAX, LAST, COUNT] = [0, 1, 2, 3, 4] as const;

/** An average of many values has no more meaning than these digits, and takes the fewer bytes. */
const AVERAGE_DIGITS = 5;

/** Buckets of one metric, by its number. */
export interface MetricBuckets {
  readonly number: number;
  readonly buckets: Buckets;
}

/**
 * Block of hours or days: for each bucket with a result its start, its worst state, and for each metric average (of a
 * counter: increase), least, greatest and last value, and number of values.
 */
export function rolledBlock(states: StateBuckets, metrics: readonly MetricBuckets[]): Block {
  const used = states.used();
  const columns = metrics.flatMap(({ number, buckets }): Column[] => {
    const column = (aspect: number, valueOf: (bucket: number) => number): Column => {
      const values = new Float64Array(used.length);
      for (let index = 0; index < used.length; index++) values[index] = valueOf(used[index]!);
      return { number: number * ASPECTS + aspect, values };
    };
    return [
      column(AVERAGE, (bucket) => shortened(buckets.average(bucket))),
      column(MIN, (bucket) => buckets.min[bucket]!),
      column(MAX, (bucket) => buckets.max[bucket]!),
      column(LAST, (bucket) => buckets.last[bucket]!),
      column(COUNT, (bucket) => buckets.counts[bucket]!),
    ];
  });
  return {
    times: Uint32Array.from(used, (bucket) => states.from + bucket * states.step),
    states: Uint8Array.from(used, (bucket) => states.worst(bucket)),
    columns,
  };
}

/** Adds the values of one metric in a block of hours or days to buckets. `seconds`: of an hour or of a day. */
export function addRolled(buckets: Buckets, block: Block, number: number, seconds: number): void {
  const valuesOf = (aspect: number): Float64Array | undefined =>
    block.columns.find((column) => column.number === number * ASPECTS + aspect)?.values;
  const [average, min, max, last, count] = [AVERAGE, MIN, MAX, LAST, COUNT].map(valuesOf);
  if (!average || !min || !max || !last || !count) return;
  block.times.forEach((at, index) => {
    const of = (values: Float64Array): number => values[index]!;
    const gathered = { average: of(average), min: of(min), max: of(max), last: of(last), count: of(count) };
    buckets.addGathered({ at, seconds }, gathered);
  });
}

/** Numbers of the metrics in a block of hours or days. */
export const metricsOfRolled = ({ columns }: Block): readonly number[] =>
  columns.filter(({ number }) => number % ASPECTS === AVERAGE).map(({ number }) => number / ASPECTS);

/** Worst state of each stretch of time. */
export class StateBuckets {
  readonly from: number;
  readonly step: number;
  /** 0: no result; else the severity, from 1 on. */
  readonly #severities: Uint8Array;

  constructor(from: number, step: number, count: number) {
    this.from = from;
    this.step = step;
    this.#severities = new Uint8Array(count);
  }

  add(times: Uint32Array, states: Uint8Array): void {
    for (let index = 0; index < times.length; index++) {
      const bucket = Math.floor((times[index]! - this.from) / this.step);
      const severity = SEVERITIES[states[index]!] ?? 1;
      if (this.#severities[bucket]! < severity) this.#severities[bucket] = severity;
    }
  }

  /** Buckets with a result. */
  used(): readonly number[] {
    return [...this.#severities.keys()].filter((bucket) => this.#severities[bucket] !== 0);
  }

  /** State code of a bucket; null without a result. */
  worst(bucket: number): number {
    return Math.max(0, SEVERITIES.indexOf(this.#severities[bucket]!));
  }

  hasResult(bucket: number): boolean {
    return this.#severities[bucket] !== 0;
  }
}

/** By state code: OK, WARNING, CRITICAL, UNKNOWN, PENDING. UNKNOWN is worse than WARNING. */
const SEVERITIES = [1, 3, 5, 4, 2];

const shortened = (value: number): number => (Number.isNaN(value) ? NaN : Number(value.toPrecision(AVERAGE_DIGITS)));
