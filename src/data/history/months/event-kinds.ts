import type { HistoryEvent } from "../../../model/history-event.ts";

export type EventKind = HistoryEvent["kind"];

/** Numbers of the kinds in month files. A number is never changed and never given to another kind. */
const NUMBERS = {
  "first-result": 1,
  "soft-state": 2,
  "hard-state": 3,
  recovery: 4,
  "stalked-output": 5,
  "check-skipped": 6,
  "flapping-started": 7,
  "flapping-stopped": 8,
  "event-handler": 9,
  notification: 10,
  "acknowledgement-set": 11,
  "acknowledgement-cancelled": 12,
  "acknowledgement-ended": 13,
  "downtime-scheduled": 14,
  "downtime-started": 15,
  "downtime-ended": 16,
  "downtime-cancelled": 17,
  "comment-added": 18,
  "comment-deleted": 19,
  "adaptive-changed": 20,
  "operator-action": 21,
  "checks-enabled": 22,
  "checks-disabled": 23,
  "object-configured": 24,
  "object-removed": 25,
  "configuration-reloaded": 26,
  "monitoring-started": 27,
  "monitoring-stopped": 28,
  "host-checks-enabled": 29,
  "host-checks-disabled": 30,
  "service-checks-enabled": 31,
  "service-checks-disabled": 32,
  "metrics-limited": 33,
  "remote-write-lost": 34,
  "report-sent": 35,
  "report-failed": 36,
  "metrics-lost": 37,
  "poller-results-lost": 38,
  "poller-away": 39,
  "poller-back": 40,
  "poller-hosts-moved": 41,
} as const satisfies Record<EventKind, number>;

const KINDS: ReadonlyMap<number, EventKind> = new Map(
  Object.entries(NUMBERS).map(([kind, number]) => [number, kind as EventKind]),
);

export const EVENT_KINDS: readonly EventKind[] = [...KINDS.values()];

export const numberOfKind = (kind: EventKind): number => NUMBERS[kind];

/** Throws for a number that this release does not know. */
export function kindOfNumber(number: number): EventKind {
  const kind = KINDS.get(number);
  if (kind === undefined) throw new Error(`unknown number ${number} of an event kind`);
  return kind;
}

export const isEventKind = (text: string): text is EventKind => Object.hasOwn(NUMBERS, text);
