import { databaseBytes } from "../../../lib/database-files.ts";
import { systemClock, type Clock } from "../../../lib/clock.ts";
import type { Log } from "../../../lib/log.ts";
import type { Refusal } from "../../../model/refusal.ts";
import type { Store } from "../store.ts";
import { storeOf } from "../store-parts.ts";
import { isWritten, type ChangeSet, type Outcome } from "../sql/change-set.ts";
import { Checkpointer } from "./checkpointer.ts";
import { CommitQueue } from "../commit-queue.ts";
import { openReader, openUntouched } from "./connection.ts";
import { existingStore, prepareDataFolder, type DataFolder } from "./data-folder.ts";
import { isDamage, isFaultOfTheChanges, refusalOf, type EngineError } from "./errors.ts";
import { createFilesInPlace } from "./files-in-place.ts";
import { Inspector } from "./inspector.ts";
import { lockFolder, type FolderLock } from "./folder-lock.ts";
import { migrate, readSchemaVersion, SCHEMA_VERSION } from "./migrations.ts";
import { createReader } from "./reader.ts";
import { createReads } from "../sql/reads.ts";
import { storeRefusal } from "../store-refusal.ts";
import { StoreWatch } from "../store-watch.ts";
import { startWriter } from "./writer.ts";

export interface SqliteStoreOptions {
  /** Data folder (`VIGIE_DATA`); created if missing. */
  readonly folder: string;
  readonly log: Log;
  /**
   * True for the server: only one may run on a folder. False for a short change of accounts while a server runs (`vigie
   * user …`): such a store does not lock the folder and must not commit states or records. Only the server watches it.
   */
  readonly exclusive: boolean;
  /** Refuses with `store-missing` instead of creating a store. */
  readonly mustExist?: boolean;
  readonly clock?: Clock;
}

/** Opens the store and migrates an older schema. Refuses with a code of store-refusal.ts and names the path. */
export async function openSqliteStore({
  folder,
  log,
  exclusive,
  mustExist = false,
  clock = systemClock,
}: SqliteStoreOptions): Promise<Store> {
  if (mustExist) existingStore(folder);
  const files = prepareDataFolder(folder);
  const lock = exclusive ? lockFolder(files) : undefined;
  try {
    bringUpToDate(files, exclusive, log);
    return await openConnections(files.databasePath, { log, clock, lock });
  } catch (error) {
    lock?.release();
    throw refusalOf(error, files.databasePath);
  }
}

interface ConnectionOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** Undefined for a store that is not exclusive. */
  readonly lock: FolderLock | undefined;
}

async function openConnections(path: string, { log, clock, lock }: ConnectionOptions): Promise<Store> {
  const checkpointer = new Checkpointer(path, log);
  const writer = await startWriter(path, {
    onDeath: (reason) => {
      log.error({ path }, reason.message);
    },
    onLogPages: (pages) => {
      checkpointer.onLogPages(pages);
    },
  });
  const writeNoted = async (sets: readonly ChangeSet[]): Promise<readonly Outcome<EngineError>[]> => {
    const outcomes = await writer.write(sets).catch((error) => {
      watch.noteFailure(refusalOf(error, path));
      throw error;
    });
    const failure = outcomes.find((outcome) => !isWritten(outcome) && !isFaultOfTheChanges(outcome));
    if (failure === undefined || isWritten(failure)) watch.noteCommit();
    else watch.noteFailure(refusalOf(failure, path));
    if (failure !== undefined && !isWritten(failure) && isDamage(failure)) inspector.suspect();
    return outcomes;
  };
  const queue = new CommitQueue({ write: writeNoted, errorOf: (error) => refusalOf(error, path), isFaultOfTheChanges });
  const filesInPlace = createFilesInPlace(path);
  const inspector = new Inspector(path);
  const watch = new StoreWatch({
    path,
    clock,
    log,
    lookAtFiles: async () => (await filesInPlace()) ?? lockLost(lock, path, log) ?? (await inspector.damage()),
    tryToWrite: () => queue.commit([]),
    pending: () => queue.pending,
    silentMs: () => queue.silentMs,
    silence: (since) => storeRefusal("store-failed", `The device of ${path} has not answered since ${since}.`),
  });
  const reader = openReader(path);
  if (lock !== undefined) watch.start();

  const close = async (): Promise<void> => {
    await watch.stop();
    await queue.drained();
    // The writer closes last: the last connection to close removes the write-ahead log.
    reader.close();
    await checkpointer.close();
    await writer.close();
    lock?.release();
  };

  return storeOf({
    place: path,
    log,
    reads: createReads(createReader(reader, path)),
    eventTable: null,
    queue,
    watch,
    position: () => null,
    bytes: () => databaseBytes(path),
    eventIdsAbove: (id) => [["newEventSequence"], ["raiseEventSequence", id]],
    close,
  });
}

/** Takes a lock again whose file was deleted or replaced; returns the refusal if another server has taken it meanwhile. */
function lockLost(lock: FolderLock | undefined, path: string, log: Log): Refusal | null {
  try {
    if (lock?.renew() === true)
      log.error(
        { path },
        "the lock of the data folder was deleted or replaced while the server runs; it has been taken again",
      );
    return null;
  } catch (error) {
    return refusalOf(error, path);
  }
}

function bringUpToDate(files: DataFolder, isLocked: boolean, log: Log): void {
  const path = files.databasePath;
  const db = openUntouched(path);
  try {
    const before = readSchemaVersion(db, path);
    if (before === SCHEMA_VERSION) return;
    const lock = isLocked ? undefined : lockFolder(files);
    try {
      migrate(db, path);
    } finally {
      lock?.release();
    }
    log.info({ path, from: before, to: SCHEMA_VERSION }, before === 0 ? "store created" : "store brought up to date");
  } finally {
    db.close();
  }
}
