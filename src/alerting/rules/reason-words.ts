import { parseRfc3339 } from "../../lib/rfc3339.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ReasonParams } from "../../model/reason-params.ts";
import type { ReasonCode } from "./reason-codes.ts";
import { clockWords, untilWords } from "./time-text.ts";

type Kind = "host" | "service";
type Nothing = Readonly<Record<never, never>>;

/** What the sentence of each reason names, apart from the contact and the time until which it holds. */
export interface ReasonParamsOf {
  told: { readonly commands: readonly string[] };
  soft: { readonly attempt: number; readonly max_attempts: number };
  "notifications-disabled": Nothing;
  "service-parents-failed": Nothing;
  "results-late": { readonly poller: string };
  "period-closed": { readonly period: string | null };
  "resource-notifications-disabled": { readonly resource: string };
  /** The kind of event that needs a problem, or for a recovery none. */
  "no-problem": { readonly event: "problem" | "recovery" | "acknowledgement" };
  "not-a-notification-option": { readonly type: Kind; readonly option: string };
  acknowledged: { readonly author: string | null };
  "dependency-failed": { readonly resource: string | null };
  "problem-not-told": Nothing;
  "recovery-delay": Nothing;
  "first-notification-delay": Nothing;
  flapping: { readonly percent_state_change: number };
  "told-once": Nothing;
  "host-down": { readonly host: string; readonly state: string; readonly is_behind: boolean };
  "host-soft": {
    readonly host: string;
    readonly state: string;
    readonly attempt: number;
    readonly max_attempts: number;
  };
  "not-rechecked": { readonly host: string };
  "named-with-host": { readonly host: string };
  interval: Nothing;
  "in-downtime": { readonly downtime: number | null };
  "host-in-downtime": { readonly host: string; readonly downtime: number | null };
  "downtime-awaited": Nothing;
  "waiting-for-host-check": { readonly awaited: "host" | "parent" | "parents" };
  "no-contacts": Nothing;
  "contact-importance": { readonly importance: number; readonly minimum_importance: number };
  "contact-disabled": { readonly type: Kind };
  "contact-period-closed": { readonly type: Kind; readonly period: string | null };
  "contact-option": { readonly type: Kind; readonly option: string };
  "contact-told-of-host": { readonly host: string };
  "contact-not-told-of-problem": Nothing;
  "contact-without-command": { readonly type: Kind };
}

/** Until when the reason holds, in words; null: unknown. Formatting takes long, and most sentences need none. */
type Until = () => string | null;

type Sentence<Code extends ReasonCode> = (params: ReasonParamsOf[Code], until: Until) => string;

const SENTENCES: { readonly [Code in Exclude<ReasonCode, "told">]: Sentence<Code> } = {
  soft: (at) => `the state is soft, attempt ${at.attempt} of ${at.max_attempts}: notifications start when it is hard`,
  "notifications-disabled": () => "notifications are switched off (enable_notifications)",
  "service-parents-failed": () => "all its parent services have a problem",
  "period-closed": ({ period }, until) => `notification_period '${period}' ${closed(until)}`,
  "resource-notifications-disabled": ({ resource }) =>
    `notifications about ${resource} are switched off (notifications_enabled)`,
  "no-problem": ({ event }) =>
    event === "problem"
      ? "there is no hard problem"
      : event === "recovery"
        ? "it did not recover"
        : "there is no problem to acknowledge",
  "not-a-notification-option": ({ type, option }) => `notification_options of the ${type} do not include '${option}'`,
  acknowledged: ({ author }) => (author === null ? "acknowledged" : `acknowledged by ${author}`),
  "dependency-failed": ({ resource }) => `depends on ${resource ?? "another resource"}, which has a problem`,
  "problem-not-told": () => "nobody was notified of the problem",
  "recovery-delay": (_, until) => `the recovery notification is sent if it lasts until ${until()}`,
  "first-notification-delay": (_, until) => `the first notification is delayed until ${until()}`,
  flapping: ({ percent_state_change: percent }) =>
    `the state is flapping (${percent} % change): problems and recoveries are not notified meanwhile`,
  "told-once": () => "notified once, and notification_interval is 0",
  "host-down": ({ host, state, is_behind: isBehind }) =>
    isBehind ? `behind host ${host}, which is ${state}` : `host ${host} is ${state}`,
  "host-soft": ({ host, state, attempt, max_attempts: max }) =>
    `host ${host} is ${state} (soft, attempt ${attempt} of ${max})`,
  "not-rechecked": ({ host }) => `host ${host} had a problem at its last check`,
  "named-with-host": ({ host }) => `named in the message about host ${host}, which is DOWN`,
  interval: (_, until) => `already notified, next at ${until()} if the problem lasts`,
  "in-downtime": ({ downtime }, until) => inDowntime(downtime, until),
  "host-in-downtime": ({ host, downtime }, until) => `host ${host} is ${inDowntime(downtime, until)}`,
  "downtime-awaited": () => "a flexible downtime waits for a problem",
  "results-late": ({ poller }) => `results of poller ${poller}, which is or was cut off, are awaited`,
  "waiting-for-host-check": ({ awaited }) => `its ${awaited} ${awaited === "parents" ? "are" : "is"} being checked`,
  "no-contacts": () => "no contacts are configured",
  "contact-importance": ({ importance, minimum_importance: minimum }) =>
    `importance ${importance} is less than its minimum_importance ${minimum}`,
  "contact-disabled": ({ type }) => `its ${type} notifications are switched off (${type}_notifications_enabled)`,
  "contact-period-closed": ({ type, period }, until) => `${type}_notification_period '${period}' ${closed(until)}`,
  "contact-option": ({ type, option }) => `its ${type}_notification_options do not include '${option}'`,
  "contact-told-of-host": ({ host }) => `named in the message about the downtime of host ${host}`,
  "contact-not-told-of-problem": () => "it was not notified of the problem",
  "contact-without-command": ({ type }) => `it has no ${type} notification commands`,
};

export interface Reason {
  readonly code: Exclude<ReasonCode, "told">;
  readonly params: ReasonParams;
  readonly until: UnixSeconds | null;
}

/** The reason in words, with times in `zone` (IANA) as seen at `at`. */
export function reasonWords({ code, params, until }: Reason, at: UnixSeconds, zone: string): string {
  const sentence = (SENTENCES[code] as (params: ReasonParams, until: Until) => string)(params, () =>
    until === null ? null : untilWords(until, at, zone),
  );
  const since = params["recovery_owed_since"];
  return typeof since !== "string"
    ? sentence
    : `${sentence}; the recovery is owed since ${untilWords(parseRfc3339(since) ?? at, at, zone)}`;
}

export const notifiedWords = (
  contact: string,
  { commands }: ReasonParamsOf["told"],
  at: UnixSeconds,
  zone: string,
): string => `notified ${contact} by ${commands.join(" and ")} at ${clockWords(at, zone)}`;

function closed(until: Until): string {
  const end = until();
  return end === null ? "never opens" : `is closed until ${end}`;
}

function inDowntime(downtime: number | null, until: Until): string {
  const end = until();
  return `in downtime${downtime === null ? "" : ` ${downtime}`}${end === null ? "" : ` until ${end}`}`;
}
