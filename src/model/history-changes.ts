import { counted } from "../lib/counted.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { Change } from "./change.ts";
import type { Comment } from "./comment.ts";
import { eventWithoutResult, type HistoryEvent } from "./history-event.ts";
import { newState } from "./initial-state.ts";
import type { Resource } from "./objects.ts";
import { SERVER_KEY, type ResourceKey } from "./resource-key.ts";
import { PENDING, type ResourceState } from "./resource-state.ts";

/** One resource at one time, with its state. */
export interface Moment {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  /** Null if there is no state: for the server, or for a resource that is not configured. */
  readonly state: ResourceState | null;
}

/** Change that adds an event to the history. */
export const historyChange = (
  { key, at, state }: Moment,
  kind: HistoryEvent["kind"],
  reason: string,
): Extract<Change, { kind: "event" }> => ({
  kind: "event",
  event: eventWithoutResult(key, state ?? NO_STATE, at, kind, reason),
});

/** The line has no output: who did what is all it says. */
export function operatorAction(moment: Moment, reason: string): Change {
  const { event } = historyChange(moment, "operator-action", reason);
  return { kind: "event", event: { ...event, output: "" } };
}

const NO_STATE = newState(0);

const ofServer = (at: UnixSeconds): Moment => ({ key: SERVER_KEY, at, state: null });

export const monitoringStarted = (at: UnixSeconds): Change =>
  historyChange(ofServer(at), "monitoring-started", "the server started");

/** Orderly stop, which also ends the heartbeat. */
export const monitoringStopped = (at: UnixSeconds): readonly Change[] => [
  historyChange(ofServer(at), "monitoring-stopped", "the server was stopped"),
  { kind: "heartbeat", at: null },
];

/** End of what a backup of a running server has: a store restored from it was not interrupted. */
export const backedUp = (at: UnixSeconds): readonly Change[] => [
  historyChange(ofServer(at), "monitoring-stopped", "this backup was made, and what came after it is not in it"),
  { kind: "heartbeat", at: null },
];

/** Stop without shutdown; `at` is the last heartbeat, or a later event. */
export const monitoringInterrupted = (at: UnixSeconds): Change =>
  historyChange(
    ofServer(at),
    "monitoring-stopped",
    "the server ended without being stopped; this is when it was last known to run",
  );

export const configurationReloaded = (at: UnixSeconds, reason: string): Change =>
  historyChange(ofServer(at), "configuration-reloaded", reason);

/** `reason`: which points, and why. */
export const remoteWriteLost = (at: UnixSeconds, reason: string): Change =>
  historyChange(ofServer(at), "remote-write-lost", reason);

/** `reason`: which report, for when, to whom, and the outcome. */
export const reportEnded = (at: UnixSeconds, isSent: boolean, reason: string): Change =>
  historyChange(ofServer(at), isSent ? "report-sent" : "report-failed", reason);

/** `reason`: why performance data is lost from now on. */
export const metricsLost = (at: UnixSeconds, reason: string): Change =>
  historyChange(ofServer(at), "metrics-lost", reason);

/** A poller gave up so many of its results. */
export const pollerResultsLost = (poller: string, count: number, at: UnixSeconds): Change =>
  historyChange(
    ofServer(at),
    "poller-results-lost",
    `poller ${poller} gave up ${counted(count, "result")}: its buffer was full`,
  );

/** `since`: when the connection with a poller ended. */
export const pollerAway = (poller: string, since: UnixSeconds, at: UnixSeconds): Change =>
  historyChange(
    ofServer(at),
    "poller-away",
    `poller ${poller} has been away for ${secondsOf(since, at)} s: its hosts keep their last states`,
  );

export const pollerBack = (poller: string, since: UnixSeconds, at: UnixSeconds): Change =>
  historyChange(ofServer(at), "poller-back", `poller ${poller} is back after ${secondsOf(since, at)} s`);

/** A clock may have been set back in between. */
const secondsOf = (since: UnixSeconds, at: UnixSeconds): number => Math.max(0, Math.round(at - since));

