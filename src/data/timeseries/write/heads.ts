import type { LoggedResult } from "../log/record.ts";
import { Head } from "./head.ts";

/** Newest results of all resources, by slot. */
export class Heads {
  /** Slots are dense: a list is faster than a map. */
  readonly #bySlot: (Head | undefined)[] = [];
  #size = 0;

  /** Doubles in memory. */
  get size(): number {
    return this.#size;
  }

  get(slot: number): Head | undefined {
    return this.#bySlot[slot];
  }

  /** Slots with results, lowest first. */
  slots(): readonly number[] {
    const slots: number[] = [];
    // Not by its length: a damaged registry may have any slot.
    for (const slot in this.#bySlot) if (this.#bySlot[slot] !== undefined) slots.push(Number(slot));
    return slots;
  }

  add({ slot, at, state, numbers, values }: LoggedResult): void {
    let head = this.#bySlot[slot];
    if (head === undefined) this.#bySlot[slot] = head = new Head();
    this.#size -= head.size;
    head.add(at, state, numbers, values);
    this.#size += head.size;
  }

  /** Forgets the first `count` results of a slot. */
  drop(slot: number, count: number): void {
    const head = this.#bySlot[slot]!;
    this.#size -= head.size;
    if (count === head.count) {
      this.#bySlot[slot] = undefined;
      return;
    }
    head.drop(count);
    this.#size += head.size;
  }
}
