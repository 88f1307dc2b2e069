import { hostIdOf, serviceIdOf, serviceKey, type ResourceKey } from "../../../model/resource-key.ts";
import { MAX_RECIPIENTS, type Store } from "../store.ts";
import { createNewestDecisions } from "./newest-decisions.ts";
import type { Reader } from "./reader.ts";
import {
  rowToAdaptive,
  rowToDecision,
  rowToDoneRequest,
  rowToEvent,
  rowToMessage,
  rowToRecurringDowntime,
  rowToReportSchedule,
  rowToUndeliveredMessage,
} from "./rows.ts";
import { flag, numberOrNull, textOrNull, type SqlRow, type SqlValue } from "./sql-value.ts";
import type { Account, SessionKind, StoredSession, StoredToken, StoredWallLink } from "../../../model/account.ts";
import type { ConsolePreferences, UserFilter, UserPreferences } from "../../../model/user-settings.ts";
import type { StoredPoller } from "../../../model/stored-poller.ts";
import type { ObjectId } from "../../../model/object-id.ts";

export type StoreReads = Pick<
  Store,
  | "readSnapshot"
  | "readRecords"
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
  | "readDoneRequest"
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

/** Read operations of the store. */
export function createReads(reader: Reader): StoreReads {
  const read = async <T>(toRecord: (row: SqlRow) => T, sql: string, ...values: readonly SqlValue[]): Promise<T[]> =>
    (await reader.all(sql, ...values)).map(toRecord);
  const events = "SELECT * FROM events";
  return {
    readSnapshot: () => reader.snapshot(),
    readRecords: () => reader.records(),
    readObjectIds: () => read(rowToObjectId, "SELECT * FROM object_ids ORDER BY given"),
    readEvents: (key, limit, before = NO_BOUND) =>
      read(
        rowToEvent,
        `${events} WHERE host_id = ? AND service_id = ? AND event_id < ? ORDER BY event_id DESC LIMIT ?`,
        hostIdOf(key),
        serviceIdOf(key),
        before,
        limit,
      ),
    readNewestEvents: (limit, before = NO_BOUND) =>
      read(rowToEvent, `${events} WHERE event_id < ? ORDER BY event_id DESC LIMIT ?`, before, limit),
    readEventsAfter: (after, limit) =>
      read(rowToEvent, `${events} WHERE event_id > ? ORDER BY event_id LIMIT ?`, after, limit),
    readOldestEventTime: async () =>
      numberOrNull((await reader.all("SELECT min(event_time) AS oldest FROM events"))[0]?.["oldest"]),
    readOutbox: (afterId, limit) =>
      read(
        rowToUndeliveredMessage,
        "SELECT * FROM outbox WHERE done_time IS NULL AND outbox_id > ? ORDER BY outbox_id LIMIT ?",
        afterId,
        limit,
      ),
    readDecisions: (key, limit) =>
      read(
        rowToDecision,
        "SELECT * FROM decisions WHERE host_id = ? AND service_id = ? ORDER BY decision_id DESC LIMIT ?",
        hostIdOf(key),
        serviceIdOf(key),
        limit,
      ),
    readNewestDecisions: createNewestDecisions(reader),
    readMessagesOf: ({ key, id }) =>
      read(
        rowToMessage,
        "SELECT * FROM outbox WHERE host_id = ? AND service_id = ? AND decision_id = ? ORDER BY outbox_id",
        hostIdOf(key),
        serviceIdOf(key),
        id,
      ),
    readMessages: (key, limit) =>
      read(
        rowToMessage,
        "SELECT * FROM outbox WHERE host_id = ? AND service_id = ? ORDER BY outbox_id DESC LIMIT ?",
        hostIdOf(key),
        serviceIdOf(key),
        limit,
      ),
    // Uses the index on the resource, which ends with the id.
    readRecipients: ({ key, id, at, kind }) =>
      read(
        (row) => ({ id: Number(row["outbox_id"]), contact: String(row["contact"]) }),
        `SELECT outbox_id, contact FROM outbox WHERE host_id = ? AND service_id = ? AND outbox_id > ? AND outbox_id < ?
          AND entry_time = ? AND kind = ? ORDER BY outbox_id`,
        hostIdOf(key),
        serviceIdOf(key),
        id - MAX_RECIPIENTS,
        id + MAX_RECIPIENTS,
        at,
        kind,
      ),
    readAdaptive: () => read(rowToAdaptive, "SELECT * FROM adaptive_changes"),
    readRecurringDowntimes: () =>
      read(rowToRecurringDowntime, "SELECT * FROM recurring_downtimes WHERE deletion_time IS NULL"),
    readReportSchedules: () => read(rowToReportSchedule, "SELECT * FROM report_schedules"),
    readDoneRequest: (contactId, requestId, since) =>
      read(
        rowToDoneRequest,
        "SELECT * FROM done_requests WHERE contact_id = ? AND request_id = ? AND done_time > ? ORDER BY done_time",
        contactId,
        requestId,
        since,
      ),
    readConfigured: () => readConfigured(reader),
    readAccounts: () => read(rowToAccount, "SELECT * FROM contacts ORDER BY contact_id"),
    readTokens: () => read(rowToToken, "SELECT * FROM ws_tokens"),
    readSessions: () => read(rowToSession, "SELECT * FROM sessions"),
    readWallLinks: () => read(rowToWallLink, "SELECT * FROM wall_links ORDER BY wall_link_id"),
    readPollers: () =>
      read(rowToPoller, "SELECT * FROM pollers LEFT JOIN poller_seen USING (poller_id) ORDER BY poller_id"),
    readAccessVersion: async () =>
      Number((await reader.all("SELECT value FROM counters WHERE name = 'access_version'"))[0]?.["value"]),
    readUserPreferences: async (contactId) =>
      (await read(rowToPreferences, "SELECT * FROM user_preferences WHERE contact_id = ?", contactId))[0],
    readConsolePreferences: async (contactId) =>
      (await read(rowToConsolePreferences, "SELECT * FROM console_preferences WHERE contact_id = ?", contactId))[0],
    readFiltersOfPage: (page) =>
      read(rowToUserFilter, "SELECT * FROM user_filters WHERE page_name = ? ORDER BY filter_id", page),
    readUserFilters: (contactId, page) =>
      read(
        rowToUserFilter,
        "SELECT * FROM user_filters WHERE contact_id = ? AND page_name = ? ORDER BY filter_order, filter_id",
        contactId,
        page,
      ),
  };
}

async function readConfigured(reader: Reader): Promise<Map<ResourceKey, boolean>> {
  const configured = new Map<ResourceKey, boolean>();
  await reader.each(
    "SELECT host_id, service_id, active_checks FROM configured_objects",
    ([hostId, serviceId, activeChecks]) => {
      configured.set(serviceKey(Number(hostId), Number(serviceId)), activeChecks === 1);
    },
  );
  return configured;
}

export const rowToObjectId = (row: SqlRow): ObjectId => ({
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
    lostHostsAt: numberOrNull(row["hosts_lost_date"]),
    seen: epoch === null ? null : { epoch, number: Number(row["number"]), at: numberOrNull(row["seen_time"]) },
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
