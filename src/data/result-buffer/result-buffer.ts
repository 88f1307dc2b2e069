import { randomBytes } from "node:crypto";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { createPrivateFile } from "../../lib/owner.ts";
import { engineErrorOf, isDamage } from "../store/sqlite/errors.ts";
import { setAside } from "../../lib/database-files.ts";

/** A result as JSON takes it, and whether it changed the state of its resource. */
export interface BufferedResult<Row extends readonly unknown[]> {
  readonly row: Row;
  readonly isNews: boolean;
}

/** So many results with numbers from `from` to `to` were given up. 0: the numbers were not used. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What is sent next: gaps first, since they explain the numbers that are missing among the results. */
export interface Batch<Row extends readonly unknown[]> {
  readonly gaps: readonly Gap[];
  readonly results: readonly (readonly [number: number, ...Row])[];
}

export interface BufferLimits {
  readonly maxBytes: number;
  readonly maxSeconds: number;
}

export const DEFAULT_LIMITS: BufferLimits = { maxBytes: 2 ** 30, maxSeconds: 86_400 };

export interface ResultBufferOptions {
  readonly path: string;
  /** Unix seconds. */
  readonly now: () => number;
  /** Differs after the machine was started anew: what SQLite had not synced may be lost then. */
  readonly bootId: string;
  readonly limits?: BufferLimits;
  readonly onDamage?: (setAside: string, reason: string) => void;
}

/** More than there are results between two syncs of the disk. */
const UNSYNCED_NUMBERS = 1_000_000;

/**
 * Results of a poller until its centre has them on disk, in SQLite: numbered in the order in which they came, each number
 * given once for all time of this file. A file that cannot be read is set aside, and another `epoch` begins.
 *
 * When it is full, results that changed nothing are given up first, oldest first, then the others; see `gaps`.
 */
export class ResultBuffer<Row extends readonly unknown[]> {
  readonly epoch: string;
  readonly #db: DatabaseSync;
  readonly #limits: BufferLimits;
  readonly #now: () => number;
  readonly #add: StatementSync;
  #last: number;
  #bytes: number;
  #count: number;

  private constructor(db: DatabaseSync, { now, bootId, limits = DEFAULT_LIMITS }: ResultBufferOptions) {
    this.#db = db;
    this.#limits = limits;
    this.#now = now;
    this.#add = db.prepare("INSERT INTO results (number, at, is_news, row) VALUES (?, ?, ?, ?)");
    const { epoch, last, boot_id: before } = metaOf(db, bootId);
    this.epoch = epoch;
    this.#last = last;
    const { bytes, count } = db
      .prepare("SELECT coalesce(sum(length(row)), 0) AS bytes, count(*) AS count FROM results")
      .get()!;
    this.#bytes = Number(bytes);
    this.#count = Number(count);
    if (before !== bootId) this.#skipUnsynced(bootId);
  }

