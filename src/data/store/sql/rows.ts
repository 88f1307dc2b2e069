import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import type { Comment } from "../../../model/comment.ts";
import type { Decision } from "../../../model/notification-decision.ts";
import type { Downtime } from "../../../model/downtime.ts";
import { serviceKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { HistoryEvent, OutboxMessage } from "../../../model/history-event.ts";
import { NONE } from "../../../model/initial-state.ts";
import { stateOfFields, type StateFields } from "../../../model/state-fields.ts";
import type { StoredMessage, UndeliveredMessage } from "../store.ts";
import { flag, numberOrNull, textOrNull, type SqlRow } from "./sql-value.ts";
import type { AdaptiveRecord } from "../../../model/adaptive-record.ts";
import type { StoredRecurringDowntime, StoredReportSchedule } from "../../../model/change.ts";
import type { DoneRequest } from "../../../model/done-request.ts";

/** Converts a row of acknowledgements, downtimes, comments, events or outbox to the record it was written from. */
export const rowToAcknowledgement = (row: SqlRow): Acknowledgement => ({
  id: Number(row["acknowledgement_id"]),
  key: keyOf(row),
  entryTime: Number(row["entry_time"]),
  author: textOrNull(row["author"]),
  comment: textOrNull(row["comment_data"]),
  deletionTime: numberOrNull(row["deletion_time"]),
  isNotifyContacts: flag(row["notify_contacts"]) === true,
  isPersistentComment: flag(row["persistent_comment"]) === true,
  isSticky: flag(row["sticky"]) === true,
  state: Number(row["state"]),
  pollerId: numberOrNull(row["instance_id"]),
  expiresAt: numberOrNull(row["expires_at"]),
  stableSeconds: numberOrNull(row["stable_seconds"]),
  noticeTime: numberOrNull(row["notice_time"]),
});

export const rowToDowntime = (row: SqlRow): Downtime => ({
  id: Number(row["downtime_id"]),
  key: keyOf(row),
  entryTime: numberOrNull(row["entry_time"]),
  author: textOrNull(row["author"]),
  comment: textOrNull(row["comment_data"]),
  startTime: numberOrNull(row["start_time"]),
  endTime: numberOrNull(row["end_time"]),
  isFixed: flag(row["fixed"]) === true,
  duration: numberOrNull(row["duration"]),
  isStarted: flag(row["started"]) === true,
  isCancelled: flag(row["cancelled"]) === true,
  actualStartTime: numberOrNull(row["actual_start_time"]),
  actualEndTime: numberOrNull(row["actual_end_time"]),
  deletionTime: numberOrNull(row["deletion_time"]),
  triggeredBy: numberOrNull(row["triggered_by"]),
  pollerId: numberOrNull(row["instance_id"]),
  recurringDowntimeId: numberOrNull(row["recurring_downtime_id"]),
  noticeTime: numberOrNull(row["notice_time"]),
});

export const rowToComment = (row: SqlRow): Comment => ({
  id: Number(row["comment_id"]),
  key: keyOf(row),
  entryTime: Number(row["entry_time"]),
  author: textOrNull(row["author"]),
  text: textOrNull(row["data"]),
  entryType: row["entry_type"] as Comment["entryType"],
  isPersistent: flag(row["persistent"]) === true,
  deletionTime: numberOrNull(row["deletion_time"]),
});

export const rowToEvent = (row: SqlRow): HistoryEvent & { readonly id: number } => ({
  id: Number(row["event_id"]),
  key: keyOf(row),
  at: Number(row["event_time"]),
  kind: row["kind"] as HistoryEvent["kind"],
  state: Number(row["state"]),
  stateType: numberOrNull(row["state_type"]),
  checkAttempt: numberOrNull(row["check_attempt"]),
  output: String(row["output"]),
  reason: String(row["reason"]),
});

function rowToOutboxMessage(row: SqlRow): OutboxMessage & { readonly id: number } {
  const common = {
    id: Number(row["outbox_id"]),
    key: keyOf(row),
    at: Number(row["entry_time"]),
    contact: String(row["contact"]),
    command: String(row["command"]),
    author: textOrNull(row["author"]),
    comment: String(row["comment_data"]),
  };
  const kind = row["kind"] as OutboxMessage["kind"];
  if (kind === "report") return { ...common, kind };
  return {
    ...common,
    kind,
    isEscalated: flag(row["escalated"]) === true,
    state: stateOfFields({ ...LATER_FIELDS, ...(JSON.parse(String(row["state"])) as StateFields) }),
  };
}

/** Fields that messages of an earlier release lack. */
const LATER_FIELDS = { lastNotifiedState: null, missedContacts: NONE, problemSince: null, flapsSinceProblem: false };

export const rowToUndeliveredMessage = (row: SqlRow): UndeliveredMessage => ({
  ...rowToOutboxMessage(row),
  claimedAt: numberOrNull(row["claimed_time"]),
});

export const rowToMessage = (row: SqlRow): StoredMessage => ({
  ...rowToOutboxMessage(row),
  doneAt: numberOrNull(row["done_time"]),
  outcome: textOrNull(row["outcome"]),
  decisionId: numberOrNull(row["decision_id"]),
});

export const rowToReportSchedule = (row: SqlRow): StoredReportSchedule => ({
  name: String(row["name"]),
  schedule: String(row["schedule"]),
  doneUntil: Number(row["done_until"]),
});

export const rowToDoneRequest = (row: SqlRow): DoneRequest => ({
  contactId: Number(row["contact_id"]),
  requestId: String(row["request_id"]),
  asked: String(row["asked"]),
  at: Number(row["done_time"]),
  keys: JSON.parse(String(row["resource_keys"])) as ResourceKey[],
});

export const rowToDecision = (row: SqlRow): Decision & { readonly id: number } => ({
  id: Number(row["decision_id"]),
  key: keyOf(row),
  at: Number(row["decision_time"]),
  kind: row["kind"] as Decision["kind"],
  state: Number(row["state"]),
  contact: textOrNull(row["contact"]),
  outcome: row["outcome"] as Decision["outcome"],
  code: String(row["code"]),
  reason: String(row["reason"]),
  params: row["params"] === null ? null : (JSON.parse(String(row["params"])) as Decision["params"]),
  until: numberOrNull(row["until_time"]),
});

export const rowToAdaptive = (row: SqlRow): AdaptiveRecord => ({
  objectType: row["object_type"] as AdaptiveRecord["objectType"],
  objectName: String(row["object_name"]),
  attribute: String(row["attribute"]),
  value: String(row["value"]),
  at: Number(row["change_time"]),
});

export const rowToRecurringDowntime = (row: SqlRow): StoredRecurringDowntime => ({
  id: Number(row["recurring_downtime_id"]),
  entryTime: Number(row["entry_time"]),
  author: String(row["author"]),
  definition: String(row["definition"]),
  deletionTime: numberOrNull(row["deletion_time"]),
});

const keyOf = (row: SqlRow): ResourceKey => serviceKey(Number(row["host_id"]), Number(row["service_id"]));
