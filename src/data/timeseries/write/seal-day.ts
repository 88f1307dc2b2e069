import { renameSync, rmSync } from "node:fs";
import { syncNameOf, syncPath } from "../../../lib/durable-file.ts";
import { decodeBlock, encodeBlock, type Block } from "../block/block.ts";
import { DamagedBytes } from "../block/byte-reader.ts";
import { mergeBlocks, sliceBlock } from "../block/merge.ts";
import { monthOf, startOfDay, type DayNumber } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
import { SEALED_GROUP } from "../files/groups.ts";
import type { SeriesFolder } from "../files/series-folder.ts";
import type { CounterValue } from "../rollup/buckets.ts";
import { dayOfHours, hoursOfDay } from "../rollup/roll-up-day.ts";

export interface SealOptions {
  readonly folder: SeriesFolder;
  readonly day: DayNumber;
  /** Slots of the resources that may have results, lowest first. */
  readonly slots: readonly number[];
  /** Whether a metric, by slot and number, is a counter. */
  readonly isCounter: (slot: number, number: number) => boolean;
  /** Called for a block that cannot be read; it is left out. */
  readonly onDamage: (slot: number, error: DamagedBytes) => void;
}

interface SealedResource {
  readonly slot: number;
  readonly block: Block;
  readonly hours: Block;
  /** Time of the newest result. */
  readonly last: number;
}

/** What is read of each sweep at once, a few milliseconds. */
const SLOTS_PER_READ = 20;
/** A few milliseconds. */
const SLOTS_PER_TRANSACTION = 5;
/** The disk takes the file by and by, about a megabyte each time: at its end it would take seconds at once. */
const SLOTS_PER_SYNC = 500;
/** The page of each sweep that the next resources are in. */
const SOURCE_CACHE_KILOBYTES = 8_192;

/**
 * Rewrites a day that takes no more results: one compressed block for each resource, in order of the slots, with its
 * hours and its day in the files of these levels. Yields where it can pause. Interrupted at any place, it can be done
 * again from the beginning.
 */
export function* sealDay({ folder, day, slots, isCounter, onDamage }: SealOptions): Generator<void, void> {
  const files: BlockFile[] = [];
  const opened = (file: BlockFile): BlockFile => {
    files.push(file);
    return file;
  };
  const unfinished = folder.unfinishedDay(day);
  rmSync(unfinished, { force: true });
  try {
    const source = opened(BlockFile.openReader(folder.openDay(day), SOURCE_CACHE_KILOBYTES));
    const sealed = opened(BlockFile.create(unfinished));
    const hours = opened(BlockFile.openShared(folder.hours(monthOf(day))));
    const days = opened(BlockFile.openShared(folder.days));
    const previous = folder.sealedDays().includes(day - 1)
      ? opened(BlockFile.openReader(folder.sealedDay(day - 1)))
      : null;
    const groups = source.groups();
    let encoded: EncodedParts = new Map();
    for (let from = 0; from < slots.length; from += SLOTS_PER_TRANSACTION) {
      yield;
      if (from % SLOTS_PER_READ === 0) {
        encoded = encodedParts(source, groups, slots.slice(from, from + SLOTS_PER_READ));
        yield;
      }
      const resources: SealedResource[] = [];
      for (const slot of slots.slice(from, from + SLOTS_PER_TRANSACTION)) {
        const block = mergedBlock(encoded.get(slot) ?? [], slot, onDamage);
        if (block !== null)
          resources.push({ slot, block, hours: hoursOf(block, slot, previous), last: block.times.at(-1)! });
      }
      sealed.transaction(() => {
        sealed.beginGroup(SEALED_GROUP);
        for (const { slot, block, last } of resources) sealed.put(SEALED_GROUP, slot, last, encodeBlock(block, true));
      });
      hours.transaction(() => {
        hours.beginGroup(day);
        for (const { slot, hours: ofDay, last } of resources) hours.put(day, slot, last, encodeBlock(ofDay, true));
      });
      days.transaction(() => {
        const month = monthOf(day);
        days.beginGroup(month);
        for (const { slot, hours: ofDay, last } of resources) addDay(days, month, slot, ofDay, last);
      });
      if (from % SLOTS_PER_SYNC !== 0) continue;
      yield;
      sealed.sync();
    }
    yield;
    hours.checkpoint();
    yield;
    days.checkpoint();
    yield;
  } finally {
    for (const file of files) file.close();
  }
  syncPath(unfinished);
  renameSync(unfinished, folder.sealedDay(day));
  syncNameOf(unfinished);
  folder.removeOpenDay(day);

  function hoursOf(block: Block, slot: number, previous: BlockFile | null): Block {
    let before: Block | null | undefined;
    return hoursOfDay(
      block,
      day,
      (number) => isCounter(slot, number),
      (number) => {
        before ??= previous === null ? null : readable(() => previous.block(SEALED_GROUP, slot), slot, onDamage);
        return before === null ? null : lastValue(before, number);
      },
    );
  }

  function addDay(days: BlockFile, month: number, slot: number, hours: Block, last: number): void {
    const earlier = readable(() => days.block(month, slot), slot, onDamage);
    const ofDay = dayOfHours(hours, day, (number) => isCounter(slot, number));
    days.put(month, slot, last, encodeBlock(earlier === null ? ofDay : withDay(earlier, ofDay, day), true));
  }
}

/** The days of a month with one of them, in the place of what an interrupted seal wrote of it: more results came since. */
const withDay = (days: Block, ofDay: Block, day: DayNumber): Block =>
  mergeBlocks([sliceBlock(days, 0, startOfDay(day)), ofDay, sliceBlock(days, startOfDay(day + 1), Infinity)]);

/** Encoded blocks of each slot, lowest group first. */
type EncodedParts = ReadonlyMap<number, readonly Uint8Array[]>;

function encodedParts(source: BlockFile, groups: readonly number[], slots: readonly number[]): EncodedParts {
  const parts = new Map<number, Uint8Array[]>(slots.map((slot) => [slot, []]));
  for (const group of groups)
    for (const { slot, data } of source.encodedRange(group, slots[0]!, slots.at(-1)!)) parts.get(slot)?.push(data);
  return parts;
}

function mergedBlock(encoded: readonly Uint8Array[], slot: number, onDamage: SealOptions["onDamage"]): Block | null {
  const blocks = encoded.map((data) => readable(() => decodeBlock(data), slot, onDamage));
  const sound = blocks.filter((block) => block !== null);
  return sound.length === 0 ? null : mergeBlocks(sound);
}

/** The block, or null if there is none or it is damaged. */
function readable(read: () => Block | null, slot: number, onDamage: SealOptions["onDamage"]): Block | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DamagedBytes)) throw error;
    onDamage(slot, error);
    return null;
  }
}

function lastValue({ times, columns }: Block, number: number): CounterValue | null {
  const values = columns.find((column) => column.number === number)?.values;
  const index = values?.findLastIndex((value) => !Number.isNaN(value)) ?? -1;
  return index < 0 ? null : { at: times[index]!, value: values![index]! };
}
