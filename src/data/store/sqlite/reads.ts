import type { DatabaseSync, StatementSync } from "node:sqlite";
import { hostIdOf, serviceIdOf, serviceKey, type ResourceKey } from "../../../model/resource-key.ts";
import { MAX_RECIPIENTS, type Occasion, type Snapshot, type Store } from "../store.ts";
import { storeRefusal } from "../store-refusal.ts";
import { arrayRows } from "./array-rows.ts";
import { refusalOf } from "./errors.ts";
import { createNewestDecisions } from "./newest-decisions.ts";
import {
  rowToAcknowledgement,
  rowToAdaptive,
  rowToComment,
  rowToDecision,
  rowToDowntime,
  rowToEvent,
  rowToMessage,
  rowToRecurringDowntime,
  rowToReportSchedule,
  rowToUndeliveredMessage,
} from "./rows.ts";
import { flag, numberOrNull, textOrNull, type SqlRow, type SqlValue } from "./sql-value.ts";
import { STATE_COLUMNS } from "./state-columns.ts";
import { rowToState } from "./state-row.ts";
import type { Account, SessionKind, StoredSession, StoredToken, StoredWallLink } from "../../../model/account.ts";
import type { ConsolePreferences, UserFilter, UserPreferences } from "../../../model/user-settings.ts";
import type { StoredPoller } from "../../../model/stored-poller.ts";
import type { ObjectId } from "../../../model/object-id.ts";

// An event may be newer than the heartbeat before it. The maximum of NULL and a time is NULL.
export const LAST_KNOWN = `SELECT max(heartbeat_time, coalesce((SELECT max(event_time) FROM events), 0)) AS last_time
  FROM heartbeat`;

export type StoreReads = Pick<
  Store,
  | "readSnapshot"
  | "readObjectIds"
  | "readEvents"
  | "readNewestEvents"
  | "readEventsAfter"
  | "readOldestEventTime"
  | "readOutbox"
  | "readDecisions"
  | "readNewestDecisions"
  | "readMessagesOf"
  | "readMessages"
  | "readRecipients"
  | "readAdaptive"
  | "readRecurringDowntimes"
  | "readReportSchedules"
  | "readConfigured"
  | "readAccounts"
  | "readTokens"
  | "readSessions"
  | "readWallLinks"
  | "readPollers"
  | "readAccessVersion"
  | "readUserPreferences"
  | "readConsolePreferences"
  | "readUserFilters"
  | "readFiltersOfPage"
>;

// Higher than any id.
const NO_BOUND = Number.MAX_SAFE_INTEGER;

/**
 * Read operations of the store, on a separate connection. `path` is named in errors. SQLite reads within the call, so
 * the answer contains everything committed before the call and nothing committed later.
 */
