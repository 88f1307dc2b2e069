import type { Log } from "../../../lib/log.ts";
import type { PurgeTimes } from "../store.ts";
import type { ChangeSet, Written } from "./change-set.ts";
import type { StatementName } from "./statements.ts";

// Rows deleted in one transaction: it takes about 10 ms, during which other commits wait.
const CHUNK_ROWS = 1_000;

const PURGES = {
  records: ["purgeAcknowledgements", "purgeDowntimes", "purgeRecurringDowntimes", "purgeComments", "purgeOutbox"],
  decisions: ["purgeDecisions"],
} as const satisfies Record<keyof PurgeTimes, readonly StatementName[]>;

/** Deletes records that ended before their time in chunks, through the same queue as all commits. */
export async function purge(
  commitRows: (set: ChangeSet) => Promise<Written>,
  times: PurgeTimes,
  log: Log,
): Promise<void> {
  let deleted = 0;
  for (const what of ["records", "decisions"] as const)
    for (const statement of PURGES[what])
      for (let changed = CHUNK_ROWS; changed === CHUNK_ROWS; deleted += changed)
        changed = (await commitRows([[statement, times[what], CHUNK_ROWS]])).rows;
  if (deleted > 0) log.info({ deleted, before: times }, "old records deleted from the store");
}
