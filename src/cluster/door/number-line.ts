import type { ResultRow } from "../protocol/frames.ts";

/** Which numbers of a poller were taken: in order, each once, without a hole that no gap has announced. */
export class NumberLine {
  #last: number;
  #leftOut: { readonly from: number; readonly to: number }[] = [];

  /** `last`: the highest number that is taken already. */
  constructor(last: number) {
    this.#last = last;
  }

  get last(): number {
    return this.#last;
  }

  /** Numbers from `from` to `to` may be missing. */
  leaveOut(from: number, to: number): void {
    this.#leftOut = this.#leftOut.filter((gap) => gap.to > this.#last);
    this.#leftOut.push({ from, to });
  }

  /**
   * The results among these that were not taken yet. Null if numbers do not rise, or some are missing without a gap;
   * nothing is taken then.
   */
  take(results: readonly ResultRow[]): readonly ResultRow[] | null {
    let last = this.#last;
    let before = 0;
    const news: ResultRow[] = [];
    for (const result of results) {
      const [number] = result;
      if (number <= before) return null;
      before = number;
      if (number <= last) continue;
      if (!this.#isLeftOut(last + 1, number - 1)) return null;
      last = number;
      news.push(result);
    }
    this.#last = last;
    return news;
  }

  /** True if all numbers of a range, which may be empty, lie in gaps. */
  #isLeftOut(from: number, to: number): boolean {
    let next = from;
    for (let hasMoved = true; next <= to && hasMoved;) {
      const gap = this.#leftOut.find((each) => each.from <= next && each.to >= next);
      hasMoved = gap !== undefined;
      if (gap !== undefined) next = gap.to + 1;
    }
    return next > to;
  }
}
