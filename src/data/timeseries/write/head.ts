import type { Block } from "../block/block.ts";
import { dayOf, type DayNumber } from "../day.ts";

/** Newest results of one resource, which are not in a day file yet. */
export class Head {
  readonly #times: number[] = [];
  readonly #states: number[] = [];
  readonly #numbers: number[] = [];
  /** By the place in `#numbers`; NaN where a result has no value. */
  readonly #values: number[][] = [];

  get count(): number {
    return this.#times.length;
  }

  /** Doubles that this head holds. */
  get size(): number {
    return this.#times.length * (2 + this.#numbers.length);
  }

  get first(): number {
    return this.#times[0]!;
  }

  /** Days with results, oldest first. */
  get days(): readonly DayNumber[] {
    const last = dayOf(this.#times.at(-1)!);
    return dayOf(this.first) === last ? [last] : [...new Set(this.#times.map(dayOf))];
  }

  add(at: number, state: number, numbers: readonly number[], values: readonly number[]): void {
    const count = this.#times.length;
    for (let index = 0; index < numbers.length; index++) {
      const column = this.#column(numbers[index]!, index);
      // A metric that was missing.
      while (column.length < count) column.push(NaN);
      column.push(values[index]!);
    }
    this.#times.push(at);
    this.#states.push(state);
  }

  /** Number of the results before this time. */
  countBefore(time: number): number {
    let count = this.#times.length;
    while (count > 0 && this.#times[count - 1]! >= time) count--;
    return count;
  }

  /** The first `count` results as a block. */
  block(count: number): Block {
    const columns = this.#numbers
      .map((number, index) => ({ number, values: valuesOf(this.#values[index]!, count) }))
      .filter(({ values }) => values.some((value) => !Number.isNaN(value)))
      .sort((a, b) => a.number - b.number);
    return {
      times: Uint32Array.from(this.#times.slice(0, count)),
      states: Uint8Array.from(this.#states.slice(0, count)),
      columns,
    };
  }

  /** Forgets the first `count` results. */
  drop(count: number): void {
    this.#times.splice(0, count);
    this.#states.splice(0, count);
    for (const column of this.#values) column.splice(0, count);
  }

  #column(number: number, hint: number): number[] {
    // Results of a resource mostly have the same metrics in the same order.
    const at = this.#numbers[hint] === number ? hint : this.#numbers.indexOf(number);
    if (at >= 0) return this.#values[at]!;
    this.#numbers.push(number);
    const column: number[] = [];
    this.#values.push(column);
    return column;
  }
}

function valuesOf(column: readonly number[], count: number): Float64Array {
  const values = new Float64Array(count).fill(NaN);
  for (let index = 0; index < Math.min(count, column.length); index++) values[index] = column[index]!;
  return values;
}
