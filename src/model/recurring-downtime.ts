import type { UnixSeconds } from "../lib/clock.ts";

/** Rule for recurring downtimes: each occurrence makes one ordinary fixed downtime for each resource. */
export interface RecurringDowntime extends RecurringDowntimeRequest {
  readonly id: number;
  readonly entryTime: UnixSeconds;
  /** Contact alias; also the author of its downtimes. */
  readonly author: string;
}

/** Request of an operator. */
export interface RecurringDowntimeRequest {
  readonly name: string;
  readonly comment: string;
  /** RFC 5545 RRULE without `RRULE:`, in the form of src/operations/downtime/recurrence-rule.ts. In local time. */
  readonly rule: string;
  /**
   * DTSTART in local time: `2026-01-05T22:00:00`. Time of day of the occurrences, and the first one if the rule
   * includes it.
   */
  readonly start: string;
  /** IANA name. */
  readonly zone: string;
  /** Elapsed seconds: a change of the clocks does not make an occurrence shorter or longer. */
  readonly durationSeconds: number;
  readonly targets: DowntimeTargets;
}

/** Union of the resources that the members name. Names may contain `*` (any text) and `?` (one character). */
export interface DowntimeTargets {
  readonly hosts: readonly string[];
  readonly services: readonly { readonly host: string; readonly service: string }[];
  readonly hostGroups: readonly string[];
  readonly serviceGroups: readonly string[];
  /** Also every service of these hosts and of the hosts of these host groups. */
  readonly withServices: boolean;
}
