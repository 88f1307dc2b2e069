import type { UnixSeconds } from "../lib/clock.ts";
import type { Change } from "./change.ts";
import type { Comment } from "./comment.ts";
import { eventWithoutResult, type HistoryEvent } from "./history-event.ts";
import { newState } from "./initial-state.ts";
import type { Resource } from "./objects.ts";
import { SERVER_KEY, type ResourceKey } from "./resource-key.ts";
import type { ResourceState } from "./resource-state.ts";

/** A moment of one resource. */
export interface Moment {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  /** Null for what has no state: the server, a resource that is not configured. */
  readonly state: ResourceState | null;
}

/** The change that adds a line to the history. */
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

/** An orderly stop: the heartbeat ends with it. */
export const monitoringStopped = (at: UnixSeconds): readonly Change[] => [
  historyChange(ofServer(at), "monitoring-stopped", "the server was stopped"),
  { kind: "heartbeat", at: null },
];

/** `at` is its last heartbeat. */
export const monitoringBrokeOff = (at: UnixSeconds): Change =>
  historyChange(
    ofServer(at),
    "monitoring-stopped",
    "the server ended without being stopped; this is its last heartbeat",
  );

export const configurationReloaded = (at: UnixSeconds, reason: string): Change =>
  historyChange(ofServer(at), "configuration-reloaded", reason);

/** With what makes the next start know it. */
export const objectConfigured = (moment: Moment, resource: Resource): readonly Change[] => [
  historyChange(moment, "object-configured", "added to the configuration"),
  { kind: "object-configured", key: moment.key, hasActiveChecks: checksAreOn(resource) },
];

export const objectRemoved = (moment: Moment): readonly Change[] => [
  historyChange(moment, "object-removed", "removed from the configuration"),
  { kind: "object-removed", key: moment.key },
];

export const checksSwitched = (moment: Moment, isOn: boolean, by: string): readonly Change[] => [
  historyChange(
    moment,
    isOn ? "checks-enabled" : "checks-disabled",
    `active checks ${isOn ? "enabled" : "disabled"} by ${by}`,
  ),
  { kind: "active-checks", key: moment.key, isOn },
];

/** Active checks of a resource, by the configuration and what operators changed. */
export const checksAreOn = ({ activeChecks }: Resource): boolean => activeChecks ?? true;

/** `state` of the resource before the commit. */
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

/** The line has the text of the comment in place of an output, as that of a downtime. */
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
