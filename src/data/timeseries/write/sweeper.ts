import { encodeBlock } from "../block/block.ts";
import { startOfDay, type DayNumber } from "../day.ts";
import type { BlockFile } from "../files/block-file.ts";
import type { OpenDays } from "./open-days.ts";
import type { Heads } from "./heads.ts";

/** Slots of a transaction. */
const SLICE = 250;

/**
 * Moves results from memory to the files of their days, resource by resource in rounds. What a complete round has moved
 * is no longer needed in the log.
 */
export class Sweeper {
  readonly #heads: Heads;
  readonly #days: OpenDays;
  #round: Round | null = null;

  constructor(heads: Heads, days: OpenDays) {
    this.#heads = heads;
    this.#days = days;
  }

  get isInRound(): boolean {
    return this.#round !== null;
  }

  /** Begins a round over all slots with results. Returns their number. */
  begin(): number {
    this.#round = { slots: this.#heads.slots(), next: 0, groups: new Map() };
    return this.#round.slots.length;
  }

  /** Moves the results of the next `count` slots of the round. Returns true when the round is complete. */
  step(count: number): boolean {
    const round = this.#round!;
    const end = Math.min(round.slots.length, round.next + count);
    while (round.next < end) {
      const slots = round.slots.slice(round.next, Math.min(end, round.next + SLICE));
      this.#move(slots, round);
      round.next += slots.length;
    }
    if (round.next < round.slots.length) return false;
    this.#days.checkpoint();
    this.#round = null;
    return true;
  }

  #move(slots: readonly number[], round: Round): void {
    const days = new Map<DayNumber, number[]>();
    for (const slot of slots) {
      const head = this.#heads.get(slot);
      if (head === undefined) continue;
      for (const day of head.days) {
        const ofDay = days.get(day);
        if (ofDay === undefined) days.set(day, [slot]);
        else ofDay.push(slot);
      }
    }
    // Oldest first: results leave a head from its beginning.
    for (const day of [...days.keys()].sort((a, b) => a - b)) this.#moveDay(day, days.get(day)!, round);
  }

  #moveDay(day: DayNumber, slots: readonly number[], round: Round): void {
    const move = (file: BlockFile): Moved => this.#moveTo(file, day, slots, round);
    // A damaged file is set aside, and another one begins.
    for (const [slot, count] of this.#days.use(day, move) ?? this.#days.use(day, move) ?? [])
      this.#heads.drop(slot, count);
  }

  #moveTo(file: BlockFile, day: DayNumber, slots: readonly number[], round: Round): Moved {
    let group = round.groups.get(day);
    if (group === undefined) round.groups.set(day, (group = (file.groups().at(-1) ?? 0) + 1));
    const end = startOfDay(day + 1);
    const moved: [slot: number, count: number][] = [];
    file.transaction(() => {
      file.beginGroup(group);
      for (const slot of slots) {
        const head = this.#heads.get(slot)!;
        // An earlier day could not be moved.
        if (head.first < startOfDay(day)) continue;
        const count = head.countBefore(end);
        if (count === 0) continue;
        const block = head.block(count);
        file.put(group, slot, block.times[count - 1]!, encodeBlock(block, false));
        moved.push([slot, count]);
      }
    });
    return moved;
  }
}

/** How many results of each slot are in the file now. */
type Moved = readonly (readonly [slot: number, count: number])[];

interface Round {
  readonly slots: readonly number[];
  next: number;
  /** Group of this round in the file of each day. */
  readonly groups: Map<DayNumber, number>;
}
