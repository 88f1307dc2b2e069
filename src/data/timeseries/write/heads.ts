import type { LoggedResult } from "../log/record.ts";
import { Head } from "./head.ts";

/** Newest results of all resources, by slot. */
export class Heads {
  readonly #bySlot = new Map<number, Head>();
  #size = 0;

  /** Doubles in memory. */
  get size(): number {
    return this.#size;
  }

  get(slot: number): Head | undefined {
    return this.#bySlot.get(slot);
  }

  /** Slots with results, lowest first. */
  slots(): readonly number[] {
    return [...this.#bySlot.keys()].sort((a, b) => a - b);
  }

  add({ slot, at, state, numbers, values }: LoggedResult): void {
    let head = this.#bySlot.get(slot);
    if (head === undefined) this.#bySlot.set(slot, (head = new Head()));
    this.#size -= head.size;
    head.add(at, state, numbers, values);
    this.#size += head.size;
  }

  /** Forgets the first `count` results of a slot. */
  drop(slot: number, count: number): void {
    const head = this.#bySlot.get(slot)!;
    this.#size -= head.size;
    if (count === head.count) {
      this.#bySlot.delete(slot);
      return;
    }
    head.drop(count);
    this.#size += head.size;
  }
}
