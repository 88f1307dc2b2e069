import { stat } from "node:fs/promises";
import type { Refusal } from "../../../model/refusal.ts";
import { storeRefusal } from "../store-refusal.ts";

/**
 * Creates a look at the files of the open database: it resolves with a refusal with `store-replaced` if one of them was
 * deleted or replaced, since the connections then write into files that nobody will find again.
 */
export function createFilesInPlace(databasePath: string): () => Promise<Refusal | null> {
  const known = new Map<string, string>();
  // SQLite keeps the files of the log while a connection is open.
  const paths = [databasePath, `${databasePath}-wal`, `${databasePath}-shm`];
  return async () => {
    for (const path of paths) {
      const now = await identityOf(path);
      const before = known.get(path);
      if (before === undefined && now !== null) known.set(path, now);
      else if (before !== undefined && before !== now) return replaced(path, now === null);
    }
    return null;
  };
}

async function identityOf(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path);
    return `${dev} ${ino}`;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}

const replaced = (path: string, isDeleted: boolean): Refusal =>
  storeRefusal(
    "store-replaced",
    `${path} was ${isDeleted ? "deleted" : "replaced"} while the server runs, which takes no changes until it is ` +
      "started again. Put a backup in its place, if there is none, and restart the server.",
  );
