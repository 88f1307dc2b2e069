import { decodeBlock, type Block } from "../block/block.ts";
import { DamagedBytes } from "../block/byte-reader.ts";
import { mergeBlocks, sliceBlock } from "../block/merge.ts";
import { dayOf, monthOf, startOfDay, type DayNumber, type MonthNumber } from "../day.ts";
import { UnfinishedFile } from "../files/block-file.ts";
import type { SeriesFolder } from "../files/series-folder.ts";
import { SEALED_GROUP } from "../files/groups.ts";
import { engineErrorOf, isDamage, isMissing, isOtherSchema } from "../../store/sqlite/errors.ts";
import { FileCache } from "./file-cache.ts";

/** Called for a damaged file or, with its slot, a damaged block. */
export type OnDamage = (path: string, slot: number | null, reason: string) => void;

interface BlockOfGroup {
  readonly group: number;
  readonly block: Block;
}

const NO_BLOCKS: ReadonlyMap<DayNumber, Block> = new Map();

/**
 * Blocks of the files, for one thread that reads. What is damaged or missing is left out; any other failure, as on a full
 * disk, is thrown, since the answer would look like the whole.
 */
export class StoredBlocks {
  readonly #folder: SeriesFolder;
  readonly #files = new FileCache();
  readonly #onDamage: OnDamage;
  #sealed: ReadonlySet<DayNumber> = new Set();
  #open: ReadonlySet<DayNumber> = new Set();
  #hours: ReadonlySet<MonthNumber> = new Set();

  constructor(folder: SeriesFolder, onDamage: OnDamage) {
    this.#folder = folder;
    this.#onDamage = onDamage;
  }

  /** Looks which files there are; called before each request, since days are sealed and dropped meanwhile. */
  refresh(): void {
    // Open days first: one that is sealed between the two looks is then in both, not in none.
    this.#open = new Set(this.#folder.openDays());
    this.#sealed = new Set(this.#folder.sealedDays());
    this.#hours = new Set(this.#folder.hourMonths());
    this.#files.keepOnly(
      new Set([
        ...[...this.#open].filter((day) => !this.#sealed.has(day)).map((day) => this.#folder.openDay(day)),
        ...[...this.#sealed].map((day) => this.#folder.sealedDay(day)),
        ...[...this.#hours].map((month) => this.#folder.hours(month)),
        this.#folder.days,
      ]),
    );
  }

  /** Oldest day with raw results, or null. */
  get oldestRawDay(): DayNumber | null {
    const days = [...this.#sealed, ...this.#open];
    return days.length === 0 ? null : Math.min(...days);
  }

  get newestRawDay(): DayNumber | null {
    const days = [...this.#sealed, ...this.#open];
    return days.length === 0 ? null : Math.max(...days);
  }

  /** Oldest day with hours, or null. */
  get oldestHoursDay(): DayNumber | null {
    if (this.#hours.size === 0) return null;
    const path = this.#folder.hours(Math.min(...this.#hours));
    return this.#reading(path, null, () => this.#files.open(path).groups()[0] ?? null);
  }

  /** Oldest month with days, or null. */
  get oldestDaysMonth(): MonthNumber | null {
    return this.#reading(this.#folder.days, null, () => this.#files.open(this.#folder.days).groups()[0] ?? null);
  }

  /** Tests for a day that takes no more results: only such a day has hours and days. */
  isSealed(day: DayNumber): boolean {
    return this.#open.size === 0 || day < Math.min(...this.#open);
  }

  /**
   * Raw results of a day of a resource, `head` included, at least those from `since` (Unix seconds) on; null if there
   * are none.
   */
  raw(slot: number, day: DayNumber, head: Block | null, since = 0): Block | null {
    const stored = this.#sealed.has(day)
      ? [this.#block(this.#folder.sealedDay(day), SEALED_GROUP, slot)]
      : this.#open.has(day)
        ? this.#openBlocks(slot, day, since)
        : [];
    const blocks = stored.filter((block) => block !== null);
    if (head !== null && dayOf(head.times[0]!) <= day && dayOf(head.times.at(-1)!) >= day)
      blocks.push(sliceBlock(head, startOfDay(day), startOfDay(day + 1)));
    return blocks.length === 0 ? null : mergeBlocks(blocks);
  }

  /** Hours of the sealed days from `from` to `to`, both in one month. Days without any are left out. */
  hours(slot: number, from: DayNumber, to: DayNumber): ReadonlyMap<DayNumber, Block> {
    const month = monthOf(from);
    if (!this.#hours.has(month)) return NO_BLOCKS;
    const found = new Map<DayNumber, Block>();
    for (const { group, block } of this.#blocks(this.#folder.hours(month), slot, from, to)) found.set(group, block);
    return found;
  }

  /** Sealed days of a month. */
  days(slot: number, month: MonthNumber): Block | null {
    return this.#block(this.#folder.days, month, slot);
  }

  close(): void {
    this.#files.closeAll();
  }

  #openBlocks(slot: number, day: DayNumber, since: number): readonly (Block | null)[] {
    const path = this.#folder.openDay(day);
    const encoded = this.#reading(path, slot, () => this.#files.open(path).encodedSince(slot, since)) ?? [];
    return encoded.map((data) => this.#reading(path, slot, () => decodeBlock(data)));
  }

  /** Blocks of the groups `from` to `to`. */
  #blocks(path: string, slot: number, from: number, to: number): readonly BlockOfGroup[] {
    const encoded = this.#reading(path, slot, () => this.#files.open(path).encodedBlocks(slot, from, to)) ?? [];
    return encoded.flatMap(({ group, data }) => {
      const block = this.#reading(path, slot, () => decodeBlock(data));
      return block === null ? [] : [{ group, block }];
    });
  }

  #block(path: string, group: number, slot: number): Block | null {
    return this.#reading(path, slot, () => this.#files.open(path).block(group, slot));
  }

  #reading<Result>(path: string, slot: number | null, read: () => Result): Result | null {
    try {
      return read();
    } catch (error) {
      const found = engineErrorOf(error);
      if (error instanceof UnfinishedFile || isMissing(found)) return null;
      if (error instanceof DamagedBytes) {
        this.#onDamage(path, slot, error.message);
        return null;
      }
      this.#files.close(path);
      if (!isDamage(found) && !isOtherSchema(found))
        throw new Error(`${path} cannot be read: ${found.message}`, { cause: error });
      this.#onDamage(path, null, found.message);
      return null;
    }
  }
}
