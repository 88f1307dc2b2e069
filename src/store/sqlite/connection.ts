import { DatabaseSync } from 'node:sqlite'

// How long a statement waits for another process that writes (`vigie user …` beside a running server).
const BUSY_TIMEOUT_MS = 5_000

/**
 * The connection that writes. FULL: a commit is on the disk before it is answered, so that a power cut loses nothing
 * either; NORMAL would survive only the end of the process. Measured with batches of 1,000 change-sets, FULL costs
 * under 10 % (bench/store.ts): one sync for the whole batch.
 */
export function openWriter(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
  // A checkpoint each 32 MB instead of each 4: states are written over and over, and only the last one is copied.
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON`)
  return db
}

/** The connection that reads, beside the writer: it sees what was committed and never waits for a commit. */
export function openReader(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
}
