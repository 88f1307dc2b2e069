import { REQUEST_SECONDS } from "../../../model/done-request.ts";
import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import { fieldsOf } from "../../../model/state-fields.ts";
import { toFlag } from "./sql-value.ts";
import { stateToRow } from "./state-row.ts";
import type { RowWrite } from "./statements.ts";
import type { Account } from "../../../model/account.ts";
import type { Change } from "../../../model/change.ts";

const ACCESS_CHANGED: RowWrite = ["nextCounter", "access_version"];

/** Returns the statements of one change, in order. */
export function rowsOf(change: Change): readonly RowWrite[] {
  switch (change.kind) {
    case "state":
      return [stateToRow(change.key, change.state)];
    case "acknowledgement":
      return acknowledgementRows(change);
    case "downtime":
      return downtimeRows(change);
    case "comment":
      return commentRows(change);
    case "event":
      return eventRows(change);
    case "outbox":
      return outboxRows(change);
    case "decision": {
      const { key, at, kind, state, contact, outcome, code, reason, until, params } = change.decision;
      const json = params === null ? null : JSON.stringify(params);
      return [
        ["decision", hostIdOf(key), serviceIdOf(key), at, kind, state, contact, outcome, code, reason, until, json],
      ];
    }
    case "outbox-claimed":
      return change.ids.map((id): RowWrite => ["outboxClaimed", change.at, id]);
    case "outbox-released":
      return change.ids.map((id): RowWrite => ["outboxClaimed", null, id]);
    case "outbox-done":
      return [["outboxDone", change.at, change.outcome, change.id]];
    case "adaptive": {
      const { objectType, objectName, attribute, value, at } = change.record;
      return [["adaptive", objectType, objectName, attribute, value, at]];
    }
    case "adaptive-forgotten":
      return [["adaptiveForgotten", change.record.objectType, change.record.objectName, change.record.attribute]];
    case "recurring-downtime": {
      const { id, entryTime, author, definition, deletionTime } = change.record;
      return [
        ["recurringDowntime", id, entryTime, author, definition, deletionTime],
        ["raiseCounter", "recurring_downtime", id],
      ];
    }
    case "object-id":
      return [["objectId", change.entry.type, change.entry.hostId, change.entry.id, change.entry.name]];
    case "heartbeat":
      return [["heartbeat", change.at]];
    case "hours-since-purge":
      return [["hoursSincePurge", change.hours]];
    case "object-configured":
      return [["objectConfigured", hostIdOf(change.key), serviceIdOf(change.key), toFlag(change.hasActiveChecks)]];
    case "active-checks":
      return [["activeChecks", toFlag(change.isOn), hostIdOf(change.key), serviceIdOf(change.key)]];
    case "object-removed":
      return [["objectRemoved", hostIdOf(change.key), serviceIdOf(change.key)]];
    case "report-schedule": {
      const { name, schedule, doneUntil } = change.record;
      return [["reportSchedule", name, schedule, doneUntil]];
    }
    case "request-done": {
      const { contactId, requestId, asked, at, keys } = change.request;
      return [
        ["doneRequest", contactId, requestId, asked, at, JSON.stringify(keys)],
        ["requestsForgotten", at - REQUEST_SECONDS],
      ];
    }
    case "report-schedule-forgotten":
      return [["reportScheduleForgotten", change.name]];
    case "token": {
      const { hash, contactId, lastUsed, expiresAt, label, createdAt, creatorId, isRevoked } = change.token;
      return [
        ["token", hash, contactId, lastUsed, expiresAt, label, createdAt, creatorId, toFlag(isRevoked)],
        ACCESS_CHANGED,
      ];
    }
    case "token-revoked":
      return [["tokenRevoked", toFlag(change.isRevoked), change.hash], ACCESS_CHANGED];
    case "token-used":
      return [["tokenUsed", change.lastUsed, change.hash]];
    case "token-deleted":
      return [["tokenDeleted", change.hash], ACCESS_CHANGED];
    case "session": {
      const { hash, contactId, lastActivity, kind, createdAt, address, agent, wallLinkId } = change.session;
      return [["session", hash, contactId, lastActivity, kind, createdAt, address, agent, wallLinkId], ACCESS_CHANGED];
    }
    case "session-used":
      return [["sessionUsed", change.lastActivity, change.hash]];
    case "session-deleted":
      return [["sessionDeleted", change.hash], ACCESS_CHANGED];
    case "wall-link": {
      const { hash, contactId, label, view, createdAt, expiresAt } = change.link;
      return [["wallLink", hash, contactId, label, view.q, view.sort, createdAt, expiresAt], ACCESS_CHANGED];
    }
    case "wall-link-deleted":
      return [["wallLinkDeleted", change.id], ["wallSessionsDeleted", change.id], ACCESS_CHANGED];
    case "account-password":
      return [["accountPassword", change.passwordHash, change.contactId], ACCESS_CHANGED];
    case "account-rehashed":
      return [["accountRehashed", change.passwordHash, change.contactId, change.before], ACCESS_CHANGED];
    case "user-preferences":
      return [["userPreferences", change.contactId, change.preferences.theme, change.preferences.density]];
    case "console-preferences":
      return [["consolePreferences", change.contactId, JSON.stringify(change.preferences)]];
    case "user-filter": {
      const { id, contactId, page, name, criterias, order } = change.filter;
      const values = [contactId, page, name, criterias, order] as const;
      return [id === 0 ? ["newUserFilter", ...values] : ["userFilter", id, ...values]];
    }
    case "user-filter-deleted":
      return [["userFilterDeleted", change.id]];
    case "poller": {
      const { id, name, publicKey, enrolment, createdAt, revokedAt, lostHostsAt } = change.poller;
      const { hash = null, expiresAt = null } = enrolment ?? {};
      return [["poller", id, name, publicKey, hash, expiresAt, createdAt, revokedAt, lostHostsAt]];
    }
    case "poller-seen":
      return [["pollerSeen", change.id, change.seen.epoch, change.seen.number, change.seen.at]];
  }
}

