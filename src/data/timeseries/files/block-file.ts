import { DatabaseSync, type StatementSync } from "node:sqlite";
import { syncPath } from "../../../lib/durable-file.ts";
import { createPrivateFile } from "../../../lib/owner.ts";
import { decodeBlock, type Block } from "../block/block.ts";
import { engineErrorOf, isDamage } from "../../store/sqlite/errors.ts";

/**
 * SQLite file with encoded blocks, each found by a group and the slot of its resource. The group is a sweep (raw points
 * of a day that is not sealed), 0 (a sealed day), a day (hours) or a month (days). Blocks of a group stand in order of
 * their slots, and a higher group after a lower one, so that writing a whole group appends.
 */
export class BlockFile {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #get: StatementSync;
  #getAll: StatementSync | undefined;
  #getNewestFirst: StatementSync | undefined;
  #getRange: StatementSync | undefined;
  #put: StatementSync | undefined;
  #last: StatementSync | undefined;

  private constructor(path: string, db: DatabaseSync) {
    this.path = path;
    this.#db = db;
    this.#get = db.prepare("SELECT data FROM blocks WHERE id = ?");
  }

  /** Opens a file to be written while others read it; makes it if there is none. */
  static openShared(path: string): BlockFile {
    createPrivateFile(path);
    const db = new DatabaseSync(path);
    return opened(db, () => {
      // NORMAL: what a checkpoint has not confirmed is in the log of points, too.
      db.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        PRAGMA cache_size = -2048; PRAGMA journal_size_limit = 16777216; ${SCHEMA}`);
      return new BlockFile(path, db);
    });
  }

  /** Makes a file that nobody reads before it is finished. */
  static create(path: string): BlockFile {
    createPrivateFile(path);
    const db = new DatabaseSync(path);
    return opened(db, () => {
      db.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        PRAGMA cache_size = -2048; ${SCHEMA}`);
      return new BlockFile(path, db);
    });
  }

  /** Opens a file for reading, with this much memory for its pages. Throws `UnfinishedFile` if whoever made it did not get as far as its tables. */
  static openReader(path: string, cacheKilobytes = 512): BlockFile {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    return opened(db, () => {
      db.exec(`PRAGMA cache_size = -${cacheKilobytes}`);
      const tables = Number(db.prepare("SELECT count(*) AS count FROM sqlite_schema").get()?.["count"]);
      if (tables < TABLES) throw new UnfinishedFile(path);
      return new BlockFile(path, db);
    });
  }

  /** Looks at every page of a file, and whether indexes agree; takes about a second for 100 MB. Null: it is sound, or there is none. */
  static damageOf(path: string): string | null {
    try {
      const db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
      try {
        const result = String(db.prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"]);
        return result === "ok" ? null : result;
      } finally {
        db.close();
      }
    } catch (error) {
      const found = engineErrorOf(error);
      return isDamage(found) ? found.message : null;
    }
  }

  /** Null if there is none. Throws `DamagedBytes`, or the error of a damaged file. */
  block(group: number, slot: number): Block | null {
    const row = this.#get.get(idOf(group, slot));
    return row === undefined ? null : decodeBlock(row["data"] as Uint8Array);
  }

  /**
   * Encoded blocks of a slot in the groups `from` to `to`, lowest group first; one statement, since each takes and
   * releases the locks of the file. Throws the error of a damaged file.
   */
  encodedBlocks(slot: number, from: number, to: number): readonly EncodedBlock[] {
    this.#getAll ??= this.#db.prepare(
      `SELECT block_group, data FROM groups JOIN blocks ON id = block_group * ${SLOTS} + ?
        WHERE block_group BETWEEN ? AND ? ORDER BY block_group`,
    );
    return this.#getAll
      .all(slot, from, to)
      .map((row) => ({ group: Number(row["block_group"]), data: row["data"] as Uint8Array }));
  }

  /**
   * Encoded blocks of a slot, lowest group first, without those whose newest result is before `since`: within a slot a
   * higher group has later results. Throws the error of a damaged file.
   */
  encodedSince(slot: number, since: number): readonly Uint8Array[] {
    this.#getNewestFirst ??= this.#db.prepare(
      `SELECT last, data FROM groups JOIN blocks ON id = block_group * ${SLOTS} + ? ORDER BY block_group DESC`,
    );
    const found: Uint8Array[] = [];
    for (const row of this.#getNewestFirst.iterate(slot)) {
      if (Number(row["last"]) < since) break;
      found.push(row["data"] as Uint8Array);
    }
    return found.reverse();
  }

  /**
   * Encoded blocks of the slots `from` to `to` (both included) in a group, lowest slot first: far quicker than one by
   * one, since they lie side by side. Throws the error of a damaged file.
   */
  encodedRange(group: number, from: number, to: number): readonly SlotBlock[] {
    this.#getRange ??= this.#db.prepare("SELECT id - ? AS slot, data FROM blocks WHERE id BETWEEN ? AND ?");
    return this.#getRange
      .all(idOf(group, 0), idOf(group, from), idOf(group, to))
      .map((row) => ({ slot: Number(row["slot"]), data: row["data"] as Uint8Array }));
  }

  /** Groups that were announced by `beginGroup`, lowest first. */
  groups(): readonly number[] {
    return this.#db
      .prepare("SELECT block_group FROM groups ORDER BY block_group")
      .all()
      .map((row) => Number(row["block_group"]));
  }

  /** Time of the newest result of a slot in a group; null without one. */
  last(group: number, slot: number): number | null {
    this.#last ??= this.#db.prepare("SELECT last FROM blocks WHERE id = ?");
    const row = this.#last.get(idOf(group, slot));
    return row === undefined ? null : Number(row["last"]);
  }

  /** Time of the newest result of each slot in a group. */
  *newest(group: number): Generator<{ readonly slot: number; readonly last: number }> {
    const rows = this.#db
      .prepare("SELECT id - ? AS slot, last FROM blocks WHERE id > ? AND id < ?")
      .iterate(idOf(group, 0), idOf(group, 0), idOf(group + 1, 0));
    for (const row of rows) yield { slot: Number(row["slot"]), last: Number(row["last"]) };
  }

  beginGroup(group: number): void {
    this.#db.prepare("INSERT OR IGNORE INTO groups (block_group) VALUES (?)").run(group);
  }

  /** Writes a block, in the place of an earlier one. `last`: time of its newest result. */
  put(group: number, slot: number, last: number, data: Uint8Array): void {
    this.#put ??= this.#db.prepare("INSERT OR REPLACE INTO blocks (id, last, data) VALUES (?, ?, ?)");
    this.#put.run(idOf(group, slot), last, data);
  }

  /** Deletes the groups below this one. */
  deleteBelow(group: number): void {
    this.#db.prepare("DELETE FROM blocks WHERE id < ?").run(idOf(group, 0));
    this.#db.prepare("DELETE FROM groups WHERE block_group < ?").run(group);
  }

  /** Runs `work` as one transaction. */
  transaction(work: () => void): void {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#db.exec("COMMIT");
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  /** Waits until what was written is on disk, in a file of `create`. */
  sync(): void {
    syncPath(this.path);
  }

  /** Copies the write-ahead log into the file, and waits for the disk. */
  checkpoint(): void {
    this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  close(): void {
    this.#db.close();
  }
}

export interface EncodedBlock {
  readonly group: number;
  readonly data: Uint8Array;
}

export interface SlotBlock {
  readonly slot: number;
  readonly data: Uint8Array;
}

/** More than there are ids of resources. */
const SLOTS = 2 ** 32;

/** A file without tables, as a full disk leaves it. It has nothing to read, yet. */
export class UnfinishedFile extends Error {}

const TABLES = 2;
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS blocks (id INTEGER PRIMARY KEY, last INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS groups (block_group INTEGER PRIMARY KEY) STRICT;`;

const idOf = (group: number, slot: number): number => group * SLOTS + slot;

function opened(db: DatabaseSync, make: () => BlockFile): BlockFile {
  try {
    return make();
  } catch (error) {
    db.close();
    throw error;
  }
}