  static open<Row extends readonly unknown[]>(options: ResultBufferOptions): ResultBuffer<Row> {
    createPrivateFile(options.path);
    const db = new DatabaseSync(options.path);
    try {
      // NORMAL: after a crash of the machine the newest results may be gone; their numbers are not given again.
      db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -4096; ${SCHEMA}`);
      return new ResultBuffer<Row>(db, options);
    } catch (error) {
      db.close();
      const aside = error instanceof Error && isDamage(engineErrorOf(error)) ? setAside(options.path) : null;
      if (aside === null) throw error;
      options.onDamage?.(aside, (error as Error).message);
      return ResultBuffer.open<Row>(options);
    }
  }

  /** The highest number that was given. */
  get last(): number {
    return this.#last;
  }

  get size(): { readonly count: number; readonly bytes: number } {
    return { count: this.#count, bytes: this.#bytes };
  }

  /** Takes results, in this order, as one transaction. Throws the error of a full or broken disk; then none was taken. */
  add(results: readonly BufferedResult<Row>[]): void {
    const rows = results.map(({ row, isNews }) => ({ text: JSON.stringify(row), isNews: isNews ? 1 : 0 }));
    this.#transaction(() => {
      rows.forEach(({ text, isNews }, index) => this.#add.run(this.#last + 1 + index, this.#now(), isNews, text));
      this.#setLast(this.#last + rows.length);
    });
    this.#last += rows.length;
    this.#count += rows.length;
    this.#bytes += rows.reduce((sum, { text }) => sum + text.length, 0);
    this.#keepLimits();
  }

  /** What follows a number: results up to these limits, at least one if there is any. */
  after(number: number, maxResults: number, maxBytes: number): Batch<Row> {
    const results: (readonly [number, ...Row])[] = [];
    let bytes = 0;
    const rows = this.#db.prepare("SELECT number, row FROM results WHERE number > ? ORDER BY number LIMIT ?");
    for (const row of rows.iterate(number, maxResults)) {
      const text = String(row["row"]);
      bytes += Buffer.byteLength(text);
      if (bytes > maxBytes && results.length > 0) break;
      results.push([Number(row["number"]), ...(JSON.parse(text) as Row)]);
    }
    const to = results.at(-1)?.[0] ?? this.#last;
    const gaps = this.#db
      .prepare("SELECT first, last, count FROM gaps WHERE last > ? AND first <= ? ORDER BY first")
      .all(number, to)
      .map((row) => ({ from: Number(row["first"]), to: Number(row["last"]), count: Number(row["count"]) }));
    return { gaps, results };
  }

  /**
   * Forgets the results up to a number that is durable at the centre. A number above the last one is that of results
   * which a crash of this machine has taken: it is not given again.
   */
  seen(number: number): void {
    this.#transaction(() => {
      const { bytes, count } = this.#db
        .prepare("SELECT coalesce(sum(length(row)), 0) AS bytes, count(*) AS count FROM results WHERE number <= ?")
        .get(number)!;
      this.#db.prepare("DELETE FROM results WHERE number <= ?").run(number);
      this.#db.prepare("DELETE FROM gaps WHERE last <= ?").run(number);
      this.#bytes -= Number(bytes);
      this.#count -= Number(count);
      if (number > this.#last) this.#setLast(number);
    });
    this.#last = Math.max(this.#last, number);
  }

  close(): void {
    this.#db.close();
  }

  #setLast(number: number): void {
    this.#db.prepare("UPDATE meta SET last = ?").run(number);
  }

  /** Numbers that may have been given before the machine went down are left out. */
  #skipUnsynced(bootId: string): void {
    const next = this.#last + UNSYNCED_NUMBERS;
    this.#transaction(() => {
      this.#db.prepare("UPDATE meta SET boot_id = ?").run(bootId);
      this.#noteGap(this.#last + 1, next, 0);
      this.#setLast(next);
    });
    this.#last = next;
  }

  #keepLimits(): void {
    const { maxBytes, maxSeconds } = this.#limits;
    const oldest = this.#now() - maxSeconds;
    if (this.#bytes > maxBytes) {
      // A tenth at once, so that not every result gives up another one.
      this.#giveUp("is_news = 0", this.#bytes - maxBytes * 0.9);
      if (this.#bytes > maxBytes) this.#giveUp("TRUE", this.#bytes - maxBytes * 0.9);
    }
    const first = this.#db.prepare("SELECT at FROM results ORDER BY number LIMIT 1").get();
    if (first !== undefined && Number(first["at"]) < oldest) this.#giveUp(`at < ${oldest}`, Infinity);
  }

  /** Deletes the oldest results of a kind until so many bytes are free. */
  #giveUp(which: "is_news = 0" | "TRUE" | `at < ${number}`, bytesToFree: number): void {
    const numbers: number[] = [];
    let bytes = 0;
    for (const row of this.#db
      .prepare(`SELECT number, length(row) AS bytes FROM results WHERE ${which} ORDER BY number`)
      .iterate()) {
      if (bytes >= bytesToFree) break;
      bytes += Number(row["bytes"]);
      numbers.push(Number(row["number"]));
    }
    const [first, last] = [numbers[0], numbers.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#transaction(() => {
      this.#db.prepare(`DELETE FROM results WHERE ${which} AND number <= ?`).run(last);
      this.#noteGap(first, last, numbers.length);
    });
    this.#count -= numbers.length;
    this.#bytes -= bytes;
  }

  /** Gaps that overlap or touch are told as one. */
  #noteGap(from: number, to: number, count: number): void {
    const near = this.#db
      .prepare(
        "SELECT min(first) AS first, max(last) AS last, sum(count) AS count FROM gaps WHERE first <= ? AND last >= ?",
      )
      .get(to + 1, from - 1)!;
    this.#db.prepare("DELETE FROM gaps WHERE first <= ? AND last >= ?").run(to + 1, from - 1);
    this.#db
      .prepare("INSERT INTO gaps (first, last, count) VALUES (?, ?, ?)")
      .run(
        Math.min(from, Number(near["first"] ?? from)),
        Math.max(to, Number(near["last"] ?? to)),
        count + Number(near["count"] ?? 0),
      );
  }

  #transaction(work: () => void): void {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#db.exec("COMMIT");
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
  }
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS results (
    number INTEGER PRIMARY KEY, at REAL NOT NULL, is_news INTEGER NOT NULL, row TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS gaps (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, count INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS meta (epoch TEXT NOT NULL, last INTEGER NOT NULL, boot_id TEXT NOT NULL) STRICT;`;

function metaOf(db: DatabaseSync, bootId: string) {
  db.prepare("INSERT INTO meta SELECT ?, 0, ? WHERE NOT EXISTS (SELECT 1 FROM meta)").run(
    randomBytes(12).toString("hex"),
    bootId,
  );
  const row = db.prepare("SELECT epoch, last, boot_id FROM meta").get()!;
  return { epoch: String(row["epoch"]), last: Number(row["last"]), boot_id: String(row["boot_id"]) };
}
