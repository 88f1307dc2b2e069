import { DatabaseSync } from "node:sqlite";

// How long a statement waits for another process that writes (`vigie user …` beside a running server).
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The connection that writes. FULL: a commit is on the disk before it is answered, so that a power cut loses nothing
 * either; with NORMAL only the end of the process loses nothing. What FULL costs (bench/store.ts): nothing measurable in
 * batches of 1,000 change-sets; single commits, one after the other, 4,000 a second instead of 12,000.
 */
export function openWriter(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  // The log is copied into the database by another thread (checkpointer.ts). What that one does not manage, because
  // commits come faster or because it fails, is copied here from 64 MB on: commits wait for it, and the log is bounded.
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000;
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384`);
  return db;
}

/** The connection that copies the log into the database, beside the writer. FULL: before the log begins anew, the copy is on the disk. */
export function openCheckpointer(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  db.exec("PRAGMA synchronous = FULL");
  return db;
}

/** A connection that changes nothing by itself: to find out whose file it is, and to migrate. */
export function openUntouched(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
}

/** The connection that reads, beside the writer: it sees what was committed and never waits for a commit. */
export function openReader(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
}
