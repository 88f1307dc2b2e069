import { QUIET_MS } from "../data/list/at-work.ts";
import type { Timers } from "../data/stream/timers.ts";

interface Hand {
  readonly isOver: boolean;
  readonly hasFocus: boolean;
}

const GATHER_MS = 2_000;

/**
 * Refreshes something after news, at most every two seconds. Not under a hand, but one that rests for ten seconds holds
 * nothing back.
 */
export class HeldRefresh {
  readonly #timers: Timers;
  readonly #refresh: () => void;
  #hand: Hand = { isOver: false, hasFocus: false };
  #inputAt = 0;
  #isDue = false;
  #cancel: (() => void) | undefined;

  constructor(timers: Timers, refresh: () => void) {
    this.#timers = timers;
    this.#refresh = refresh;
  }

  noteNews(): void {
    this.#isDue = true;
    this.#cancel ??= this.#timers.after(GATHER_MS, () => this.#look());
  }

  /** The pointer or the focus came or left. */
  setHand(change: Partial<Hand>): void {
    this.#hand = { ...this.#hand, ...change };
    this.noteInput();
    this.#look();
  }

  noteInput(): void {
    this.#inputAt = this.#timers.now();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #look(): void {
    this.stop();
    if (!this.#isDue) return;
    const { isOver, hasFocus } = this.#hand;
    const heldMs = isOver || hasFocus ? this.#inputAt + QUIET_MS - this.#timers.now() : 0;
    if (heldMs > 0) {
      this.#cancel = this.#timers.after(heldMs, () => this.#look());
      return;
    }
    this.#isDue = false;
    this.#refresh();
  }
}
