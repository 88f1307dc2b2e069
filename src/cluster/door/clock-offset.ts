type Echo = readonly [theirs: number, received: number] | null;

const KEPT = 8;

/** Two clocks drift apart by less while the kept beats were heard. */
const DRIFT_SECONDS = 0.1;

interface Measured {
  readonly offset: number;
  readonly way: number;
}

/** Each is right to half of its way: what they leave no room for between them has another cause than the way. */
const areOfOneClock = (one: Measured, other: Measured): boolean =>
  Math.abs(one.offset - other.offset) <= (one.way + other.way) / 2 + DRIFT_SECONDS;

/**
 * By how much the clock of the other side is ahead, from the four stamps of a beat and its echo (RFC 5905 §8). Of the
 * newest ones that with the shortest way counts: its error is at most half the way. Those of before a clock was set count
 * no more.
 */
export class ClockOffset {
  #measured: readonly Measured[] = [];
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
    // A clock was set between its stamps.
    if (way < -DRIFT_SECONDS) return;
    const measured = { offset: (arrived - sent + (theirs - received)) / 2, way: Math.max(0, way) };
    this.#measured = [...this.#measured.filter((before) => areOfOneClock(before, measured)), measured].slice(-KEPT);
  }
}
