import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";
import type { ResourceState } from "./resource-state.ts";

/** One line of the history of a resource, or of the server itself (`SERVER_KEY`). */
export interface HistoryEvent {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind:
    /** The first result of a resource, where it changes nothing else. */
    | "first-result"
    | "soft-state"
    | "hard-state"
    | "recovery"
    | "stalked-output"
    | "check-skipped"
    | "flapping-started"
    | "flapping-stopped"
    | "event-handler"
    | "notification"
    | "acknowledgement-set"
    | "acknowledgement-cancelled"
    | "acknowledgement-ended"
    | "downtime-scheduled"
    | "downtime-started"
    | "downtime-ended"
    | "downtime-cancelled"
    | "comment-added"
    | "comment-deleted"
    /** An operator changed what the configuration says while the server runs. */
    | "adaptive-changed"
    /** Who asked for what, by which way: in the commit of each operation (src/operations/operations.ts). */
    | "operator-action"
    /** Active checks of the resource. */
    | "checks-enabled"
    | "checks-disabled"
    | "object-configured"
    | "object-removed"
    /** Of the server. */
    | "configuration-reloaded"
    | "monitoring-started"
    | "monitoring-stopped";
  readonly state: number;
  readonly stateType: number | null;
  readonly checkAttempt: number | null;
  readonly output: string;
  /** Why this happened, in words an operator reads. */
  readonly reason: string;
}

/** What people are told about, as Nagios knows it (`$NOTIFICATIONTYPE$`). */
export type NotificationKind =
  | "problem"
  | "recovery"
  | "acknowledgement"
  | "custom"
  | "flapping-start"
  | "flapping-stop"
  | "flapping-disabled"
  | "downtime-start"
  | "downtime-end"
  | "downtime-cancelled"
  /** It ends soon; Nagios has neither. Told to those who are told of the problem, or of downtimes, also within them. */
  | "acknowledgement-expiring"
  | "downtime-ending";

/** Something that people may have to be told about; who is told is decided in src/alerting/rules/. */
export interface NotificationEvent {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind: NotificationKind;
  /** Contact alias of the operator, where one caused it. */
  readonly author: string | null;
  /** Of the operator; '' when there is none. */
  readonly comment: string;
  /** Of custom notifications: past every rule; to all contacts and those of escalations; counted. */
  readonly isForced?: boolean;
  readonly isBroadcast?: boolean;
  readonly isCounted?: boolean;
}

/** One message to one contact by one of its notification commands, written in the same transaction as its cause. */
export interface OutboxMessage {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind: NotificationKind;
  /** contact_name. */
  readonly contact: string;
  /** `name!arg!arg`, as in `service_notification_commands`. */
  readonly command: string;
  readonly author: string | null;
  readonly comment: string;
  readonly isEscalated: boolean;
  /** The resource when this was decided, with its notification number: what the message says stays true to its moment. */
  readonly state: ResourceState;
}

/** What happens to a resource without a result of its own: the line of the history says which state it is in. */
export function eventWithoutResult(
  key: ResourceKey,
  { check: { state, stateType, checkAttempt, output } }: ResourceState,
  at: UnixSeconds,
  kind: HistoryEvent["kind"],
  reason: string,
): HistoryEvent {
  return { key, at, kind, state, stateType, checkAttempt, output: firstLine(output), reason };
}

/** Output as it is kept: the first line, a newline, the rest. */
export const firstLine = (output: string): string => output.split("\n", 1)[0] ?? "";
