const SAY_EACH_SECONDS = 3_600;

/** Counts what is to be said, once an hour at most. */
export class Refusals {
  #points = 0;
  #saidAt = -Infinity;

  /** Points since the last time; null: nothing is to be said now. */
  add(points: number, now: number): number | null {
    this.#points += points;
    if (now - this.#saidAt < SAY_EACH_SECONDS) return null;
    this.#saidAt = now;
    const all = this.#points;
    this.#points = 0;
    return all;
  }
}
