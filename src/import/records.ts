import type { Comment } from "../model/comment.ts";
import { hostKey, serviceKey, type ResourceKey } from "../model/resource-key.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import type { ObjectId } from "../model/object-id.ts";
import type { Change } from "../model/change.ts";

/**
 * Ids of every host, service and group of the dump, including disabled ones, whose records stay listed (contract §7.5).
 */
export function objectIdChanges(dump: CentreonDump): readonly Change[] {
  const nameOfHost = new Map(dump.hosts.map((row) => [row.host_id, row.name]));
  // If two ids have one name, the last one is used for the name: a disabled host may have the name of an enabled one.
  const enabledLast = <Row extends { readonly enabled: boolean }>(rows: readonly Row[]): readonly Row[] =>
    rows.toSorted((a, b) => Number(a.enabled) - Number(b.enabled));
  const entries: readonly ObjectId[] = [
    ...enabledLast(dump.hosts).map((row): ObjectId => ({ type: "host", name: row.name, id: row.host_id, hostId: 0 })),
    ...enabledLast(dump.services).flatMap((row): readonly ObjectId[] => {
      const host = nameOfHost.get(row.host_id);
      return host === undefined
        ? []
        : [{ type: "service", name: `${host};${row.description}`, id: row.service_id, hostId: row.host_id }];
    }),
    ...dump.hostGroups.map((row): ObjectId => ({ type: "hostgroup", name: row.name, id: row.hostgroup_id, hostId: 0 })),
    ...dump.serviceGroups.map((row): ObjectId => ({
      type: "servicegroup",
      name: row.name,
      id: row.servicegroup_id,
      hostId: 0,
    })),
  ];
  return entries.map((entry) => ({ kind: "object-id", entry }));
}

export function acknowledgementChanges(dump: CentreonDump): readonly Change[] {
  return recordsOfKnownObjects(dump, dump.acknowledgements).map((row): Change => ({
    kind: "acknowledgement",
    record: {
      id: row.acknowledgement_id,
      key: keyOf(row),
      entryTime: row.entry_time ?? 0,
      author: row.author,
      comment: row.comment_data,
      deletionTime: row.deletion_time,
      isNotifyContacts: row.notify_contacts ?? false,
      isPersistentComment: row.persistent_comment ?? false,
      isSticky: (row.sticky ?? 0) !== 0,
      state: row.state ?? 0,
      pollerId: row.instance_id,
      expiresAt: null,
      stableSeconds: null,
      noticeTime: null,
    },
  }));
}

export function downtimeChanges(dump: CentreonDump): readonly Change[] {
  return recordsOfKnownObjects(dump, dump.downtimes).map((row): Change => ({
    kind: "downtime",
    record: {
      id: row.downtime_id,
      key: keyOf(row),
      entryTime: row.entry_time,
      author: row.author,
      comment: row.comment_data,
      startTime: row.start_time,
      endTime: row.end_time,
      isFixed: row.fixed ?? true,
      duration: row.duration,
      isStarted: row.started ?? false,
      isCancelled: row.cancelled ?? false,
      actualStartTime: row.actual_start_time,
      actualEndTime: row.actual_end_time,
      deletionTime: row.deletion_time,
      triggeredBy: row.triggered_by === 0 ? null : row.triggered_by,
      pollerId: row.instance_id,
      recurringDowntimeId: null,
      noticeTime: null,
    },
  }));
}

/** Begin of each running downtime, so that the history has it when the end follows. */
export const runningDowntimeEvents = (downtimes: readonly Change[]): readonly Change[] =>
  downtimes.flatMap((change): Change[] => {
    if (change.kind !== "downtime") return [];
    const { id, key, comment, isStarted, deletionTime, actualStartTime, startTime } = change.record;
    const at = actualStartTime ?? startTime;
    if (!isStarted || deletionTime !== null || at === null) return [];
    const reason = `downtime ${id} was running at the import`;
    const event = { key, at, state: 0, stateType: null, checkAttempt: null, output: comment ?? "", reason };
    return [{ kind: "event", event: { ...event, kind: "downtime-started" } }];
  });

export function commentChanges(dump: CentreonDump): readonly Change[] {
  return recordsOfKnownObjects(dump, dump.comments).map((row): Change => ({
    kind: "comment",
    record: {
      id: row.comment_id,
      key: keyOf(row),
      entryTime: row.entry_time ?? 0,
      author: row.author,
      text: row.data,
      entryType: ENTRY_TYPES[row.entry_type ?? 1] ?? "user",
      isPersistent: row.persistent ?? false,
      deletionTime: row.deletion_time,
    },
  }));
}

/** The engine's numbers for the source of a comment. */
const ENTRY_TYPES: Readonly<Record<number, Comment["entryType"]>> = {
  1: "user",
  2: "downtime",
  3: "flapping",
  4: "acknowledgement",
};

interface RecordRow {
  readonly host_id: number;
  readonly service_id: number;
}

const keyOf = (row: RecordRow): ResourceKey =>
  row.service_id === 0 ? hostKey(row.host_id) : serviceKey(row.host_id, row.service_id);

/** Omits records of hosts and services that the dump no longer has; these are not listed anywhere (contract §7.5). */
function recordsOfKnownObjects<Row extends RecordRow>(dump: CentreonDump, rows: readonly Row[]): readonly Row[] {
  const known = new Set([
    ...dump.hosts.map((row) => hostKey(row.host_id)),
    ...dump.services.map((row) => serviceKey(row.host_id, row.service_id)),
  ]);
  return rows.filter((row) => known.has(keyOf(row)));
}