export function createReads(db: DatabaseSync, path: string): StoreReads {
  const read =
    <Args extends unknown[], Answer>(from: (...args: Args) => Answer) =>
    async (...args: Args): Promise<Answer> => {
      try {
        return from(...args);
      } catch (error) {
        throw db.isOpen ? refusalOf(error, path) : storeRefusal("store-closed", `The store ${path} is closed.`, error);
      }
    };
  const events = db.prepare(
    "SELECT * FROM events WHERE host_id = ? AND service_id = ? AND event_id < ? ORDER BY event_id DESC LIMIT ?",
  );
  const newestEvents = db.prepare("SELECT * FROM events WHERE event_id < ? ORDER BY event_id DESC LIMIT ?");
  const eventsAfter = db.prepare("SELECT * FROM events WHERE event_id > ? ORDER BY event_id LIMIT ?");
  const oldestEvent = db.prepare("SELECT min(event_time) AS oldest FROM events");
  const outbox = db.prepare(
    "SELECT * FROM outbox WHERE done_time IS NULL AND outbox_id > ? ORDER BY outbox_id LIMIT ?",
  );
  const decisions = db.prepare(
    "SELECT * FROM decisions WHERE host_id = ? AND service_id = ? ORDER BY decision_id DESC LIMIT ?",
  );
  const newestDecisions = createNewestDecisions(db);
  const messagesOf = db.prepare(
    "SELECT * FROM outbox WHERE host_id = ? AND service_id = ? AND decision_id = ? ORDER BY outbox_id",
  );
  const messages = db.prepare(
    "SELECT * FROM outbox WHERE host_id = ? AND service_id = ? ORDER BY outbox_id DESC LIMIT ?",
  );
  // Uses the index on the resource, which ends with the id.
  const recipients = db.prepare(
    `SELECT outbox_id, contact FROM outbox WHERE host_id = ? AND service_id = ? AND outbox_id > ? AND outbox_id < ?
      AND entry_time = ? AND kind = ? ORDER BY outbox_id`,
  );
  const version = db.prepare(`SELECT value FROM counters WHERE name = 'access_version'`);
  const preferences = db.prepare("SELECT * FROM user_preferences WHERE contact_id = ?");
  const consolePreferences = db.prepare("SELECT preferences FROM console_preferences WHERE contact_id = ?");
  const filters = db.prepare(
    "SELECT * FROM user_filters WHERE contact_id = ? AND page_name = ? ORDER BY filter_order, filter_id",
  );
  const filtersOfPage = db.prepare("SELECT * FROM user_filters WHERE page_name = ? ORDER BY filter_id");
  return {
    readSnapshot: read(() => readSnapshot(db)),
    readObjectIds: read(() => rowsOf(db.prepare("SELECT * FROM object_ids ORDER BY given")).map(rowToObjectId)),
    readEvents: read((key: ResourceKey, limit: number, before: number = NO_BOUND) =>
      rowsOf(events, hostIdOf(key), serviceIdOf(key), before, limit).map(rowToEvent),
    ),
    readNewestEvents: read((limit: number, before: number = NO_BOUND) =>
      rowsOf(newestEvents, before, limit).map(rowToEvent),
    ),
    readEventsAfter: read((after: number, limit: number) => rowsOf(eventsAfter, after, limit).map(rowToEvent)),
    readOldestEventTime: read(() => numberOrNull(oldestEvent.get()?.["oldest"])),
    readOutbox: read((afterId: number, limit: number) => rowsOf(outbox, afterId, limit).map(rowToUndeliveredMessage)),
    readDecisions: read((key: ResourceKey, limit: number) =>
      rowsOf(decisions, hostIdOf(key), serviceIdOf(key), limit).map(rowToDecision),
    ),
    readNewestDecisions: read(newestDecisions),
    readMessagesOf: read(({ key, id }: { readonly key: ResourceKey; readonly id: number }) =>
      rowsOf(messagesOf, hostIdOf(key), serviceIdOf(key), id).map(rowToMessage),
    ),
    readMessages: read((key: ResourceKey, limit: number) =>
      rowsOf(messages, hostIdOf(key), serviceIdOf(key), limit).map(rowToMessage),
    ),
    readRecipients: read(({ key, id, at, kind }: Occasion) =>
      rowsOf(recipients, hostIdOf(key), serviceIdOf(key), id - MAX_RECIPIENTS, id + MAX_RECIPIENTS, at, kind).map(
        (row) => ({ id: Number(row["outbox_id"]), contact: String(row["contact"]) }),
      ),
    ),
    readAdaptive: read(() => rowsOf(db.prepare("SELECT * FROM adaptive_changes")).map(rowToAdaptive)),
    readRecurringDowntimes: read(() =>
      rowsOf(db.prepare("SELECT * FROM recurring_downtimes WHERE deletion_time IS NULL")).map(rowToRecurringDowntime),
    ),
    readReportSchedules: read(() => rowsOf(db.prepare("SELECT * FROM report_schedules")).map(rowToReportSchedule)),
    readConfigured: read(() => readConfigured(db)),
    readAccounts: read(() => rowsOf(db.prepare("SELECT * FROM contacts ORDER BY contact_id")).map(rowToAccount)),
    readTokens: read(() => rowsOf(db.prepare("SELECT * FROM ws_tokens")).map(rowToToken)),
    readSessions: read(() => rowsOf(db.prepare("SELECT * FROM sessions")).map(rowToSession)),
    readWallLinks: read(() => rowsOf(db.prepare("SELECT * FROM wall_links ORDER BY wall_link_id")).map(rowToWallLink)),
    readPollers: read(() =>
      rowsOf(db.prepare("SELECT * FROM pollers LEFT JOIN poller_seen USING (poller_id) ORDER BY poller_id")).map(
        rowToPoller,
      ),
    ),
    readAccessVersion: read(() => Number(version.get()?.["value"])),
    readUserPreferences: read((contactId: number) => rowsOf(preferences, contactId).map(rowToPreferences)[0]),
    readConsolePreferences: read(
      (contactId: number) => rowsOf(consolePreferences, contactId).map(rowToConsolePreferences)[0],
    ),
    readFiltersOfPage: read((page: string) => rowsOf(filtersOfPage, page).map(rowToUserFilter)),
    readUserFilters: read((contactId: number, page: string) => rowsOf(filters, contactId, page).map(rowToUserFilter)),
  };
}

function readSnapshot(db: DatabaseSync): Snapshot {
  // One transaction, so that records and states are of the same moment.
  db.exec("BEGIN");
  try {
    const counters = new Map(
      rowsOf(db.prepare("SELECT name, value FROM counters")).map((row) => [row["name"], Number(row["value"])]),
    );
    return {
      states: readStates(db),
      acknowledgements: rowsOf(db.prepare("SELECT * FROM acknowledgements ORDER BY acknowledgement_id")).map(
        rowToAcknowledgement,
      ),
      downtimes: rowsOf(db.prepare("SELECT * FROM downtimes ORDER BY downtime_id")).map(rowToDowntime),
      comments: rowsOf(db.prepare("SELECT * FROM comments ORDER BY comment_id")).map(rowToComment),
      nextIds: {
        acknowledgement: counters.get("acknowledgement") ?? 1,
        downtime: counters.get("downtime") ?? 1,
        comment: counters.get("comment") ?? 1,
        recurringDowntime: counters.get("recurring_downtime") ?? 1,
      },
      revision: counters.get("revision") ?? 0,
      hoursSincePurge: counters.get("hours_since_purge") ?? 0,
      lastHeartbeat: numberOrNull(db.prepare(LAST_KNOWN).get()?.["last_time"]),
    };
  } finally {
    db.exec("COMMIT");
  }
}

