import type pg from "pg";
import { storeRefusal } from "../store-refusal.ts";

/**
 * Migrations: step n brings a schema from version n-1 to n. A released step is never changed; changes are new steps.
 *
 * Tables and columns have the names of those in SQLite, and hold the same values: times are Unix seconds with a
 * fraction, flags are 0, 1 or NULL.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE vigie_store (schema_version integer NOT NULL);
  INSERT INTO vigie_store VALUES (0);

  -- One row: the newest of each number that a commit gives. Its lock makes the order of the numbers that of the commits.
  -- server_revision is the newest commit of the server itself.
  CREATE TABLE last_ids (
    id integer PRIMARY KEY CHECK (id = 1), revision bigint NOT NULL, server_revision bigint NOT NULL,
    event_id bigint NOT NULL, decision_id bigint NOT NULL, outbox_id bigint NOT NULL
  ) WITH (fillfactor = 10);
  INSERT INTO last_ids VALUES (1, 0, 0, 0, 0, 0);

  -- Hosts have service_id 0. fillfactor: a changed row stays in its page.
  CREATE TABLE resource_states (
    host_id integer NOT NULL, service_id integer NOT NULL,
    state smallint NOT NULL, state_type smallint, check_attempt bigint, checked smallint, last_hard_state smallint,
    last_check float8, next_check float8, last_state_change float8, last_hard_state_change float8, last_update float8,
    last_time_in_state_0 float8, last_time_in_state_1 float8, last_time_in_state_2 float8, last_time_in_state_3 float8,
    output text, perfdata text, execution_time float8, latency float8, check_type smallint, command_line text,
    acknowledgement_type smallint, scheduled_downtime_depth bigint,
    last_notification float8, next_notification float8, notification_number bigint,
    flapping smallint NOT NULL, percent_state_change float8 NOT NULL,
    recent_states bigint NOT NULL, previous_state smallint, had_host_problem smallint NOT NULL,
    notified_on smallint NOT NULL, no_more_notifications smallint NOT NULL, told_contacts text,
    problem_id bigint NOT NULL, last_problem_id bigint NOT NULL, event_id bigint NOT NULL, last_event_id bigint NOT NULL,
    last_notified_state smallint, missed_contacts text, problem_since float8,
    PRIMARY KEY (host_id, service_id)
  ) WITH (fillfactor = 70);

  CREATE TABLE acknowledgements (
    acknowledgement_id bigint PRIMARY KEY, host_id integer NOT NULL, service_id integer NOT NULL,
    entry_time float8 NOT NULL, author text, comment_data text, deletion_time float8,
    notify_contacts smallint NOT NULL, persistent_comment smallint NOT NULL, sticky smallint NOT NULL,
    state smallint NOT NULL, instance_id bigint, expires_at float8, stable_seconds float8, notice_time float8
  );
  CREATE INDEX acknowledgements_of_resource ON acknowledgements (host_id, service_id);

  CREATE TABLE downtimes (
    downtime_id bigint PRIMARY KEY, host_id integer NOT NULL, service_id integer NOT NULL,
    entry_time float8, author text, comment_data text, start_time float8, end_time float8,
    fixed smallint NOT NULL, duration float8, started smallint NOT NULL, cancelled smallint NOT NULL,
    actual_start_time float8, actual_end_time float8, deletion_time float8, triggered_by bigint, instance_id bigint,
    recurring_downtime_id bigint, notice_time float8
  );

  CREATE TABLE comments (
    comment_id bigint PRIMARY KEY, host_id integer NOT NULL, service_id integer NOT NULL,
    entry_time float8 NOT NULL, author text, data text, entry_type text NOT NULL,
    persistent smallint NOT NULL, deletion_time float8
  );

  -- One partition a month, made with its first event; events of months far away are in events_other.
  CREATE TABLE events (
    event_id bigint NOT NULL, host_id integer NOT NULL, service_id integer NOT NULL,
    event_time float8 NOT NULL, kind text NOT NULL, state smallint NOT NULL, state_type smallint, check_attempt bigint,
    output text NOT NULL, reason text NOT NULL
  ) PARTITION BY RANGE (event_time);
  CREATE INDEX events_by_id ON events (event_id);
  -- The newest of a resource, and its timeline: the one by id, the other by time.
  CREATE INDEX events_of_resource ON events (host_id, service_id, event_id);
  CREATE INDEX events_of_resource_by_time ON events (host_id, service_id, event_time, event_id);
  CREATE INDEX events_by_time ON events (event_time, event_id);
  CREATE TABLE events_other PARTITION OF events DEFAULT;

  CREATE TABLE decisions (
    decision_id bigint PRIMARY KEY, host_id integer NOT NULL, service_id integer NOT NULL,
    decision_time float8 NOT NULL, kind text NOT NULL, state smallint NOT NULL, contact text, outcome text NOT NULL,
    code text NOT NULL, reason text NOT NULL, until_time float8, params text
  );
  CREATE INDEX decisions_of_resource ON decisions (host_id, service_id, decision_id);
  CREATE INDEX decisions_by_time ON decisions (decision_time);

  CREATE TABLE outbox (
    outbox_id bigint PRIMARY KEY, host_id integer NOT NULL, service_id integer NOT NULL,
    entry_time float8 NOT NULL, kind text NOT NULL, contact text NOT NULL, command text NOT NULL, author text,
    comment_data text NOT NULL, escalated smallint NOT NULL, state text NOT NULL, done_time float8, outcome text,
    claimed_time float8, decision_id bigint
  ) WITH (fillfactor = 80);
  CREATE INDEX outbox_waiting ON outbox (outbox_id) WHERE done_time IS NULL;
  CREATE INDEX outbox_done ON outbox (done_time) WHERE done_time IS NOT NULL;
  CREATE INDEX outbox_of_resource ON outbox (host_id, service_id, outbox_id);

  -- A pair of name and id is kept for ever; assigning it again moves it to the end.
  CREATE SEQUENCE object_ids_given;
  CREATE TABLE object_ids (
    given bigint NOT NULL, type text NOT NULL, host_id integer NOT NULL, object_id integer NOT NULL, name text NOT NULL,
    UNIQUE (type, host_id, object_id, name)
  );

  CREATE TABLE contacts (
    contact_id bigint PRIMARY KEY, contact_alias text NOT NULL, alias_folded text NOT NULL UNIQUE,
    contact_name text NOT NULL, contact_email text NOT NULL, contact_admin smallint NOT NULL,
    reach_api_rt smallint NOT NULL, contact_activate smallint NOT NULL, contact_passwd text
  );

  CREATE TABLE ws_tokens (
    token_hash text PRIMARY KEY, contact_id bigint NOT NULL, generate_date float8 NOT NULL, expires_at float8,
    label text, creation_date float8 NOT NULL, creator_id bigint, is_revoked smallint NOT NULL
  );

  CREATE TABLE sessions (
    session_hash text PRIMARY KEY, contact_id bigint NOT NULL, last_reload float8 NOT NULL, session_kind text NOT NULL,
    creation_date float8 NOT NULL, address text, user_agent text, wall_link_id bigint
  );

  CREATE TABLE user_preferences (
    contact_id bigint PRIMARY KEY, theme text NOT NULL, user_interface_density text NOT NULL
  );
  CREATE TABLE console_preferences (contact_id bigint PRIMARY KEY, preferences text NOT NULL);

  CREATE TABLE user_filters (
    filter_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, contact_id bigint NOT NULL, page_name text NOT NULL,
    name text NOT NULL, criterias text NOT NULL, filter_order integer NOT NULL, UNIQUE (contact_id, page_name, name)
  );

  CREATE TABLE wall_links (
    wall_link_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, secret_hash text NOT NULL UNIQUE,
    contact_id bigint NOT NULL, label text NOT NULL, view_query text NOT NULL, view_sort text NOT NULL,
    creation_date float8 NOT NULL, expires_at float8
  );

  CREATE TABLE pollers (
    poller_id bigint PRIMARY KEY, name text NOT NULL UNIQUE, public_key text, enrolment_hash text,
    enrolment_expires float8, creation_date float8 NOT NULL, revocation_date float8
  );
  CREATE TABLE poller_seen (poller_id bigint PRIMARY KEY, epoch text NOT NULL, number bigint NOT NULL);

  CREATE TABLE adaptive_changes (
    object_type text NOT NULL, object_name text NOT NULL, attribute text NOT NULL, value text NOT NULL,
    change_time float8 NOT NULL, PRIMARY KEY (object_type, object_name, attribute)
  );

  CREATE TABLE recurring_downtimes (
    recurring_downtime_id bigint PRIMARY KEY, entry_time float8 NOT NULL, author text NOT NULL,
    definition text NOT NULL, deletion_time float8
  );

  CREATE TABLE report_schedules (name text PRIMARY KEY, schedule text NOT NULL, done_until float8 NOT NULL);

  CREATE TABLE heartbeat (id integer PRIMARY KEY CHECK (id = 1), heartbeat_time float8);
  INSERT INTO heartbeat VALUES (1, NULL);

  CREATE TABLE configured_objects (
    host_id integer NOT NULL, service_id integer NOT NULL, active_checks smallint NOT NULL,
    PRIMARY KEY (host_id, service_id)
  );

  CREATE TABLE counters (name text PRIMARY KEY, value bigint NOT NULL) WITH (fillfactor = 50);
  INSERT INTO counters (name, value) VALUES ('acknowledgement', 1), ('downtime', 1), ('comment', 1), ('contact', 1),
    ('recurring_downtime', 1), ('access_version', 0);
`,
  `
  -- Of the last minutes. resource_keys is JSON.
  CREATE TABLE done_requests (
    contact_id bigint NOT NULL, request_id text NOT NULL, asked text NOT NULL, done_time float8 NOT NULL,
    resource_keys text NOT NULL
  );
  CREATE INDEX done_requests_of ON done_requests (contact_id, request_id);
  CREATE INDEX done_requests_time ON done_requests (done_time);
`,
  `
  -- One row: the server that leads. term is unique for its lock: a commit holds FOR KEY SHARE, which only an election
  -- waits for. lineage tells a schema from an older state of itself, whose terms were given already.
  CREATE TABLE leadership (
    id integer PRIMARY KEY CHECK (id = 1), lineage text NOT NULL, term bigint NOT NULL UNIQUE, holder text NOT NULL,
    address text NOT NULL, backend_pid integer, backend_start timestamptz, since timestamptz NOT NULL,
    renewed timestamptz NOT NULL, lease_seconds float8 NOT NULL
  ) WITH (fillfactor = 10);
  INSERT INTO leadership VALUES (1, gen_random_uuid()::text, 0, '', '', NULL, NULL, now(), now(), 0);
`,
  `
  -- One row a transaction of the last quarter of an hour, read by followers. The positions have no gap; the newest one
  -- is in last_ids. changes is JSON, deflated if it does not begin with a bracket.
  CREATE TABLE journal (
    position bigint PRIMARY KEY, term bigint NOT NULL, entry_time float8 NOT NULL, event_id bigint NOT NULL,
    access_changed smallint NOT NULL, changes bytea NOT NULL
  );
  ALTER TABLE journal ALTER COLUMN changes SET STORAGE EXTERNAL;
  ALTER TABLE last_ids ADD COLUMN position bigint NOT NULL DEFAULT 0;
`,
  `
  -- Since when the other members of its group have its hosts.
  ALTER TABLE pollers ADD COLUMN hosts_lost_date float8;
`,
  `
  -- Digest of the files that the leader has in effect; empty: not known yet.
  ALTER TABLE leadership ADD COLUMN configuration text NOT NULL DEFAULT '';
`,
  `
  ALTER TABLE poller_seen ADD COLUMN seen_time float8;
`,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Version of a schema, 0 if it is empty or missing. Refuses one of another program, and one of a newer release. */
export async function readSchemaVersion(client: pg.ClientBase, schema: string, place: string): Promise<number> {
  const { rows } = await client.query<{ relname: string }>(
    "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = $1 AND relkind IN ('r', 'p')",
    [schema],
  );
  if (rows.length === 0) return 0;
  if (!rows.some(({ relname }) => relname === "vigie_store"))
    throw storeRefusal(
      "store-not-ours",
      `${place}: the schema has tables of another program. Name another one with ?schema=NAME.`,
    );
  const found = await client.query<{ schema_version: number }>("SELECT schema_version FROM vigie_store");
  const version = found.rows[0]?.schema_version ?? 0;
  if (version > SCHEMA_VERSION)
    throw storeRefusal(
      "store-newer",
      `${place} has schema version ${version}; this release knows versions up to ${SCHEMA_VERSION}. Start the newer ` +
        "release that wrote it, or restore a backup made before the upgrade.",
    );
  return version;
}

/** Brings a schema up to date: all steps or none. The caller holds the lock of the server. */
export async function migrate(client: pg.ClientBase, schema: string, place: string): Promise<void> {
  await client.query("BEGIN");
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema]);
    if (rowCount === 0) await client.query(`CREATE SCHEMA ${schema}`);
    for (const step of MIGRATIONS.slice(await readSchemaVersion(client, schema, place))) await client.query(step);
    await client.query("UPDATE vigie_store SET schema_version = $1", [SCHEMA_VERSION]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}
