import type { Acknowledgement } from "../../src/model/acknowledgement.ts";
import type { Comment } from "../../src/model/comment.ts";
import type { Downtime } from "../../src/model/downtime.ts";
import type { RecurringDowntimeRequest } from "../../src/model/recurring-downtime.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import type { HistoryEvent, NotificationMessage } from "../../src/model/history-event.ts";
import type { ResourceState } from "../../src/model/resource-state.ts";
import { stateOfFields } from "../../src/model/state-fields.ts";
import type { Account, StoredSession, StoredToken } from "../../src/model/account.ts";
import type { StoredRecurringDowntime } from "../../src/model/change.ts";

/** Ordinary records for tests of the store and its readers; a test changes the relevant fields. */
export const sampleState: ResourceState = stateOfFields({
  state: 2,
  stateType: 1,
  checkAttempt: 3,
  hasBeenChecked: true,
  lastHardState: 2,
  lastCheck: 1_700_000_000.25,
  nextCheck: 1_700_000_060.5,
  lastStateChange: 1_700_000_000,
  lastHardStateChange: 1_700_000_000,
  lastUpdate: 1_700_000_000,
  lastTimeInState0: 1_699_999_000,
  lastTimeInState1: null,
  lastTimeInState2: 1_700_000_000,
  lastTimeInState3: null,
  output: "CRITICAL - load average: 11.20, 9.56, 7.89\nsecond line",
  perfdata: "load1=11.200;5.000;10.000;0; load5=9.560;5.000;10.000;0;",
  executionTime: 0.012,
  latency: 0.001,
  checkType: 0,
  commandLine: "/usr/lib/nagios/plugins/check_load -w 5,5,5 -c 10,10,10",
  acknowledgement: "none",
  scheduledDowntimeDepth: 0,
  lastNotification: null,
  nextNotification: null,
  notificationNumber: 0,
  isFlapping: false,
  flapsSinceProblem: false,
  percentStateChange: 0,
  recentStates: 0,
  previousState: 2,
  hadHostProblem: false,
  notifiedStates: 4,
  isNotifiedOnce: false,
  notifiedContacts: ["ada"],
  lastNotifiedState: 2,
  missedContacts: ["bob"],
  problemSince: 1_700_000_000,
  problemId: 7,
  lastProblemId: 0,
  eventId: 9,
  lastEventId: 8,
});

export const sampleAcknowledgement = (id: number, key: ResourceKey): Acknowledgement => ({
  id,
  key,
  entryTime: 50,
  author: "admin",
  comment: "known",
  deletionTime: null,
  isNotifyContacts: true,
  isPersistentComment: false,
  isSticky: true,
  state: 2,
  pollerId: 1,
  expiresAt: null,
  stableSeconds: null,
  noticeTime: null,
});

export const sampleDowntime = (id: number, key: ResourceKey): Downtime => ({
  id,
  key,
  entryTime: 50,
  author: "admin",
  comment: "new disk",
  startTime: 60,
  endTime: 90,
  isFixed: true,
  duration: 30,
  isStarted: false,
  isCancelled: false,
  actualStartTime: null,
  actualEndTime: null,
  deletionTime: null,
  triggeredBy: null,
  pollerId: 1,
  recurringDowntimeId: null,
  noticeTime: null,
});

export const sampleComment = (id: number, key: ResourceKey): Comment => ({
  id,
  key,
  entryTime: 50,
  author: "admin",
  text: "ordered a part",
  entryType: "user",
  isPersistent: true,
  deletionTime: null,
});

export const sampleEvent = (key: ResourceKey): HistoryEvent => ({
  key,
  at: 50,
  kind: "soft-state",
  state: 2,
  stateType: 0,
  checkAttempt: 1,
  output: "CRITICAL - load average: 11.20",
  reason: "attempt 1 of 3",
});

export const sampleMessage = (key: ResourceKey): NotificationMessage => ({
  key,
  at: 50,
  kind: "problem",
  contact: "ada",
  command: "notify-by-mail",
  author: null,
  comment: "",
  isEscalated: false,
  state: sampleState,
});

export const sampleAccount = (alias: string): Account => ({
  id: 0,
  alias,
  name: `${alias} in full`,
  email: "",
  isAdmin: false,
  hasApiAccess: true,
  isEnabled: true,
  passwordHash: null,
});

export const sampleRecurringDowntime = (id: number): StoredRecurringDowntime => ({
  id,
  entryTime: 50,
  author: "admin",
  deletionTime: null,
  definition: JSON.stringify({
    name: "backup",
    comment: "weekly backup",
    rule: "FREQ=WEEKLY;BYDAY=SU",
    start: "2023-01-01T22:00:00",
    zone: "Europe/Paris",
    durationSeconds: 7_200,
    targets: { hosts: ["web-*"], services: [], hostGroups: [], serviceGroups: [], withServices: true },
  } satisfies RecurringDowntimeRequest),
});

/** A token of a login, unless it has a label. */
export const sampleSession = (
  session: Pick<StoredSession, "hash" | "contactId"> & Partial<StoredSession>,
): StoredSession => ({
  lastActivity: 0,
  kind: "web",
  createdAt: 0,
  address: null,
  agent: null,
  wallLinkId: null,
  ...session,
});

export const sampleToken = (token: Pick<StoredToken, "hash" | "contactId"> & Partial<StoredToken>): StoredToken => ({
  lastUsed: 0,
  expiresAt: null,
  label: null,
  createdAt: 0,
  creatorId: null,
  isRevoked: false,
  ...token,
});
