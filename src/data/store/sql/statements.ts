import type { SqlValue } from "./sql-value.ts";
import { STATE_COLUMNS } from "./state-columns.ts";

/** Rows that are added to a table. With a key, a row that has the same one is replaced. */
export interface TableWrite {
  readonly table: string;
  readonly key?: readonly string[];
  /** In the order of the values. */
  readonly columns: readonly string[];
}

/** Writes of whole rows by name. */
export const TABLE_WRITES = {
  state: { table: "resource_states", key: ["host_id", "service_id"], columns: STATE_COLUMNS },
  acknowledgement: {
    table: "acknowledgements",
    key: ["acknowledgement_id"],
    columns: [
      "acknowledgement_id",
      "host_id",
      "service_id",
      "entry_time",
      "author",
      "comment_data",
      "deletion_time",
      "notify_contacts",
      "persistent_comment",
      "sticky",
      "state",
      "instance_id",
      "expires_at",
      "stable_seconds",
      "notice_time",
    ],
  },
  downtime: {
    table: "downtimes",
    key: ["downtime_id"],
    columns: [
      "downtime_id",
      "host_id",
      "service_id",
      "entry_time",
      "author",
      "comment_data",
      "start_time",
      "end_time",
      "fixed",
      "duration",
      "started",
      "cancelled",
      "actual_start_time",
      "actual_end_time",
      "deletion_time",
      "triggered_by",
      "instance_id",
      "recurring_downtime_id",
      "notice_time",
    ],
  },
  comment: {
    table: "comments",
    key: ["comment_id"],
    columns: [
      "comment_id",
      "host_id",
      "service_id",
      "entry_time",
      "author",
      "data",
      "entry_type",
      "persistent",
      "deletion_time",
    ],
  },
  event: {
    table: "events",
    columns: [
      "host_id",
      "service_id",
      "event_time",
      "kind",
      "state",
      "state_type",
      "check_attempt",
      "output",
      "reason",
    ],
  },
  decision: {
    table: "decisions",
    columns: [
      "host_id",
      "service_id",
      "decision_time",
      "kind",
      "state",
      "contact",
      "outcome",
      "code",
      "reason",
      "until_time",
      "params",
    ],
  },
  adaptive: {
    table: "adaptive_changes",
    key: ["object_type", "object_name", "attribute"],
    columns: ["object_type", "object_name", "attribute", "value", "change_time"],
  },
  recurringDowntime: {
    table: "recurring_downtimes",
    key: ["recurring_downtime_id"],
    columns: ["recurring_downtime_id", "entry_time", "author", "definition", "deletion_time"],
  },
  reportSchedule: { table: "report_schedules", key: ["name"], columns: ["name", "schedule", "done_until"] },
  doneRequest: {
    table: "done_requests",
    columns: ["contact_id", "request_id", "asked", "done_time", "resource_keys"],
  },
  objectConfigured: {
    table: "configured_objects",
    key: ["host_id", "service_id"],
    columns: ["host_id", "service_id", "active_checks"],
  },
  userPreferences: {
    table: "user_preferences",
    key: ["contact_id"],
    columns: ["contact_id", "theme", "user_interface_density"],
  },
  consolePreferences: { table: "console_preferences", key: ["contact_id"], columns: ["contact_id", "preferences"] },
  newUserFilter: { table: "user_filters", columns: ["contact_id", "page_name", "name", "criterias", "filter_order"] },
  userFilter: {
    table: "user_filters",
    key: ["filter_id"],
    columns: ["filter_id", "contact_id", "page_name", "name", "criterias", "filter_order"],
  },
  token: {
    table: "ws_tokens",
    key: ["token_hash"],
    columns: [
      "token_hash",
      "contact_id",
      "generate_date",
      "expires_at",
      "label",
      "creation_date",
      "creator_id",
      "is_revoked",
    ],
  },
  session: {
    table: "sessions",
    key: ["session_hash"],
    columns: [
      "session_hash",
      "contact_id",
      "last_reload",
      "session_kind",
      "creation_date",
      "address",
      "user_agent",
      "wall_link_id",
    ],
  },
  wallLink: {
    table: "wall_links",
    columns: ["secret_hash", "contact_id", "label", "view_query", "view_sort", "creation_date", "expires_at"],
  },
  poller: {
    table: "pollers",
    key: ["poller_id"],
    columns: [
      "poller_id",
      "name",
      "public_key",
      "enrolment_hash",
      "enrolment_expires",
      "creation_date",
      "revocation_date",
      "hosts_lost_date",
    ],
  },
  pollerSeen: { table: "poller_seen", key: ["poller_id"], columns: ["poller_id", "epoch", "number", "seen_time"] },
  account: {
    table: "contacts",
    key: ["contact_id"],
    columns: [
      "contact_id",
      "contact_alias",
      "alias_folded",
      "contact_name",
      "contact_email",
      "contact_admin",
      "reach_api_rt",
      "contact_activate",
      "contact_passwd",
    ],
  },
} as const satisfies Readonly<Record<string, TableWrite>>;

/**
 * Other writes of single rows, in SQL that every engine understands. Parameters are `?` in the order of the values, or
 * `?1`, `?2`.
 */
