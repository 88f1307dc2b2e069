import type { ClusterView } from "../leadership.ts";
import { nameOfDatabase, type PostgresAddress } from "../store-place.ts";
import { connect, disconnect } from "./connection.ts";
import { refusalOf } from "./errors.ts";
import { readLeadership } from "./leadership-row.ts";
import { countStandbys } from "./server-lock.ts";

/** Reads who leads a store, from any process. Refuses with the codes of the store. */
export async function readClusterOf(address: PostgresAddress): Promise<ClusterView> {
  try {
    const client = await connect(address, "command");
    try {
      return { leadership: await readLeadership(client), standbys: await countStandbys(client, address.schema) };
    } finally {
      await disconnect(client);
    }
  } catch (error) {
    throw refusalOf(error, nameOfDatabase(address));
  }
}
