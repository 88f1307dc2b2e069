import type { ObjectId } from "../../../model/object-id.ts";
import { createReads } from "../sql/reads.ts";
import { nameOfDatabase, type PostgresAddress } from "../store-place.ts";
import { createReader } from "./reader.ts";

/** Reads the object ids of a store that a server has open, from another process. Refuses with the codes of the store. */
export async function readObjectIdsOf(address: PostgresAddress): Promise<readonly ObjectId[]> {
  const reader = await createReader(address, nameOfDatabase(address));
  try {
    return await createReads(reader).readObjectIds();
  } finally {
    await reader.close();
  }
}