export const ROW_STATEMENTS = {
  outboxClaimed: "UPDATE outbox SET claimed_time = ? WHERE outbox_id = ? AND done_time IS NULL",
  // The first outcome is kept.
  outboxDone: "UPDATE outbox SET done_time = ?, outcome = ? WHERE outbox_id = ? AND done_time IS NULL",
  adaptiveForgotten: "DELETE FROM adaptive_changes WHERE object_type = ? AND object_name = ? AND attribute = ?",
  reportScheduleForgotten: "DELETE FROM report_schedules WHERE name = ?",
  requestsForgotten: "DELETE FROM done_requests WHERE done_time < ?",
  heartbeat: "UPDATE heartbeat SET heartbeat_time = ?",
  hoursSincePurge: `INSERT INTO counters (name, value) VALUES ('hours_since_purge', ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  // No effect on an object not recorded yet: its `objectConfigured` contains the value.
  activeChecks: "UPDATE configured_objects SET active_checks = ? WHERE host_id = ? AND service_id = ?",
  objectRemoved: "DELETE FROM configured_objects WHERE host_id = ? AND service_id = ?",
  userFilterDeleted: "DELETE FROM user_filters WHERE filter_id = ?",
  // A token that another process has deleted stays deleted.
  tokenRevoked: "UPDATE ws_tokens SET is_revoked = ? WHERE token_hash = ?",
  tokenUsed: "UPDATE ws_tokens SET generate_date = ? WHERE token_hash = ?",
  tokenDeleted: "DELETE FROM ws_tokens WHERE token_hash = ?",
  sessionUsed: "UPDATE sessions SET last_reload = ? WHERE session_hash = ?",
  sessionDeleted: "DELETE FROM sessions WHERE session_hash = ?",
  wallLinkDeleted: "DELETE FROM wall_links WHERE wall_link_id = ?",
  wallSessionsDeleted: "DELETE FROM sessions WHERE wall_link_id = ?",
  newAccount: `INSERT INTO contacts (contact_id, contact_alias, alias_folded, contact_name, contact_email,
      contact_admin, reach_api_rt, contact_activate, contact_passwd)
    VALUES ((SELECT value FROM counters WHERE name = 'contact'), ?, ?, ?, ?, ?, ?, ?, ?)`,
  accountPassword: `UPDATE contacts SET contact_passwd = ? WHERE contact_id = ?`,
  accountRehashed: `UPDATE contacts SET contact_passwd = ? WHERE contact_id = ? AND contact_passwd = ?`,
  raiseCounter: "UPDATE counters SET value = ?2 + 1 WHERE name = ?1 AND value <= ?2",
  nextCounter: "UPDATE counters SET value = value + 1 WHERE name = ?",
  // Chunks of at most ?2 rows: other commits run between two chunks.
  purgeAcknowledgements: `DELETE FROM acknowledgements WHERE acknowledgement_id IN (
    SELECT acknowledgement_id FROM acknowledgements a WHERE COALESCE(deletion_time, entry_time) < ?1 AND (
      deletion_time IS NOT NULL
      OR EXISTS (SELECT 1 FROM acknowledgements later WHERE later.host_id = a.host_id
        AND later.service_id = a.service_id AND later.acknowledgement_id > a.acknowledgement_id)
      OR COALESCE((SELECT acknowledgement_type FROM resource_states s
        WHERE s.host_id = a.host_id AND s.service_id = a.service_id), 0) = 0)
    LIMIT ?2)`,
  // A downtime cancelled early is kept until its original end: it prevents its occurrence from being created again.
  purgeDowntimes: `DELETE FROM downtimes WHERE downtime_id IN (
    SELECT downtime_id FROM downtimes WHERE deletion_time < ?1 AND COALESCE(end_time, 0) < ?1 LIMIT ?2)`,
  purgeRecurringDowntimes: `DELETE FROM recurring_downtimes WHERE recurring_downtime_id IN (
    SELECT recurring_downtime_id FROM recurring_downtimes WHERE deletion_time < ? LIMIT ?)`,
  purgeComments:
    "DELETE FROM comments WHERE comment_id IN (SELECT comment_id FROM comments WHERE deletion_time < ? LIMIT ?)",
  purgeDecisions:
    "DELETE FROM decisions WHERE decision_id IN (SELECT decision_id FROM decisions WHERE decision_time < ? LIMIT ?)",
  purgeOutbox: "DELETE FROM outbox WHERE outbox_id IN (SELECT outbox_id FROM outbox WHERE done_time < ? LIMIT ?)",
} as const;

/** Writes that each engine does in its own way. */
export type EngineStatement = "outbox" | "objectId" | "deleteEvents" | "newEventSequence" | "raiseEventSequence";

export type TableWriteName = keyof typeof TABLE_WRITES;
export type StatementName = TableWriteName | keyof typeof ROW_STATEMENTS | EngineStatement;

/** Statement with its values. Flat arrays are the cheapest data to clone between threads, and need no domain types. */
export type RowWrite = readonly [statement: StatementName, ...values: SqlValue[]];

/** Statements that fail if they find no row. */
export const NEEDS_A_ROW: ReadonlySet<StatementName> = new Set<StatementName>(["accountPassword"]);

/** Columns of a message in the outbox, in the order of the values; the decision that caused it is looked up. */
export const OUTBOX_COLUMNS = [
  "host_id",
  "service_id",
  "entry_time",
  "kind",
  "contact",
  "command",
  "author",
  "comment_data",
  "escalated",
  "state",
] as const;
