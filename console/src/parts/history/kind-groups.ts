/** Kinds of the history as filters offer them. */
export const KIND_GROUPS = {
  states: [
    "first-result",
    "soft-state",
    "hard-state",
    "recovery",
    "stalked-output",
    "check-skipped",
    "flapping-started",
    "flapping-stopped",
  ],
  notifications: ["notification", "event-handler"],
  handling: [
    "acknowledgement-set",
    "acknowledgement-cancelled",
    "acknowledgement-ended",
    "downtime-scheduled",
    "downtime-started",
    "downtime-ended",
    "downtime-cancelled",
  ],
  comments: ["comment-added", "comment-deleted"],
  operators: [
    "operator-action",
    "adaptive-changed",
    "checks-enabled",
    "checks-disabled",
    "host-checks-enabled",
    "host-checks-disabled",
    "service-checks-enabled",
    "service-checks-disabled",
  ],
  configuration: [
    "object-configured",
    "object-removed",
    "configuration-reloaded",
    "monitoring-started",
    "monitoring-stopped",
    "metrics-limited",
    "metrics-lost",
    "remote-write-lost",
    "poller-results-lost",
    "poller-away",
    "poller-back",
    "poller-hosts-moved",
    "report-sent",
    "report-failed",
  ],
} as const;

export type KindGroup = keyof typeof KIND_GROUPS;

export const KIND_GROUP_NAMES = Object.keys(KIND_GROUPS) as readonly KindGroup[];

/** Kinds of these groups for the API; undefined: all. */
export const kindsOfGroups = (groups: readonly KindGroup[]): string | undefined =>
  groups.length === 0 ? undefined : groups.flatMap((group) => KIND_GROUPS[group]).join(",");
