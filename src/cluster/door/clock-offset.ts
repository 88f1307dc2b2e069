type Echo = readonly [theirs: number, received: number] | null;

const KEPT = 8;

/**
 * By how much the clock of the other side is ahead, from the four stamps of a beat and its echo (RFC 5905 §8). Of the
 * newest ones that with the shortest way counts: its error is at most half the way.
 */
export class ClockOffset {
  readonly #measured: { readonly offset: number; readonly way: number }[] = [];
  #heard: Echo = null;

  /** Seconds; 0 also for what may come from a slow way alone, and null before anything was measured. */
  get seconds(): number | null {
    const [best] = this.#measured.toSorted((left, right) => left.way - right.way);
    if (best === undefined) return null;
    return Math.abs(best.offset) > best.way / 2 ? best.offset : 0;
  }

  /** What the next beat carries back. */
  echo(): [number, number] | null {
    return this.#heard === null ? null : [...this.#heard];
  }

  /** A beat that was sent at `theirs`, with the echo of one of ours, and received at `received`. */
  heard(theirs: number, echo: Echo, received: number): void {
    this.#heard = [theirs, received];
    if (echo === null) return;
    const [sent, arrived] = echo;
    const way = received - sent - (theirs - arrived);
    this.#measured.push({ offset: (arrived - sent + (theirs - received)) / 2, way });
    if (this.#measured.length > KEPT) this.#measured.shift();
  }
}
