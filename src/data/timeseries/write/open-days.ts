import type { DayNumber } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
import type { SeriesFolder } from "../files/series-folder.ts";

/** Files of the days that still take results, kept open. */
export class OpenDays {
  readonly #folder: SeriesFolder;
  readonly #files = new Map<DayNumber, BlockFile>();

  constructor(folder: SeriesFolder) {
    this.#folder = folder;
  }

  /** The file of a day; it is made if there is none. */
  file(day: DayNumber): BlockFile {
    let file = this.#files.get(day);
    if (file === undefined) this.#files.set(day, (file = BlockFile.openShared(this.#folder.openDay(day))));
    return file;
  }

  /** Copies the write-ahead logs into the files. */
  checkpoint(): void {
    for (const file of this.#files.values()) file.checkpoint();
  }

  close(day: DayNumber): void {
    this.#files.get(day)?.close();
    this.#files.delete(day);
  }

  closeAll(): void {
    for (const day of this.#files.keys()) this.close(day);
  }
}
