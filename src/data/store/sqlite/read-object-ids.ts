import { join, resolve } from "node:path";
import { openReader } from "./connection.ts";
import { DATABASE_FILE } from "./data-folder.ts";
import { createReads } from "./reads.ts";
import type { ObjectId } from "../../../model/object-id.ts";

/** Reads the object ids of a store that a server has open, from another process. */
export async function readObjectIdsOf(folder: string): Promise<readonly ObjectId[]> {
  const path = join(resolve(folder), DATABASE_FILE);
  const db = openReader(path);
  try {
    return await createReads(db, path).readObjectIds();
  } finally {
    db.close();
  }
}
