import { randomBytes } from "node:crypto";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Clock } from "../../lib/clock.ts";
import { createPrivateFile } from "../../lib/owner.ts";
import { engineErrorOf, isDamage } from "../store/sqlite/errors.ts";
import { setAside } from "../../lib/database-files.ts";

/** A result as JSON takes it, and whether it changed the state of its resource. */
export interface BufferedResult<Row extends unknown[]> {
  readonly row: Row;
  readonly isNews: boolean;
}

/**
 * Numbers from `from` to `to` are missing, and so many of them are of results that were given up. The others were not
 * used, or a centre had them on disk: one that was restored from an older backup asks for them again.
 */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What is sent next: the gap first, since it explains the numbers that are missing before and among the results. */
export interface Batch<Row extends unknown[]> {
  /** Null if no number is missing. */
  readonly gap: Gap | null;
  readonly results: [number: number, ...row: Row][];
}

export interface BufferLimits {
  readonly maxBytes: number;
  readonly maxSeconds: number;
}

export const DEFAULT_LIMITS: BufferLimits = { maxBytes: 2 ** 30, maxSeconds: 86_400 };

export interface ResultBufferOptions {
  readonly path: string;
  readonly clock: Pick<Clock, "now" | "monotonic">;
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
 * When it is full, results that changed nothing are given up first, oldest first, then the others.
 */
export class ResultBuffer<Row extends unknown[]> {
  readonly epoch: string;
  readonly #db: DatabaseSync;
  readonly #limits: BufferLimits;
  /** Unix seconds. A clock that is set afterwards makes no result older. */
  readonly #now: () => number;
  readonly #add: StatementSync;
  #last: number;
  #bytes: number;
  #count: number;
  /** Highest number that is durable at the centre, and whether results up to it may still be here. */
  #seen = 0;
  #mayForget = false;

  private constructor(db: DatabaseSync, { clock, bootId, limits = DEFAULT_LIMITS }: ResultBufferOptions) {
    this.#db = db;
    this.#limits = limits;
    const openedAt = clock.now() - clock.monotonic();
    this.#now = () => openedAt + clock.monotonic();
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

  static open<Row extends unknown[]>(options: ResultBufferOptions): ResultBuffer<Row> {
    createPrivateFile(options.path);
    const db = new DatabaseSync(options.path);
    try {
      // NORMAL: after a crash of the machine the newest results may be gone; their numbers are not given again.
      db.exec(
        `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -4096; ${SCHEMA}`,
      );
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
    // They are taken. What a disk that is full now does not let go is let go after the next ones.
    if (this.#mayForget) this.#unlessDiskFails(() => this.#forgetSeen());
    this.#unlessDiskFails(() => this.#keepLimits());
  }

  /** Notes results that were lost before they had numbers: they come before those that are added next. */
  giveUp(count: number): void {
    const range = { first: this.#last + 1, last: this.#last + count, isLost: true };
    this.#transaction(() => {
      this.#noteGap(range);
      this.#setLast(range.last);
    });
    this.#last = range.last;
  }

  /** What follows a number: results up to these limits, at least one if there is any. */
  after(number: number, maxResults: number, maxBytes: number): Batch<Row> {
    const results: [number: number, ...row: Row][] = [];
    let bytes = 0;
    const rows = this.#db.prepare("SELECT number, row FROM results WHERE number > ? ORDER BY number LIMIT ?");
    for (const row of rows.iterate(number, maxResults)) {
      const text = String(row["row"]);
      bytes += Buffer.byteLength(text);
      if (bytes > maxBytes && results.length > 0) break;
      results.push([Number(row["number"]), ...(JSON.parse(text) as Row)]);
    }
    const last = results.at(-1);
    const isWhole = last === undefined || last[0] - number === results.length;
    return { gap: isWhole ? null : this.#gapBetween(number, last[0]), results };
  }

  /**
   * Forgets the results up to a number that is durable at the centre: later, while the disk takes nothing. A number above
   * the last one is that of results which a crash of this machine has taken: it is not given again.
   */
  seen(number: number): void {
    this.#seen = Math.max(this.#seen, number);
    this.#last = Math.max(this.#last, number);
    this.#mayForget = true;
    this.#unlessDiskFails(() => this.#forgetSeen());
  }

  close(): void {
    this.#db.close();
  }

  #forgetSeen(): void {
    const number = this.#seen;
    const { bytes, count } = this.#db
      .prepare("SELECT coalesce(sum(length(row)), 0) AS bytes, count(*) AS count FROM results WHERE number <= ?")
      .get(number)!;
    this.#transaction(() => {
      this.#db.prepare("DELETE FROM results WHERE number <= ?").run(number);
      this.#db.prepare("DELETE FROM gaps WHERE last <= ?").run(number);
      this.#db.prepare("UPDATE gaps SET first = ? + 1 WHERE first <= ?").run(number, number);
      this.#setLast(this.#last);
    });
    this.#bytes -= Number(bytes);
    this.#count -= Number(count);
    this.#mayForget = false;
  }

