import type { UnixSeconds } from "../../../lib/clock.ts";
import type { PostgresAddress } from "../store-place.ts";
import { connect, disconnect } from "./connection.ts";
import { refusalOf } from "./errors.ts";
import { partitionsEndingBefore } from "./event-partitions.ts";
import { leadershipLost, lockOfTerm } from "./leadership-row.ts";

export interface DropPlace {
  readonly address: PostgresAddress;
  /** Its name, for errors. */
  readonly place: string;
  /** Null: without terms. */
  readonly term: number | null;
}

/**
 * Deletes the partitions of the events whose months end before a time; events with the ids `kept` move to the partition
 * of all others. Commits wait for a second at most; a month that is being read then stays until the next time. Refuses
 * with `leadership-lost` if the term is over.
 */
export async function dropMonthsBefore(
  { address, place, term }: DropPlace,
  time: UnixSeconds,
  kept: readonly number[],
): Promise<number> {
  const client = await connect(address, "retention").catch((error) => {
    throw refusalOf(error, place);
  });
  try {
    const expired = await partitionsEndingBefore(client, time);
    // Waits for long reads, and commits behind it; DETACH … CONCURRENTLY is not possible beside a default partition.
    await client.query("SET lock_timeout = 1000");
    for (const name of expired) {
      await client.query("BEGIN");
      if (term !== null && (await client.query(lockOfTerm(term))).rowCount === 0) throw leadershipLost(place, term);
      await client.query(`ALTER TABLE events DETACH PARTITION ${name}`);
      await client.query(`INSERT INTO events SELECT * FROM ${name} WHERE event_id = ANY($1)`, [kept]);
      await client.query(`DROP TABLE ${name}`);
      await client.query("COMMIT");
    }
    return expired.length;
  } catch (error) {
    throw refusalOf(error, place);
  } finally {
    await disconnect(client);
  }
}
