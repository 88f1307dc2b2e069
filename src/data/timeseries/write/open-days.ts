import type { DayNumber } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
import { setAside } from "../../../lib/database-files.ts";
import type { SeriesFolder } from "../files/series-folder.ts";
import { engineErrorOf, isDamage } from "../../store/sqlite/errors.ts";

/** More days than these wait for their seal only after a jump of the clock, or where sealing fails. */
const MAX_FILES = 8;

/** Files of the days that still take results, the least recently used closed first. A damaged one is set aside: it costs its day, not more. */
export class OpenDays {
  readonly #folder: SeriesFolder;
  readonly #onDamage: (path: string, reason: string) => void;
  readonly #files = new Map<DayNumber, BlockFile>();

  constructor(folder: SeriesFolder, onDamage: (path: string, reason: string) => void) {
    this.#folder = folder;
    this.#onDamage = onDamage;
  }

  /** Works on the file of a day, which is made if there is none. Null: it is damaged, and was set aside. */
  use<Result>(day: DayNumber, work: (file: BlockFile) => Result): Result | null {
    try {
      return work(this.#file(day));
    } catch (error) {
      if (!isDamage(engineErrorOf(error))) throw error;
      this.close(day);
      const aside = setAside(this.#folder.openDay(day));
      if (aside !== null) this.#onDamage(aside, (error as Error).message);
      return null;
    }
  }

  /** Copies the write-ahead logs into the files. */
  checkpoint(): void {
    // Using a file puts it last.
    const days = [...this.#files.keys()];
    for (const day of days) this.use(day, (file) => file.checkpoint());
  }

  close(day: DayNumber): void {
    const file = this.#files.get(day);
    this.#files.delete(day);
    file?.close();
  }

  closeAll(): void {
    for (const day of this.#files.keys()) this.close(day);
  }

  #file(day: DayNumber): BlockFile {
    const file = this.#files.get(day) ?? BlockFile.openShared(this.#folder.openDay(day));
    // Last again.
    this.#files.delete(day);
    this.#files.set(day, file);
    if (this.#files.size > MAX_FILES) this.close(this.#files.keys().next().value!);
    return file;
  }
}