function readStates(db: DatabaseSync): Map<ResourceKey, ReturnType<typeof rowToState>> {
  const rows = arrayRows(db, `SELECT ${STATE_COLUMNS.join(", ")} FROM resource_states ORDER BY host_id, service_id`);
  const states = new Map<ResourceKey, ReturnType<typeof rowToState>>();
  // Row by row: 100,000 rows in one array would double the memory used at startup.
  for (const row of rows.iterate()) {
    states.set(serviceKey(Number(row[0]), Number(row[1])), rowToState(row));
  }
  return states;
}

function readConfigured(db: DatabaseSync): Map<ResourceKey, boolean> {
  const rows = arrayRows(db, "SELECT host_id, service_id, active_checks FROM configured_objects");
  const configured = new Map<ResourceKey, boolean>();
  for (const [hostId, serviceId, activeChecks] of rows.iterate())
    configured.set(serviceKey(Number(hostId), Number(serviceId)), activeChecks === 1);
  return configured;
}

const rowsOf = (statement: StatementSync, ...values: readonly SqlValue[]): readonly SqlRow[] =>
  statement.all(...values);

const rowToObjectId = (row: SqlRow): ObjectId => ({
  type: row["type"] as ObjectId["type"],
  name: String(row["name"]),
  id: Number(row["object_id"]),
  hostId: Number(row["host_id"]),
});

const rowToAccount = (row: SqlRow): Account => ({
  id: Number(row["contact_id"]),
  alias: String(row["contact_alias"]),
  name: String(row["contact_name"]),
  email: String(row["contact_email"]),
  isAdmin: flag(row["contact_admin"]) === true,
  hasApiAccess: flag(row["reach_api_rt"]) === true,
  isEnabled: flag(row["contact_activate"]) === true,
  passwordHash: textOrNull(row["contact_passwd"]),
});

const rowToToken = (row: SqlRow): StoredToken => ({
  hash: String(row["token_hash"]),
  contactId: Number(row["contact_id"]),
  lastUsed: Number(row["generate_date"]),
  expiresAt: numberOrNull(row["expires_at"]),
  label: textOrNull(row["label"]),
  createdAt: Number(row["creation_date"]),
  creatorId: numberOrNull(row["creator_id"]),
  isRevoked: flag(row["is_revoked"]) === true,
});

const rowToPreferences = (row: SqlRow): UserPreferences => ({
  theme: row["theme"] as UserPreferences["theme"],
  density: row["user_interface_density"] as UserPreferences["density"],
});

const rowToConsolePreferences = (row: SqlRow): ConsolePreferences =>
  JSON.parse(String(row["preferences"])) as ConsolePreferences;

const rowToUserFilter = (row: SqlRow): UserFilter => ({
  id: Number(row["filter_id"]),
  contactId: Number(row["contact_id"]),
  page: String(row["page_name"]),
  name: String(row["name"]),
  criterias: String(row["criterias"]),
  order: Number(row["filter_order"]),
});

const rowToWallLink = (row: SqlRow): StoredWallLink => ({
  id: Number(row["wall_link_id"]),
  hash: String(row["secret_hash"]),
  contactId: Number(row["contact_id"]),
  label: String(row["label"]),
  view: { q: String(row["view_query"]), sort: String(row["view_sort"]) },
  createdAt: Number(row["creation_date"]),
  expiresAt: numberOrNull(row["expires_at"]),
});

function rowToPoller(row: SqlRow): StoredPoller {
  const [hash, epoch] = [textOrNull(row["enrolment_hash"]), textOrNull(row["epoch"])];
  return {
    id: Number(row["poller_id"]),
    name: String(row["name"]),
    publicKey: textOrNull(row["public_key"]),
    enrolment: hash === null ? null : { hash, expiresAt: Number(row["enrolment_expires"]) },
    createdAt: Number(row["creation_date"]),
    revokedAt: numberOrNull(row["revocation_date"]),
    seen: epoch === null ? null : { epoch, number: Number(row["number"]) },
  };
}

const rowToSession = (row: SqlRow): StoredSession => ({
  hash: String(row["session_hash"]),
  contactId: Number(row["contact_id"]),
  lastActivity: Number(row["last_reload"]),
  kind: row["session_kind"] as SessionKind,
  createdAt: Number(row["creation_date"]),
  address: textOrNull(row["address"]),
  agent: textOrNull(row["user_agent"]),
  wallLinkId: numberOrNull(row["wall_link_id"]),
});
