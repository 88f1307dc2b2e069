import { DatabaseSync } from "node:sqlite";

// Time a statement waits for another writing process (`vigie user …` while a server runs).
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the writing connection. FULL: a commit is on disk before it is answered, so that even a power failure loses
 * nothing; NORMAL only protects against the end of the process. The cost of FULL (bench/store.ts) is not measurable in
 * batches of 1,000 change-sets; sequential single commits drop from 12,000 to 4,000 per second.
 */
export function openWriter(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  // Another thread copies the log into the database (checkpointer.ts). If it falls behind or fails, this connection
  // copies from 64 MB on: commits wait for it, and the log stays bounded.
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000;
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384`);
  return db;
}

/**
 * Opens the connection that copies the log into the database, parallel to the writer. FULL: the copy is on disk before
 * the log is restarted.
 */
export function openCheckpointer(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  db.exec("PRAGMA synchronous = FULL");
  return db;
}

/** Opens a connection without side effects, to identify the file and to migrate it. */
export function openUntouched(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
}

/** Opens the reading connection, parallel to the writer: it sees committed data and never waits for a commit. */
export function openReader(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
}