  #unlessDiskFails(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (engineErrorOf(error).errcode === 0) throw error;
    }
  }

  #setLast(number: number): void {
    this.#db.prepare("UPDATE meta SET last = ?").run(number);
  }

  /** Numbers that may have been given before the machine went down are left out. */
  #skipUnsynced(bootId: string): void {
    const next = this.#last + UNSYNCED_NUMBERS;
    this.#transaction(() => {
      this.#db.prepare("UPDATE meta SET boot_id = ?").run(bootId);
      this.#noteGap({ first: this.#last + 1, last: next, isLost: false });
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
    const ranges: { first: number; last: number; isLost: boolean }[] = [];
    let bytes = 0;
    let count = 0;
    const rows = this.#db.prepare(`SELECT number, length(row) AS bytes FROM results WHERE ${which} ORDER BY number`);
    for (const row of rows.iterate()) {
      if (bytes >= bytesToFree) break;
      bytes += Number(row["bytes"]);
      count++;
      const number = Number(row["number"]);
      const range = ranges.at(-1);
      if (range?.last === number - 1) range.last = number;
      else ranges.push({ first: number, last: number, isLost: true });
    }
    const last = ranges.at(-1)?.last;
    if (last === undefined) return;
    this.#transaction(() => {
      this.#db.prepare(`DELETE FROM results WHERE ${which} AND number <= ?`).run(last);
      for (const range of ranges) this.#noteGap(range);
    });
    this.#count -= count;
    this.#bytes -= bytes;
  }

  /** Numbers that are missing, without a hole. Ranges that touch become one. */
  #noteGap({ first, last, isLost }: { readonly first: number; readonly last: number; readonly isLost: boolean }): void {
    const kind = isLost ? 1 : 0;
    const before = this.#db
      .prepare("SELECT first, last, is_lost FROM gaps WHERE first < ? ORDER BY first DESC LIMIT 1")
      .get(first);
    const touchesBefore = Number(before?.["last"]) === first - 1 && before?.["is_lost"] === kind;
    const after = this.#db.prepare("SELECT last FROM gaps WHERE first = ? AND is_lost = ?").get(last + 1, kind);
    if (after !== undefined) this.#db.prepare("DELETE FROM gaps WHERE first = ?").run(last + 1);
    this.#db
      .prepare("INSERT OR REPLACE INTO gaps (first, last, is_lost) VALUES (?, ?, ?)")
      .run(touchesBefore ? Number(before["first"]) : first, Number(after?.["last"] ?? last), kind);
  }

  /** The numbers that are missing above one number and below another. */
  #gapBetween(above: number, below: number): Gap {
    const { lost } = this.#db
      .prepare(
        `SELECT coalesce(sum(is_lost * (min(last, ?2 - 1) - max(first, ?1 + 1) + 1)), 0) AS lost
          FROM gaps WHERE last > ?1 AND first < ?2`,
      )
      .get(above, below)!;
    return { from: above + 1, to: below - 1, count: Number(lost) };
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
  CREATE TABLE IF NOT EXISTS gaps (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, is_lost INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS meta (epoch TEXT NOT NULL, last INTEGER NOT NULL, boot_id TEXT NOT NULL) STRICT;`;

function metaOf(db: DatabaseSync, bootId: string) {
  db.prepare("INSERT INTO meta SELECT ?, 0, ? WHERE NOT EXISTS (SELECT 1 FROM meta)").run(
    randomBytes(12).toString("hex"),
    bootId,
  );
  const row = db.prepare("SELECT epoch, last, boot_id FROM meta").get()!;
  return { epoch: String(row["epoch"]), last: Number(row["last"]), boot_id: String(row["boot_id"]) };
}
