import type { UnixSeconds } from "../../../lib/clock.ts";
import type { PostgresAddress } from "../store-place.ts";
import { connect } from "./connection.ts";
import { refusalOf } from "./errors.ts";
import { partitionsEndingBefore } from "./event-partitions.ts";

/** Deletes the partitions of the events whose months end before a time. Commits and reads go on meanwhile. */
export async function dropMonthsBefore(address: PostgresAddress, place: string, time: UnixSeconds): Promise<number> {
  const client = await connect(address, "retention").catch((error) => {
    throw refusalOf(error, place);
  });
  try {
    const expired = await partitionsEndingBefore(client, time);
    // CONCURRENTLY waits for reads instead of keeping them waiting.
    for (const { name, isAttached } of expired) {
      if (isAttached) await client.query(`ALTER TABLE events DETACH PARTITION ${name} CONCURRENTLY`);
      await client.query(`DROP TABLE ${name}`);
    }
    return expired.length;
  } catch (error) {
    throw refusalOf(error, place);
  } finally {
    await client.end().catch(() => {});
  }
}