/** Hosts of a group that go to other members, by the generation of who has which. */
export interface GroupHostsMoved {
  readonly group: string;
  readonly hosts: number;
  readonly generation: number;
  readonly because:
    | { readonly kind: "away"; readonly poller: string; readonly seconds: number }
    | { readonly kind: "back"; readonly poller: string }
    | { readonly kind: "configuration" };
}

export const groupHostsMoved = (moved: GroupHostsMoved, at: UnixSeconds): Change =>
  historyChange(ofServer(at), "poller-hosts-moved", reasonOfMove(moved));

function reasonOfMove({ group, hosts, generation, because }: GroupHostsMoved): string {
  const those = `${counted(hosts, "host")} of group ${group}`;
  switch (because.kind) {
    case "away":
      return `poller ${because.poller} has been away for ${because.seconds} s: others check ${those} (generation ${generation})`;
    case "back":
      return `poller ${because.poller} is there again: it checks ${those} (generation ${generation})`;
    case "configuration":
      return `group ${group} has changed: other members check ${counted(hosts, "host")} (generation ${generation})`;
  }
}

/** Event of a newly configured object, with the record of it for the next start. */
export const objectConfigured = (moment: Moment, resource: Resource): readonly Change[] => [
  // A state that was never checked is that of `initial_state`: no result stands behind it.
  historyChange(
    moment.state?.check.hasBeenChecked === true ? moment : { ...moment, state: newState(PENDING) },
    "object-configured",
    "added to the configuration",
  ),
  { kind: "object-configured", key: moment.key, hasActiveChecks: checksAreOn(resource) },
];

export const objectRemoved = (moment: Moment): readonly Change[] => [
  historyChange(moment, "object-removed", "removed from the configuration"),
  { kind: "object-removed", key: moment.key },
];

/** `by` of `checksSwitched`, if no operator did. */
export const BY_CONFIGURATION = "by the configuration";

/** True for a `checks-enabled` or `checks-disabled` event that no operator caused. */
export const isByConfiguration = ({ reason }: Pick<HistoryEvent, "reason">): boolean =>
  reason.endsWith(BY_CONFIGURATION);

/** `by`: `BY_CONFIGURATION`, or words such as `by jdoe over the API`. */
export const checksSwitched = (moment: Moment, isOn: boolean, by: string): readonly Change[] => [
  historyChange(
    moment,
    isOn ? "checks-enabled" : "checks-disabled",
    `active checks ${isOn ? "enabled" : "disabled"} ${by}`,
  ),
  { kind: "active-checks", key: moment.key, isOn },
];

/** True if active checks of a resource are on, by the configuration and the changes of operators. */
export const checksAreOn = ({ activeChecks }: Resource): boolean => activeChecks ?? true;

/** `state`: of the resource before the commit. */
export const commentAdded = (comment: Comment, state: ResourceState | null): readonly Change[] =>
  commentChanges(comment, comment.entryTime, state, {
    kind: "comment-added",
    reason: `comment ${comment.id} added by ${comment.author ?? "somebody"}`,
  });

/** `why` follows "deleted": `by jdoe`, `with its acknowledgement`. */
export const commentDeleted = (
  comment: Comment & { readonly deletionTime: UnixSeconds },
  state: ResourceState | null,
  why: string,
): readonly Change[] =>
  commentChanges(comment, comment.deletionTime, state, {
    kind: "comment-deleted",
    reason: `comment ${comment.id} by ${comment.author ?? "somebody"} deleted ${why}`,
  });

/** Builds the changes. The event carries the text of the comment instead of an output, as downtime events do. */
function commentChanges(
  record: Comment,
  at: UnixSeconds,
  state: ResourceState | null,
  { kind, reason }: Pick<HistoryEvent, "kind" | "reason">,
): readonly Change[] {
  const { event } = historyChange({ key: record.key, at, state }, kind, reason);
  return [
    { kind: "comment", record },
    { kind: "event", event: { ...event, output: record.text ?? "" } },
  ];
}
