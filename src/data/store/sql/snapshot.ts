import { serviceKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import type { SnapshotRecords } from "../store.ts";
import { rowToAcknowledgement, rowToComment, rowToDowntime } from "./rows.ts";
import { numberOrNull, type SqlRow, type SqlValue } from "./sql-value.ts";
import { STATE_COLUMNS } from "./state-columns.ts";
import { rowToState } from "./state-row.ts";

export const SNAPSHOT_SQL = {
  states: `SELECT ${STATE_COLUMNS.join(", ")} FROM resource_states ORDER BY host_id, service_id`,
  acknowledgements: "SELECT * FROM acknowledgements ORDER BY acknowledgement_id",
  downtimes: "SELECT * FROM downtimes ORDER BY downtime_id",
  comments: "SELECT * FROM comments ORDER BY comment_id",
} as const;

/** Rows that were read in one transaction, but for those of states. */
export interface RecordRows extends Readonly<Record<Exclude<keyof typeof SNAPSHOT_SQL, "states">, readonly SqlRow[]>> {
  /** Names and values, with that of the revision. */
  readonly counters: readonly SqlRow[];
  /** Of the heartbeat or the newest event, whichever is later; null if there is no heartbeat. */
  readonly lastKnown: unknown;
}

export function recordsOf({ acknowledgements, downtimes, comments, counters, lastKnown }: RecordRows): SnapshotRecords {
  const counter = new Map(counters.map((row) => [row["name"], Number(row["value"])]));
  return {
    acknowledgements: acknowledgements.map(rowToAcknowledgement),
    downtimes: downtimes.map(rowToDowntime),
    comments: comments.map(rowToComment),
    nextIds: {
      acknowledgement: counter.get("acknowledgement") ?? 1,
      downtime: counter.get("downtime") ?? 1,
      comment: counter.get("comment") ?? 1,
      recurringDowntime: counter.get("recurring_downtime") ?? 1,
    },
    revision: counter.get("revision") ?? 0,
    hoursSincePurge: counter.get("hours_since_purge") ?? 0,
    lastHeartbeat: numberOrNull(lastKnown),
  };
}

/** Adds a row of `SNAPSHOT_SQL.states`. */
export function addState(states: Map<ResourceKey, ResourceState>, row: readonly SqlValue[]): void {
  states.set(serviceKey(Number(row[0]), Number(row[1])), rowToState(row));
}
