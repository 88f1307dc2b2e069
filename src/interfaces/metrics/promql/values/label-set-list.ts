import type { LabelSet } from "./label-set.ts";

/** Collects the label sets of a step, and gives the array of the step before if they are the same. */
export class LabelSetList {
  #before: readonly LabelSet[] = [];
  #same = 0;
  #collected: LabelSet[] | null = null;

  add(set: LabelSet): void {
    if (this.#collected === null) {
      if (this.#before[this.#same] === set) {
        this.#same++;
        return;
      }
      this.#collected = this.#before.slice(0, this.#same);
    }
    this.#collected.push(set);
  }

  /** The collected sets; the next step begins. */
  take(): readonly LabelSet[] {
    const isSame = this.#collected === null && this.#same === this.#before.length;
    if (!isSame) this.#before = this.#collected ?? this.#before.slice(0, this.#same);
    this.#same = 0;
    this.#collected = null;
    return this.#before;
  }
}
