import type { EventKind } from "./months/event-kinds.ts";

/** Days for which events are kept, by class. */
export interface HistoryDays {
  readonly states: number;
  readonly downtimes: number;
  readonly acknowledgements: number;
  /** What operators did, and comments. */
  readonly operations: number;
  /** Also for the decisions, who was notified and why not. */
  readonly notifications: number;
  readonly softStates: number;
  readonly stalkedOutput: number;
}

/** What vigie.yaml says about the history. */
export interface HistorySettings {
  readonly days: HistoryDays;
  /** True: the words of all events are indexed, month by month. */
  readonly fullText: boolean;
}

export type RetentionClass = keyof HistoryDays;

export const DEFAULT_DAYS: HistoryDays = {
  states: 730,
  downtimes: 730,
  acknowledgements: 730,
  operations: 730,
  notifications: 400,
  softStates: 90,
  stalkedOutput: 30,
};

const CLASS_OF_KIND = {
  "first-result": "states",
  "soft-state": "softStates",
  "hard-state": "states",
  recovery: "states",
  "stalked-output": "stalkedOutput",
  // It may set the state.
  "check-skipped": "states",
  "flapping-started": "states",
  "flapping-stopped": "states",
  "event-handler": "notifications",
  notification: "notifications",
  "acknowledgement-set": "acknowledgements",
  "acknowledgement-cancelled": "acknowledgements",
  "acknowledgement-ended": "acknowledgements",
  "downtime-scheduled": "downtimes",
  "downtime-started": "downtimes",
  "downtime-ended": "downtimes",
  "downtime-cancelled": "downtimes",
  "comment-added": "operations",
  "comment-deleted": "operations",
  "adaptive-changed": "operations",
  "operator-action": "operations",
  // Without these, "fine" and "not monitored" look the same: they are kept as long as the states.
  "checks-enabled": "states",
  "checks-disabled": "states",
  "host-checks-enabled": "states",
  "host-checks-disabled": "states",
  "service-checks-enabled": "states",
  "service-checks-disabled": "states",
  "object-configured": "states",
  "object-removed": "states",
  "configuration-reloaded": "states",
  "monitoring-started": "states",
  "monitoring-stopped": "states",
  "metrics-limited": "operations",
  "remote-write-lost": "operations",
  "report-sent": "notifications",
  "report-failed": "notifications",
  "metrics-lost": "operations",
  "poller-results-lost": "operations",
  "poller-away": "operations",
  "poller-back": "operations",
  "poller-hosts-moved": "operations",
} as const satisfies Record<EventKind, RetentionClass>;

const DAY_SECONDS = 86_400;

/** Time before which the events of each kind have expired. */
export const expiryOf = (days: HistoryDays, now: number): ReadonlyMap<EventKind, number> =>
  new Map(
    (Object.keys(CLASS_OF_KIND) as EventKind[]).map((kind) => [
      kind,
      Math.floor(now) - days[CLASS_OF_KIND[kind]] * DAY_SECONDS,
    ]),
  );
