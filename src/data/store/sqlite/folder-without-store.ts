import { statSync } from "node:fs";
import type { Log } from "../../../lib/log.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { lockFolder, type FolderLock } from "./folder-lock.ts";

/**
 * Prepares and locks the data folder of a server whose store is in a database elsewhere. Warns of a store in the
 * folder, which is not used.
 */
export function lockFolderWithoutStore(folder: string, log: Log): FolderLock {
  const files = prepareDataFolder(folder, { hasStore: false });
  const lock = lockFolder(files);
  const { databasePath } = files;
  if ((statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0) > 0)
    log.warn(
      { path: databasePath },
      `The store of the data folder, ${databasePath}, is not used: the store is in PostgreSQL. Move it with vigie store ` +
        "move while the server is stopped, or put the file elsewhere.",
    );
  return lock;
}