/** Returns the rows of an account. Id 0 takes the next id in the transaction, so that no id is assigned twice. */
export function rowsOfAccount(account: Account): readonly RowWrite[] {
  const values = [
    account.alias,
    foldAlias(account.alias),
    account.name,
    account.email,
    toFlag(account.isAdmin),
    toFlag(account.hasApiAccess),
    toFlag(account.isEnabled),
    account.passwordHash,
  ];
  return account.id === 0
    ? [["newAccount", ...values], ["nextCounter", "contact"], ACCESS_CHANGED]
    : [["account", account.id, ...values], ["raiseCounter", "contact", account.id], ACCESS_CHANGED];
}

/** Normal form of an alias: equal for two aliases that are the same login name. */
export const foldAlias = (alias: string): string => alias.toLowerCase();

function acknowledgementRows({ record }: Extract<Change, { kind: "acknowledgement" }>): readonly RowWrite[] {
  return [
    [
      "acknowledgement",
      record.id,
      hostIdOf(record.key),
      serviceIdOf(record.key),
      record.entryTime,
      record.author,
      record.comment,
      record.deletionTime,
      toFlag(record.isNotifyContacts),
      toFlag(record.isPersistentComment),
      toFlag(record.isSticky),
      record.state,
      record.pollerId,
      record.expiresAt,
      record.stableSeconds,
      record.noticeTime,
    ],
    ["raiseCounter", "acknowledgement", record.id],
  ];
}

function downtimeRows({ record }: Extract<Change, { kind: "downtime" }>): readonly RowWrite[] {
  return [
    [
      "downtime",
      record.id,
      hostIdOf(record.key),
      serviceIdOf(record.key),
      record.entryTime,
      record.author,
      record.comment,
      record.startTime,
      record.endTime,
      toFlag(record.isFixed),
      record.duration,
      toFlag(record.isStarted),
      toFlag(record.isCancelled),
      record.actualStartTime,
      record.actualEndTime,
      record.deletionTime,
      record.triggeredBy,
      record.pollerId,
      record.recurringDowntimeId,
      record.noticeTime,
    ],
    ["raiseCounter", "downtime", record.id],
  ];
}

function commentRows({ record }: Extract<Change, { kind: "comment" }>): readonly RowWrite[] {
  return [
    [
      "comment",
      record.id,
      hostIdOf(record.key),
      serviceIdOf(record.key),
      record.entryTime,
      record.author,
      record.text,
      record.entryType,
      toFlag(record.isPersistent),
      record.deletionTime,
    ],
    ["raiseCounter", "comment", record.id],
  ];
}

/** Of a message about no resource. */
const NO_STATE = "{}";

function outboxRows({ message }: Extract<Change, { kind: "outbox" }>): readonly RowWrite[] {
  const { key, at, kind, contact, command, author, comment } = message;
  const isReport = message.kind === "report";
  return [
    [
      "outbox",
      hostIdOf(key),
      serviceIdOf(key),
      at,
      kind,
      contact,
      command,
      author,
      comment,
      toFlag(!isReport && message.isEscalated),
      isReport ? NO_STATE : JSON.stringify(fieldsOf(message.state)),
    ],
  ];
}

function eventRows({ event }: Extract<Change, { kind: "event" }>): readonly RowWrite[] {
  return [
    [
      "event",
      hostIdOf(event.key),
      serviceIdOf(event.key),
      event.at,
      event.kind,
      event.state,
      event.stateType,
      event.checkAttempt,
      event.output,
      event.reason,
    ],
  ];
}
