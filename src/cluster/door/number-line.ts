import type { ResultRow } from "../protocol/frames.ts";

/** So many results with numbers from `from` to `to` were given up by their poller. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What is taken at once: results in their order, and the gaps that end before the last of them. */
export interface Taken {
  readonly results: readonly ResultRow[];
  readonly gaps: readonly Gap[];
}

/** A poller sends the results that follow a gap right after it. */
const MAX_OPEN_GAPS = 32;

/** Which numbers of a poller were taken: in order, each once, without a hole that no gap has announced. */
export class NumberLine {
  #last: number;
  #gaps: readonly Gap[] = [];

  /** `last`: the highest number that is taken already. */
  constructor(last: number) {
    this.#last = last;
  }

  get last(): number {
    return this.#last;
  }

  /** Numbers of this gap may be missing. False, and nothing is noted, if too many gaps wait for results. */
  leaveOut(gap: Gap): boolean {
    if (gap.to <= this.#last) return true;
    if (this.#gaps.length >= MAX_OPEN_GAPS) return false;
    this.#gaps = [...this.#gaps, gap];
    return true;
  }

  /**
   * What of these was not taken yet; each gap once. Null if numbers do not rise, or some are missing without a gap;
   * nothing is taken then.
   */
  take(results: readonly ResultRow[]): Taken | null {
    let last = this.#last;
    let before = 0;
    const news: ResultRow[] = [];
    for (const result of results) {
      const [number] = result;
      if (number <= before) return null;
      before = number;
      if (number <= last) continue;
      if (!this.#areLeftOut(last + 1, number - 1)) return null;
      last = number;
      news.push(result);
    }
    this.#last = last;
    const gaps = this.#gaps.filter(({ to }) => to <= last);
    this.#gaps = this.#gaps.filter(({ to }) => to > last);
    return { results: news, gaps };
  }

  /** True if all numbers of a range, which may be empty, lie in gaps. */
  #areLeftOut(from: number, to: number): boolean {
    let next = from;
    while (next <= to) {
      const gap = this.#gaps.find((each) => each.from <= next && next <= each.to);
      if (gap === undefined) return false;
      next = gap.to + 1;
    }
    return true;
  }
}
