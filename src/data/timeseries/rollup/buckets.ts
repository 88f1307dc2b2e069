import { increaseBetween, MAX_INTERVALS_BETWEEN } from "./increase.ts";

/** Last value of a counter before the next one. */
export interface CounterValue {
  readonly at: number;
  readonly value: number;
  /** The time is the end of an hour or a day, in which this was the last value. */
  readonly isRolled?: true;
}

/** What a bucket has of one metric. */
export interface Gathered {
  readonly average: number;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  readonly count: number;
}

/** Values of one metric, gathered by equal stretches of time. */
export class Buckets {
  readonly from: number;
  readonly step: number;
  readonly count: number;
  readonly isCounter: boolean;
  /** NaN in a bucket without a value. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
  /** Number of values. */
  readonly counts: Float64Array;
  /** Sum of the values; of a counter its increase, NaN while none is known. */
  readonly sums: Float64Array;
  /** Seconds in which the increase of a counter came about. */
  readonly seconds: Float64Array;
  #before: CounterValue | null = null;

  /** Buckets `[from + i * step, from + (i + 1) * step)`, in Unix seconds. */
  constructor(from: number, step: number, count: number, isCounter: boolean) {
    this.from = from;
    this.step = step;
    this.count = count;
    this.isCounter = isCounter;
    this.min = new Float64Array(count).fill(NaN);
    this.max = new Float64Array(count).fill(NaN);
    this.last = new Float64Array(count).fill(NaN);
    this.counts = new Float64Array(count);
    this.seconds = new Float64Array(count);
    this.sums = new Float64Array(count).fill(isCounter ? NaN : 0);
  }

  /** Sets the value of a counter before the first bucket, from which its increase counts. */
  startAfter(before: CounterValue | null): void {
    this.#before = before;
  }

  /** Adds values; NaN is none. Times rise, also from call to call. `interval`: seconds between two results. */
  add(times: Uint32Array, values: Float64Array, interval: number | null): void {
    for (let index = 0; index < times.length; index++) {
      const value = values[index]!;
      if (!Number.isNaN(value)) this.#addValue(times[index]!, value, interval);
    }
  }

  /** Adds what was gathered before from `seconds` of time: `average` is the increase of a counter. */
  addGathered(
    { at, seconds }: { readonly at: number; readonly seconds: number },
    { average, min, max, last, count }: Gathered,
  ): void {
    const bucket = this.#bucketAt(at);
    if (this.isCounter) this.#before = { at: at + seconds, value: last, isRolled: true };
    if (bucket < 0 || !(count > 0)) return;
    this.#widen(bucket, min, max, last);
    this.counts[bucket]! += count;
    if (this.isCounter) this.#increase(bucket, average, seconds);
    else this.sums[bucket]! += average * count;
  }

  /** Average of a bucket, NaN without a value; of a counter its increase, NaN if nothing is known of it. */
  average(bucket: number): number {
    const count = this.counts[bucket]!;
    if (count === 0) return NaN;
    return this.isCounter ? this.sums[bucket]! : this.sums[bucket]! / count;
  }

  /** Of a counter; NaN if nothing is known of it. */
  perSecond(bucket: number): number {
    return this.sums[bucket]! / this.seconds[bucket]!;
  }

  #addValue(at: number, value: number, interval: number | null): void {
    const bucket = this.#bucketAt(at);
    const before = this.#before;
    const increase = this.isCounter ? this.#increaseTo(at, value, interval) : NaN;
    if (bucket < 0) return;
    this.#widen(bucket, value, value, value);
    this.counts[bucket]!++;
    if (this.isCounter) this.#increase(bucket, increase, secondsBetween(before, at, interval));
    else this.sums[bucket]! += value;
  }

  #increase(bucket: number, by: number, seconds: number): void {
    if (Number.isNaN(by)) return;
    this.sums[bucket] = (this.sums[bucket]! || 0) + by;
    this.seconds[bucket]! += seconds;
  }

  /** NaN across a gap. */
  #increaseTo(at: number, value: number, interval: number | null): number {
    const before = this.#before;
    this.#before = { at, value };
    const isGap = before === null || (interval !== null && at - before.at > MAX_INTERVALS_BETWEEN * interval);
    return isGap ? NaN : increaseBetween(before.value, value);
  }

  #widen(bucket: number, min: number, max: number, last: number): void {
    if (!(this.min[bucket]! <= min)) this.min[bucket] = min;
    if (!(this.max[bucket]! >= max)) this.max[bucket] = max;
    this.last[bucket] = last;
  }

  /** Negative: outside. */
  #bucketAt(at: number): number {
    const bucket = Math.floor((at - this.from) / this.step);
    return bucket < this.count ? bucket : -1;
  }
}

function secondsBetween(before: CounterValue | null, at: number, interval: number | null): number {
  if (before === null) return 0;
  return before.isRolled ? Math.max(interval ?? 1, at - before.at) : at - before.at;
}
