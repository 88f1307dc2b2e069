import fc from "fast-check";
import type { Acknowledgement } from "../../src/model/acknowledgement.ts";
import type { Comment } from "../../src/model/comment.ts";
import type { Downtime } from "../../src/model/downtime.ts";
import { MAX_ID, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import type { HistoryEvent, NotificationMessage } from "../../src/model/history-event.ts";
import type { ResourceState } from "../../src/model/resource-state.ts";
import { stateOfFields, type StateFields } from "../../src/model/state-fields.ts";

/**
 * Any record allowed by the types: nullable fields with and without null, ids and times up to their limits, any Unicode
 * text.
 */
const ids = fc.integer({ min: 1, max: MAX_ID });
export const resourceKeys: fc.Arbitrary<ResourceKey> = fc
  .tuple(ids, fc.oneof(fc.constant(0), ids))
  .map(([host, service]) => serviceKey(host, service));

const times = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 33 }),
  fc.double({ min: 0, max: 2 ** 33, noNaN: true }).map((time) => time + 0),
);
// 'binary' generates every code point except surrogates: NUL, line ends, quotes, beyond the BMP.
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("", " ", "it's; DROP TABLE events", "x".repeat(9_000)),
);
const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });
const seconds = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0);
const counts = fc.nat({ max: 2 ** 31 - 1 });
const stateCodes = fc.constantFrom(0, 1, 2, 3, 4);

const freeStateFields = fc.record({
  state: stateCodes,
  stateType: maybe(fc.constantFrom(0, 1)),
  checkAttempt: maybe(counts),
  hasBeenChecked: maybe(fc.boolean()),
  lastHardState: maybe(stateCodes),
  lastCheck: maybe(times),
  nextCheck: maybe(times),
  lastStateChange: maybe(times),
  lastHardStateChange: maybe(times),
  lastUpdate: maybe(times),
  lastTimeInState0: maybe(times),
  lastTimeInState1: maybe(times),
  lastTimeInState2: maybe(times),
  lastTimeInState3: maybe(times),
  output: maybe(texts),
  perfdata: maybe(texts),
  executionTime: maybe(seconds),
  latency: maybe(seconds),
  checkType: maybe(fc.constantFrom(0, 1)),
  commandLine: maybe(texts),
  acknowledgement: maybe(fc.constantFrom("none", "normal", "sticky")),
  scheduledDowntimeDepth: maybe(counts),
  lastNotification: maybe(times),
  nextNotification: maybe(times),
  notificationNumber: maybe(counts),
  isFlapping: fc.boolean(),
  flapsSinceProblem: fc.boolean(),
  percentStateChange: seconds,
  recentStates: fc.nat({ max: 2 ** 42 - 1 }),
  previousState: maybe(stateCodes),
  hadHostProblem: fc.boolean(),
  notifiedStates: fc.nat({ max: 15 }),
  isNotifiedOnce: fc.boolean(),
  notifiedContacts: fc.array(texts, { maxLength: 3 }),
  lastNotifiedState: maybe(stateCodes),
  missedContacts: fc.array(texts, { maxLength: 3 }),
  problemSince: maybe(times),
  problemId: counts,
  lastProblemId: counts,
  eventId: counts,
  lastEventId: counts,
} as const) as fc.Arbitrary<StateFields>;

export const stateFields: fc.Arbitrary<StateFields> = freeStateFields.map((fields) => ({
  ...fields,
  flapsSinceProblem: fields.isFlapping && fields.flapsSinceProblem,
}));

export const resourceStates: fc.Arbitrary<ResourceState> = stateFields.map(stateOfFields);

export const acknowledgements: fc.Arbitrary<Acknowledgement> = fc.record({
  id: ids,
  key: resourceKeys,
  entryTime: times,
  author: maybe(texts),
  comment: maybe(texts),
  deletionTime: maybe(times),
  isNotifyContacts: fc.boolean(),
  isPersistentComment: fc.boolean(),
  isSticky: fc.boolean(),
  state: stateCodes,
  pollerId: maybe(ids),
  expiresAt: maybe(times),
  stableSeconds: maybe(seconds),
  noticeTime: maybe(times),
});

export const downtimes: fc.Arbitrary<Downtime> = fc.record({
  id: ids,
  key: resourceKeys,
  entryTime: maybe(times),
  author: maybe(texts),
  comment: maybe(texts),
  startTime: maybe(times),
  endTime: maybe(times),
  isFixed: fc.boolean(),
  duration: maybe(seconds),
  isStarted: fc.boolean(),
  isCancelled: fc.boolean(),
  actualStartTime: maybe(times),
  actualEndTime: maybe(times),
  deletionTime: maybe(times),
  triggeredBy: maybe(ids),
  pollerId: maybe(ids),
  recurringDowntimeId: maybe(ids),
  noticeTime: maybe(times),
});

export const comments: fc.Arbitrary<Comment> = fc.record({
  id: ids,
  key: resourceKeys,
  entryTime: times,
  author: maybe(texts),
  text: maybe(texts),
  entryType: fc.constantFrom("user", "downtime", "flapping", "acknowledgement"),
  isPersistent: fc.boolean(),
  deletionTime: maybe(times),
});

export const events: fc.Arbitrary<HistoryEvent> = fc.record({
  key: resourceKeys,
  at: times,
  state: stateCodes,
  stateType: maybe(fc.constantFrom(0, 1)),
  checkAttempt: maybe(counts),
  output: texts,
  reason: texts,
  kind: fc.constantFrom(
    "soft-state",
    "hard-state",
    "recovery",
    "acknowledgement-set",
    "acknowledgement-cancelled",
    "acknowledgement-ended",
    "downtime-scheduled",
    "downtime-started",
    "downtime-ended",
    "downtime-cancelled",
  ),
});

export const outboxMessages: fc.Arbitrary<NotificationMessage> = fc.record({
  key: resourceKeys,
  at: times,
  contact: texts,
  command: texts,
  author: maybe(texts),
  comment: texts,
  isEscalated: fc.boolean(),
  state: resourceStates,
  kind: fc.constantFrom(
    "problem",
    "recovery",
    "acknowledgement",
    "downtime-start",
    "downtime-end",
    "downtime-cancelled",
  ),
});
