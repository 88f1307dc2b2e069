import type { SqlValue } from "./sql-value.ts";
import { STATE_COLUMNS } from "./state-columns.ts";

/**
 * All writing statements by name. The writer thread prepares each once and runs `[name, values]` pairs: it needs no
 * domain types, and flat arrays are the cheapest data to clone between threads.
 *
 * Plain SQL, as in this whole folder: statements are prepared once and kept, which a query builder only hides.
 */
export const STATEMENTS = {
  state: upsert("resource_states", ["host_id", "service_id"], STATE_COLUMNS),
  acknowledgement: upsert(
    "acknowledgements",
    ["acknowledgement_id"],
    [
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
  ),
  downtime: upsert(
    "downtimes",
    ["downtime_id"],
    [
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
  ),
  comment: upsert(
    "comments",
    ["comment_id"],
    [
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
  ),
  event: insert("events", [
    "host_id",
    "service_id",
    "event_time",
    "kind",
    "state",
    "state_type",
    "check_attempt",
    "output",
    "reason",
  ]),
  deleteEvents: "DELETE FROM events WHERE event_id IN (SELECT value FROM json_each(?))",
  // The row exists from the first event on.
  newEventSequence: `INSERT INTO sqlite_sequence (name, seq)
    SELECT 'events', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')`,
  raiseEventSequence: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'events'",
  // A decision is inserted directly before its messages, so the search ends at the first row.
  outbox: `INSERT INTO outbox (host_id, service_id, entry_time, kind, contact, command, author, comment_data, escalated,
      state, decision_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT decision_id FROM decisions
      WHERE host_id = ?1 AND service_id = ?2 AND decision_time = ?3 AND kind = ?4 AND contact = ?5 AND outcome = 'told'
      ORDER BY decision_id DESC LIMIT 1))`,
  decision: insert("decisions", [
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
  ]),
  outboxClaimed: "UPDATE outbox SET claimed_time = ? WHERE outbox_id = ? AND done_time IS NULL",
  // The first outcome is kept.
  outboxDone: "UPDATE outbox SET done_time = ?, outcome = ? WHERE outbox_id = ? AND done_time IS NULL",
  adaptive: upsert(
    "adaptive_changes",
    ["object_type", "object_name", "attribute"],
    ["object_type", "object_name", "attribute", "value", "change_time"],
  ),
  adaptiveForgotten: "DELETE FROM adaptive_changes WHERE object_type = ? AND object_name = ? AND attribute = ?",
  recurringDowntime: upsert(
    "recurring_downtimes",
    ["recurring_downtime_id"],
    ["recurring_downtime_id", "entry_time", "author", "definition", "deletion_time"],
  ),
  reportSchedule: upsert("report_schedules", ["name"], ["name", "schedule", "done_until"]),
  reportScheduleForgotten: "DELETE FROM report_schedules WHERE name = ?",
  objectId: `INSERT OR REPLACE INTO object_ids (type, host_id, object_id, name) VALUES (?, ?, ?, ?)`,
  heartbeat: "UPDATE heartbeat SET heartbeat_time = ?",
  hoursSincePurge: `INSERT INTO counters (name, value) VALUES ('hours_since_purge', ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  objectConfigured: upsert("configured_objects", ["host_id", "service_id"], ["host_id", "service_id", "active_checks"]),
  // No effect on an object not recorded yet: its `objectConfigured` contains the value.
  activeChecks: "UPDATE configured_objects SET active_checks = ? WHERE host_id = ? AND service_id = ?",
  objectRemoved: "DELETE FROM configured_objects WHERE host_id = ? AND service_id = ?",

  userPreferences: upsert("user_preferences", ["contact_id"], ["contact_id", "theme", "user_interface_density"]),
  consolePreferences: upsert("console_preferences", ["contact_id"], ["contact_id", "preferences"]),
  newUserFilter: insert("user_filters", ["contact_id", "page_name", "name", "criterias", "filter_order"]),
  userFilter: upsert(
    "user_filters",
    ["filter_id"],
    ["filter_id", "contact_id", "page_name", "name", "criterias", "filter_order"],
  ),
  userFilterDeleted: "DELETE FROM user_filters WHERE filter_id = ?",

  token: upsert(
    "ws_tokens",
    ["token_hash"],
    ["token_hash", "contact_id", "generate_date", "expires_at", "label", "creation_date", "creator_id", "is_revoked"],
  ),
  // A token that another process has deleted stays deleted.
  tokenRevoked: "UPDATE ws_tokens SET is_revoked = ? WHERE token_hash = ?",
  tokenUsed: "UPDATE ws_tokens SET generate_date = ? WHERE token_hash = ?",
  tokenDeleted: "DELETE FROM ws_tokens WHERE token_hash = ?",
  session: upsert(
    "sessions",
    ["session_hash"],
    [
      "session_hash",
      "contact_id",
      "last_reload",
      "session_kind",
      "creation_date",
      "address",
      "user_agent",
      "wall_link_id",
    ],
  ),
  sessionUsed: "UPDATE sessions SET last_reload = ? WHERE session_hash = ?",
  sessionDeleted: "DELETE FROM sessions WHERE session_hash = ?",
  wallLink: insert("wall_links", [
    "secret_hash",
    "contact_id",
    "label",
    "view_query",
    "view_sort",
    "creation_date",
    "expires_at",
  ]),
  poller: upsert(
    "pollers",
    ["poller_id"],
    ["poller_id", "name", "public_key", "enrolment_hash", "enrolment_expires", "creation_date", "revocation_date"],
  ),
  pollerSeen: upsert("poller_seen", ["poller_id"], ["poller_id", "epoch", "number"]),
  wallLinkDeleted: "DELETE FROM wall_links WHERE wall_link_id = ?",
  wallSessionsDeleted: "DELETE FROM sessions WHERE wall_link_id = ?",
  account: upsert(
    "contacts",
    ["contact_id"],
    [
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
  ),
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

export type StatementName = keyof typeof STATEMENTS;

/** Statement with its values. */
export type RowWrite = readonly [statement: StatementName, ...values: SqlValue[]];

/** Statements that fail if they find no row. */
export const NEEDS_A_ROW: ReadonlySet<StatementName> = new Set<StatementName>(["accountPassword"]);

function insert(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
}

function upsert(table: string, key: readonly string[], columns: readonly string[]): string {
  const changed = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  return `${insert(table, columns)} ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${changed.join(", ")}`;
}
