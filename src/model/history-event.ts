import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";
import type { ResourceState } from "./resource-state.ts";

/** One event in the history of a resource, or of the server itself (`SERVER_KEY`). */
export interface HistoryEvent {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind:
    /** First result of a resource, if it causes no other event. */
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
    /** An operator overrode the configuration while the server was running. */
    | "adaptive-changed"
    /** Who asked for what, by which way: in the commit of each operation (src/operations/operations.ts). */
    | "operator-action"
    /** Active checks of the resource. */
    | "checks-enabled"
    | "checks-disabled"
    /** Active checks of all hosts, or of all services, by an operator: events of the server. */
    | "host-checks-enabled"
    | "host-checks-disabled"
    | "service-checks-enabled"
    | "service-checks-disabled"
    | "object-configured"
    | "object-removed"
    /** A metric of the resource is not kept, since there are too many. */
    | "metrics-limited"
    /** Of the server. */
    | "remote-write-lost"
    /** A report of availability, to one address. */
    | "report-sent"
    | "report-failed"
    /** Performance data is not kept, since neither disk nor memory takes it. Of the server. */
    | "metrics-lost"
    /** A poller gave up results, since its buffer was full or damaged. Of the server. */
    | "poller-results-lost"
    /** No connection with a poller. Of the server. */
    | "poller-away"
    | "poller-back"
    /** Hosts of a group of pollers go to other members. Of the server. */
    | "poller-hosts-moved"
    | "configuration-reloaded"
    | "monitoring-started"
    | "monitoring-stopped";
  readonly state: number;
  readonly stateType: number | null;
  readonly checkAttempt: number | null;
  readonly output: string;
  /** Reason, in words for an operator. */
  readonly reason: string;
}

/** Reason of an event that changes the state from one to another, with what follows from it. */
export const stateChangeReason = (was: string, is: string, consequence: string): string =>
  `${was} before, ${is} now: ${consequence}`;

/** Name of the state before an event that says so. */
export const nameOfStateBefore = ({ reason }: Pick<HistoryEvent, "reason">): string | null =>
  /^(\w+) before, \w+ now: /.exec(reason)?.[1] ?? null;

/** Reason of an `acknowledgement-set` event. */
export const acknowledgedBy = (author: string): string => `acknowledged by ${author}`;

/** Author of an `acknowledgement-set` event. */
export const acknowledgementAuthor = ({ reason }: Pick<HistoryEvent, "reason">): string =>
  reason.replace(acknowledgedBy(""), "");

/** Reason of a `notification` event. */
export const notifiedReason = (contacts: readonly string[], what: string): string =>
  `notified ${contacts.join(", ")}: ${what}`;

/** Contacts of a `notification` event. */
export const notifiedContacts = ({ reason }: Pick<HistoryEvent, "reason">): readonly string[] =>
  /^notified (.*): [a-z-]+(?:, notification \d+)?$/.exec(reason)?.[1]?.split(", ") ?? [];

/** Reason of a `check-skipped` event. `named`: as of `resourceName`. */
export const skippedReason = (why: string, named: string, state: string): string =>
  `not checked: ${why}${named} is ${state}`;

/** Host or service whose state is the reason of a `check-skipped` event, as of `resourceName`. */
export const skippedBecauseOf = ({ reason }: Pick<HistoryEvent, "reason">): string | null =>
  /^not checked: (?:it [a-z ]+, and )?((?:host|service) .+) is \w+$/s.exec(reason)?.[1] ?? null;

/** Id of the downtime that a downtime event is about. Its reason names the downtime before anything else. */
export function downtimeIdOf({ reason }: Pick<HistoryEvent, "reason">): number | null {
  const id = /\bdowntime (\d+)\b/.exec(reason)?.[1];
  return id === undefined ? null : Number(id);
}

/** Type of notification, as in Nagios (`$NOTIFICATIONTYPE$`). */
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
  /**
   * Expiry warnings, which Nagios lacks. Sent to contacts that want problems or downtimes respectively, also within
   * them.
   */
  | "acknowledgement-expiring"
  | "downtime-ending";

/** Event that may have to be notified; src/alerting/rules/ decides who is notified. */
export interface NotificationEvent {
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind: NotificationKind;
  /** Contact alias of the operator who caused it; null if there was none. */
  readonly author: string | null;
  /** Comment of the operator; '' if there is none. */
  readonly comment: string;
  /** For custom notifications: forced past every rule; broadcast to all contacts and those of escalations; counted. */
  readonly isForced?: boolean;
  readonly isBroadcast?: boolean;
  readonly isCounted?: boolean;
  /** For the downtime of a service: contacts with a message about the same downtime of its host. */
  readonly contactsToldOfHost?: readonly string[];
}

/** What the outbox holds until it is delivered. */
export type OutboxMessage = NotificationMessage | ReportMessage;

/** One message to one contact by one of its notification commands, written in the same transaction as its cause. */
export interface NotificationMessage {
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
  /**
   * State at the time of the decision, with its notification number, so that the message keeps describing that time.
   */
  readonly state: ResourceState;
}

/**
 * One mail with a report to one address. Its text is made when it is sent: that of a range that is over stays the same,
 * and a year of rows stays small.
 */
export interface ReportMessage {
  /** `SERVER_KEY`: a report is about nothing in particular. */
  readonly key: ResourceKey;
  readonly at: UnixSeconds;
  readonly kind: "report";
  /** Address. */
  readonly contact: string;
  /** `report NAME`, see `reportCommand`. */
  readonly command: string;
  /** Operator who asked for it; null: it was due. */
  readonly author: string | null;
  /** Dates of the range, `2026-10-01/2026-11-01`. */
  readonly comment: string;
}

/** Names a report where other messages have a notification command. */
export const reportCommand = (name: string): string => `report ${name}`;
export const reportNameOf = ({ command }: Pick<ReportMessage, "command">): string => command.replace(/^report /, "");

/** Event without a result of the resource, with its current state. */
export function eventWithoutResult(
  key: ResourceKey,
  { check: { state, stateType, checkAttempt, output } }: ResourceState,
  at: UnixSeconds,
  kind: HistoryEvent["kind"],
  reason: string,
): HistoryEvent {
  return { key, at, kind, state, stateType, checkAttempt, output: firstLine(output), reason };
}

/** First line of a stored output, which is the first line, a newline, and the rest. */
export const firstLine = (output: string): string => output.split("\n", 1)[0] ?? "";
