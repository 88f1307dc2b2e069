import { join, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { openReader } from "./connection.ts";
import { DATABASE_FILE } from "./data-folder.ts";
import { refusalOf } from "./errors.ts";
import { createReader } from "./reader.ts";
import { createReads } from "../sql/reads.ts";
import type { ObjectId } from "../../../model/object-id.ts";

/**
 * Reads the object ids of a store that a server has open, from another process. Refuses with the codes of the store.
 */
export async function readObjectIdsOf(folder: string): Promise<readonly ObjectId[]> {
  const path = join(resolve(folder), DATABASE_FILE);
  let db: DatabaseSync | undefined;
  try {
    db = openReader(path);
    return await createReads(createReader(db, path)).readObjectIds();
  } catch (error) {
    throw refusalOf(error, path);
  } finally {
    db?.close();
  }
}
