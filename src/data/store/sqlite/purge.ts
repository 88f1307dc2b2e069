import type { UnixSeconds } from "../../../lib/clock.ts";
import type { Log } from "../../../lib/log.ts";
import type { ChangeSet, Written } from "./batch-writer.ts";
import type { StatementName } from "./statements.ts";

// Rows deleted in one transaction: it takes about 10 ms, during which other commits wait.
const CHUNK_ROWS = 1_000;

const PURGES = [
  "purgeAcknowledgements",
  "purgeDowntimes",
  "purgeRecurringDowntimes",
  "purgeComments",
  "purgeEvents",
  "purgeDecisions",
  "purgeOutbox",
] as const satisfies readonly StatementName[];

/** Deletes records that ended before `time` in chunks, through the same queue as all commits. */
export async function purge(
  commitRows: (set: ChangeSet) => Promise<Written>,
  time: UnixSeconds,
  log: Log,
): Promise<void> {
  let deleted = 0;
  for (const statement of PURGES) {
    for (let changed = CHUNK_ROWS; changed === CHUNK_ROWS; deleted += changed) {
      changed = (await commitRows([[statement, time, CHUNK_ROWS]])).rows;
    }
  }
  if (deleted > 0) log.info({ deleted, before: time }, "old records deleted from the store");
}
