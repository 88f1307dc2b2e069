import type { DatabaseSync } from "node:sqlite";
import { storeRefusal } from "../store-refusal.ts";

/** 'Vigi' in ASCII, in the header of the database file: identifies a SQLite file as a Vigie store. */
const APPLICATION_ID = 0x56696769;

/**
 * Migrations: step n brings a database from user_version n-1 to n. A released step is never changed; changes are new
 * steps.
 *
 * Tables and columns have the names of Centreon's tables (contract, Appendix A) if there are any. Times are Unix
 * seconds with a fraction (REAL stores a whole number in as few bytes as INTEGER); flags are 0, 1 or NULL. STRICT
 * tables refuse values of the wrong type.
 */
const MIGRATIONS: readonly string[] = [
  `
  -- Hosts have service_id 0. Hosts and services share one state machine, hence one table.
  CREATE TABLE resource_states (
    host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    state INTEGER NOT NULL, state_type INTEGER, check_attempt INTEGER, checked INTEGER, last_hard_state INTEGER,
    last_check REAL, next_check REAL, last_state_change REAL, last_hard_state_change REAL, last_update REAL,
    last_time_in_state_0 REAL, last_time_in_state_1 REAL, last_time_in_state_2 REAL, last_time_in_state_3 REAL,
    output TEXT, perfdata TEXT, execution_time REAL, latency REAL, check_type INTEGER, command_line TEXT,
    acknowledgement_type INTEGER, scheduled_downtime_depth INTEGER,
    last_notification REAL, next_notification REAL, notification_number INTEGER,
    flapping INTEGER NOT NULL, percent_state_change REAL NOT NULL,
    PRIMARY KEY (host_id, service_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE acknowledgements (
    acknowledgement_id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    entry_time REAL NOT NULL, author TEXT, comment_data TEXT, deletion_time REAL,
    notify_contacts INTEGER NOT NULL, persistent_comment INTEGER NOT NULL, sticky INTEGER NOT NULL,
    state INTEGER NOT NULL, instance_id INTEGER
  ) STRICT;
  CREATE INDEX acknowledgements_of_resource ON acknowledgements (host_id, service_id);

  CREATE TABLE downtimes (
    downtime_id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    entry_time REAL, author TEXT, comment_data TEXT, start_time REAL, end_time REAL,
    fixed INTEGER NOT NULL, duration REAL, started INTEGER NOT NULL, cancelled INTEGER NOT NULL,
    actual_start_time REAL, actual_end_time REAL, deletion_time REAL, triggered_by INTEGER, instance_id INTEGER
  ) STRICT;

  CREATE TABLE comments (
    comment_id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    entry_time REAL NOT NULL, author TEXT, data TEXT, entry_type TEXT NOT NULL,
    persistent INTEGER NOT NULL, deletion_time REAL
  ) STRICT;

  -- AUTOINCREMENT: the id of a deleted row is not assigned again. The cost is not measurable.
  CREATE TABLE events (
    event_id INTEGER PRIMARY KEY AUTOINCREMENT, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    event_time REAL NOT NULL, kind TEXT NOT NULL, state INTEGER NOT NULL, state_type INTEGER, check_attempt INTEGER,
    output TEXT NOT NULL, reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_of_resource ON events (host_id, service_id);
  CREATE INDEX events_by_time ON events (event_time);

  CREATE TABLE outbox (
    outbox_id INTEGER PRIMARY KEY AUTOINCREMENT, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    entry_time REAL NOT NULL, kind TEXT NOT NULL, author TEXT, text TEXT NOT NULL, done_time REAL, outcome TEXT
  ) STRICT;
  CREATE INDEX outbox_waiting ON outbox (outbox_id) WHERE done_time IS NULL;
  CREATE INDEX outbox_done ON outbox (done_time) WHERE done_time IS NOT NULL;

  -- A pair of name and id is kept forever; assigning it again moves it to the end.
  CREATE TABLE object_ids (
    given INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL, host_id INTEGER NOT NULL, object_id INTEGER NOT NULL, name TEXT NOT NULL,
    UNIQUE (type, host_id, object_id, name)
  ) STRICT;

  -- alias_folded is the alias in lower case according to Unicode; SQLite's NOCASE covers ASCII only.
  CREATE TABLE contacts (
    contact_id INTEGER PRIMARY KEY, contact_alias TEXT NOT NULL, alias_folded TEXT NOT NULL UNIQUE,
    contact_name TEXT NOT NULL, contact_email TEXT NOT NULL, contact_admin INTEGER NOT NULL,
    reach_api_rt INTEGER NOT NULL, contact_activate INTEGER NOT NULL, contact_passwd TEXT
  ) STRICT;

  CREATE TABLE ws_tokens (
    token_hash TEXT PRIMARY KEY, contact_id INTEGER NOT NULL, generate_date REAL NOT NULL, expires_at REAL, label TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sessions (
    session_hash TEXT PRIMARY KEY, contact_id INTEGER NOT NULL, last_reload REAL NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The next id of each kind, higher than any assigned so far, and the version of all access data.
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO counters (name, value)
    VALUES ('acknowledgement', 1), ('downtime', 1), ('comment', 1), ('contact', 1), ('access_version', 0);
`,
  `
  ALTER TABLE resource_states ADD COLUMN recent_states INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE resource_states ADD COLUMN previous_state INTEGER;
  ALTER TABLE resource_states ADD COLUMN had_host_problem INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE resource_states ADD COLUMN notified_on INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE resource_states ADD COLUMN no_more_notifications INTEGER NOT NULL DEFAULT 0;
  -- A JSON list of names; NULL: nobody.
  ALTER TABLE resource_states ADD COLUMN told_contacts TEXT;
  ALTER TABLE resource_states ADD COLUMN problem_id INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE resource_states ADD COLUMN last_problem_id INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE resource_states ADD COLUMN event_id INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE resource_states ADD COLUMN last_event_id INTEGER NOT NULL DEFAULT 0;

  ALTER TABLE acknowledgements ADD COLUMN expires_at REAL;
  ALTER TABLE acknowledgements ADD COLUMN stable_seconds REAL;
  ALTER TABLE acknowledgements ADD COLUMN notice_time REAL;
  ALTER TABLE downtimes ADD COLUMN recurring_downtime_id INTEGER;
  ALTER TABLE downtimes ADD COLUMN notice_time REAL;

  -- A message goes to one contact by one command. Messages of the previous release had no recipient.
  DROP TABLE outbox;
  CREATE TABLE outbox (
    outbox_id INTEGER PRIMARY KEY AUTOINCREMENT, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    entry_time REAL NOT NULL, kind TEXT NOT NULL, contact TEXT NOT NULL, command TEXT NOT NULL, author TEXT,
    comment_data TEXT NOT NULL, escalated INTEGER NOT NULL, state TEXT NOT NULL, done_time REAL, outcome TEXT
  ) STRICT;
  CREATE INDEX outbox_waiting ON outbox (outbox_id) WHERE done_time IS NULL;
  CREATE INDEX outbox_done ON outbox (done_time) WHERE done_time IS NOT NULL;
  CREATE INDEX outbox_of_resource ON outbox (host_id, service_id);

  CREATE TABLE decisions (
    decision_id INTEGER PRIMARY KEY AUTOINCREMENT, host_id INTEGER NOT NULL, service_id INTEGER NOT NULL,
    decision_time REAL NOT NULL, kind TEXT NOT NULL, state INTEGER NOT NULL, contact TEXT, outcome TEXT NOT NULL,
    code TEXT NOT NULL, reason TEXT NOT NULL, until_time REAL
  ) STRICT;
  CREATE INDEX decisions_of_resource ON decisions (host_id, service_id);
  CREATE INDEX decisions_by_time ON decisions (decision_time);

  -- Changes by operators at runtime; value is JSON.
  CREATE TABLE adaptive_changes (
    object_type TEXT NOT NULL, object_name TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL,
    change_time REAL NOT NULL, PRIMARY KEY (object_type, object_name, attribute)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE recurring_downtimes (
    recurring_downtime_id INTEGER PRIMARY KEY, entry_time REAL NOT NULL, author TEXT NOT NULL, definition TEXT NOT NULL,
    deletion_time REAL
  ) STRICT;
  INSERT INTO counters (name, value) VALUES ('recurring_downtime', 1);
`,
  `
  -- The newest commit: one number per change-set, in order.
  INSERT INTO counters (name, value) VALUES ('revision', 0);

  -- One row. NULL: the server stopped in order, or never ran.
  CREATE TABLE heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), heartbeat_time REAL) STRICT;
  INSERT INTO heartbeat (id, heartbeat_time) VALUES (1, NULL);

  -- Objects configured according to the history, and whether their active checks are on.
  CREATE TABLE configured_objects (
    host_id INTEGER NOT NULL, service_id INTEGER NOT NULL, active_checks INTEGER NOT NULL,
    PRIMARY KEY (host_id, service_id)
  ) STRICT, WITHOUT ROWID;
`,
  `
  -- Set by a commit before the message is sent for the first time.
  ALTER TABLE outbox ADD COLUMN claimed_time REAL;
`,
  `
  -- The state to which next_notification and no_more_notifications apply.
  ALTER TABLE resource_states ADD COLUMN last_notified_state INTEGER;
  -- A JSON list of names; NULL: nobody.
  ALTER TABLE resource_states ADD COLUMN missed_contacts TEXT;
  ALTER TABLE resource_states ADD COLUMN problem_since REAL;
  UPDATE resource_states SET last_notified_state = last_hard_state
    WHERE last_hard_state BETWEEN 1 AND 3 AND notified_on & (1 << last_hard_state) <> 0;
  UPDATE resource_states SET problem_since = last_hard_state_change WHERE state BETWEEN 1 AND 3 AND state_type = 1;

  -- The decision that caused the message; NULL: none was recorded.
  ALTER TABLE outbox ADD COLUMN decision_id INTEGER;
  UPDATE outbox SET decision_id = (SELECT d.decision_id FROM decisions d
    WHERE d.host_id = outbox.host_id AND d.service_id = outbox.service_id AND d.decision_time = outbox.entry_time
      AND d.kind = outbox.kind AND d.contact = outbox.contact AND d.outcome = 'told'
    ORDER BY d.decision_id DESC LIMIT 1);
`,
  `
  -- How far each report of vigie.yaml has been made.
  CREATE TABLE report_schedules (
    name TEXT PRIMARY KEY, schedule TEXT NOT NULL, done_until REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
`,
  `
  -- Of a token of an earlier release, the last use is the nearest known time.
  ALTER TABLE ws_tokens ADD COLUMN creation_date REAL NOT NULL DEFAULT 0;
  UPDATE ws_tokens SET creation_date = generate_date;
  -- NULL: made by the command line, or by a login.
  ALTER TABLE ws_tokens ADD COLUMN creator_id INTEGER;
  ALTER TABLE ws_tokens ADD COLUMN is_revoked INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE user_preferences (
    contact_id INTEGER PRIMARY KEY, theme TEXT NOT NULL, user_interface_density TEXT NOT NULL
  ) STRICT;

  -- AUTOINCREMENT: the id of a deleted filter is not assigned again. criterias is JSON.
  CREATE TABLE user_filters (
    filter_id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL, page_name TEXT NOT NULL,
    name TEXT NOT NULL, criterias TEXT NOT NULL, filter_order INTEGER NOT NULL,
    UNIQUE (contact_id, page_name, name)
  ) STRICT;
`,
  `
  ALTER TABLE sessions ADD COLUMN session_kind TEXT NOT NULL DEFAULT 'web';
  -- Of a session of an earlier release, the last use is the nearest known time.
  ALTER TABLE sessions ADD COLUMN creation_date REAL NOT NULL DEFAULT 0;
  UPDATE sessions SET creation_date = last_reload;
  ALTER TABLE sessions ADD COLUMN address TEXT;
  ALTER TABLE sessions ADD COLUMN user_agent TEXT;
  ALTER TABLE sessions ADD COLUMN wall_link_id INTEGER;

  -- preferences is JSON.
  CREATE TABLE console_preferences (contact_id INTEGER PRIMARY KEY, preferences TEXT NOT NULL) STRICT;

  CREATE TABLE wall_links (
    wall_link_id INTEGER PRIMARY KEY AUTOINCREMENT, secret_hash TEXT NOT NULL UNIQUE, contact_id INTEGER NOT NULL,
    label TEXT NOT NULL, view_query TEXT NOT NULL, view_sort TEXT NOT NULL, creation_date REAL NOT NULL,
    expires_at REAL
  ) STRICT;
`,
  `
  -- JSON: what the reason names. NULL: recorded by an earlier release.
  ALTER TABLE decisions ADD COLUMN params TEXT;
`,
  `
  CREATE TABLE pollers (
    poller_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, public_key TEXT, enrolment_hash TEXT,
    enrolment_expires REAL, creation_date REAL NOT NULL, revocation_date REAL
  ) STRICT;
  -- Of the buffer of the poller that gave the number.
  CREATE TABLE poller_seen (poller_id INTEGER PRIMARY KEY, epoch TEXT NOT NULL, number INTEGER NOT NULL) STRICT;
`,
  `
  -- Of the last minutes. resource_keys is JSON.
  CREATE TABLE done_requests (
    contact_id INTEGER NOT NULL, request_id TEXT NOT NULL, asked TEXT NOT NULL, done_time REAL NOT NULL,
    resource_keys TEXT NOT NULL
  ) STRICT;
  CREATE INDEX done_requests_of ON done_requests (contact_id, request_id);
  CREATE INDEX done_requests_time ON done_requests (done_time);
`,
  `
  -- Since when the other members of its group have its hosts.
  ALTER TABLE pollers ADD COLUMN hosts_lost_date REAL;
`,
  `
  ALTER TABLE poller_seen ADD COLUMN seen_time REAL;
`,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Schema version of a database, 0 if empty. Refuses a foreign database and one from a newer release. */
export function readSchemaVersion(db: DatabaseSync, path: string): number {
  const version = pragmaNumber(db, "user_version");
  const isEmpty = db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (isEmpty && version === 0) return 0;
  if (pragmaNumber(db, "application_id") !== APPLICATION_ID) {
    throw storeRefusal(
      "store-not-ours",
      `${path} is a SQLite database of another program. Choose another data folder.`,
    );
  }
  if (version > SCHEMA_VERSION) {
    throw storeRefusal(
      "store-newer",
      `${path} has schema version ${version}; this release knows versions up to ` +
        `${SCHEMA_VERSION}. Start the newer release that wrote it, or restore a backup made before the upgrade.`,
    );
  }
  return version;
}

/** Migrates the database to the current schema: all steps or none. */
export function migrate(db: DatabaseSync, path: string): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    // Reads again under the write lock: another process may have migrated in between.
    for (const step of MIGRATIONS.slice(readSchemaVersion(db, path))) db.exec(step);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function pragmaNumber(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
