import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { whileReading } from "../../../lib/blocked-read.ts";
import { createPrivateFile, giveToOwnerOf } from "../../../lib/owner.ts";
import { Refusal } from "../../../model/refusal.ts";
import { refuseOtherThanFile } from "../refuse-other-than-file.ts";
import { storeRefusal } from "../store-refusal.ts";

export interface DataFolder {
  readonly folder: string;
  readonly databasePath: string;
  readonly lockPath: string;
}

export const DATABASE_FILE = "vigie.sqlite";
const LOCK_FILE = "vigie.lock";

export const filesOf = (path: string): DataFolder => {
  const folder = resolve(path);
  return { folder, databasePath: join(folder, DATABASE_FILE), lockPath: join(folder, LOCK_FILE) };
};

/**
 * Names the files of a store that must exist. Refuses with `store-missing`, and with `store-not-permitted` if this user
 * may not look.
 */
export function existingStore(path: string): DataFolder {
  const files = filesOf(path);
  const advice =
    "Name the data folder of the server with --data or VIGIE_DATA; the server makes a store at its first start.";
  try {
    refuseOtherThanFile(files.databasePath);
    accessSync(files.databasePath, constants.R_OK);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (hasCode(error, "EACCES", "EPERM")) {
      throw storeRefusal(
        "store-not-permitted",
        `This user may not read the store in the data folder ${files.folder}: run it as the server's user, or as root.`,
        error,
      );
    }
    const why = existsSync(files.folder) ? `it has no ${DATABASE_FILE}` : "the folder does not exist";
    throw storeRefusal(
      "store-missing",
      `There is no store in the data folder ${files.folder}: ${why}. ${advice}`,
      error,
    );
  }
  return files;
}

/**
 * Creates the data folder (0700) and its files (0600) if missing, and makes an existing folder private. Refuses a
 * folder with foreign files: a mistyped path must not change the mode of `/etc`. Without `hasStore`, the database is
 * elsewhere; `mayLackStore`: it may have been lost.
 */
export function prepareDataFolder(
  path: string,
  { hasStore = true, mayLackStore = !hasStore }: { readonly hasStore?: boolean; readonly mayLackStore?: boolean } = {},
): DataFolder {
  const files = filesOf(path);
  const made = hasStore ? [files.databasePath, files.lockPath] : [files.lockPath];
  const { folder } = files;
  try {
    whileReading(folder, () => {
      makeFolder(folder);
      refuseForeignFolder(folder, mayLackStore ? LOCK_FILE : DATABASE_FILE);
      if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
      for (const file of [files.databasePath, files.lockPath]) refuseOtherThanFile(file);
      for (const file of made) createPrivateFile(file);
    });
  } catch (error) {
    throw folderRefusal(error, folder);
  }
  return files;
}

// Does not use mkdir's `recursive`: Node retries forever if a parent exists but folders cannot be created in it, as in
// /proc.
function makeFolder(path: string): void {
  try {
    makeOwned(path);
  } catch (error) {
    if (hasCode(error, "EEXIST") && statSync(path).isDirectory()) return;
    if (!hasCode(error, "ENOENT") || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    makeOwned(path);
  }
}

function makeOwned(path: string): void {
  mkdirSync(path, { mode: 0o700 });
  giveToOwnerOf(dirname(path), path);
}

function refuseForeignFolder(folder: string, mark: string): void {
  const names = readdirSync(folder);
  if (names.includes(DATABASE_FILE) || names.includes(mark)) return;
  const foreign = names.find((name) => !name.startsWith(LOCK_FILE) && name !== "lost+found");
  if (foreign !== undefined) {
    throw storeRefusal(
      "store-not-ours",
      `The folder ${folder} holds other files (such as ${foreign}) and no Vigie store. ` +
        "Choose an empty or a new folder as the data folder.",
    );
  }
  if ((statSync(folder).mode & 0o1000) !== 0) {
    throw storeRefusal(
      "store-not-ours",
      `The folder ${folder} is shared by all users (sticky bit). Choose a folder below it.`,
    );
  }
}

function folderRefusal(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  if (hasCode(error, "EACCES", "EPERM", "EROFS")) {
    return storeRefusal(
      "store-read-only",
      `The data folder ${folder} cannot be written (${error.message}). ` +
        "Give it to the server's user, on a file system that is not mounted read-only.",
      error,
    );
  }
  if (hasCode(error, "ENOSPC", "EDQUOT")) {
    return storeRefusal("store-full", `No space left to create ${folder}. Free space on its device.`, error);
  }
  if (hasCode(error, "ENOTDIR", "EEXIST")) {
    return storeRefusal("store-not-ours", `The data folder ${folder} is not a folder (${error.message}).`, error);
  }
  return storeRefusal("store-failed", `The data folder ${folder} cannot be used (${error.message}).`, error);
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
