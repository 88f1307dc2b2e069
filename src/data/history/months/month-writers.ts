import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { makePrivateFolder } from "../../../lib/owner.ts";
import { fileOf, monthsIn, type Month } from "./month.ts";
import { openMonthWriter, reopenMonth } from "./month-file.ts";
import type { MonthWriters } from "./prune-months.ts";

/** Months open at a time: the one that is written, and the next one. */
const MAX_OPEN = 2;

/** The writing connections to the month files. */
export class MonthWriterPool implements MonthWriters {
  readonly #folder: string;
  /** In order of use. */
  readonly #open = new Map<Month, DatabaseSync>();
  #latest: Month | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Month that was asked for last, since `begin`. */
  get latest(): Month | null {
    return this.#latest;
  }

  begin(): void {
    this.#latest = null;
  }

  /** Opens the file of a month, and makes it if there is none. */
  writerOf(month: Month): DatabaseSync {
    this.#latest = month;
    const known = this.#open.get(month);
    const db = known ?? this.#openFile(month);
    this.#open.delete(month);
    this.#open.set(month, db);
    return db;
  }

  forget(month: Month): void {
    this.#open.get(month)?.close();
    this.#open.delete(month);
  }

  close(): void {
    for (const month of this.#open.keys()) this.forget(month);
  }

  #openFile(month: Month): DatabaseSync {
    for (const oldest of this.#open.keys()) if (this.#open.size >= MAX_OPEN) this.forget(oldest);
    const path = fileOf(this.#folder, month);
    const isNew = !existsSync(path);
    if (isNew) {
      makePrivateFolder(this.#folder);
      this.#reopenBefore(month);
    }
    return openMonthWriter(path);
  }

  /** The month before a new file is closed once more, so that the file gets the states at its start, which it needs first. */
  #reopenBefore(month: Month): void {
    const previous = monthsIn(this.#folder).find((other) => other < month);
    if (previous === undefined) return;
    const db = openMonthWriter(fileOf(this.#folder, previous));
    try {
      reopenMonth(db);
    } finally {
      db.close();
    }
  }
}
