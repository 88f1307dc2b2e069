import type { UnixSeconds } from "../lib/clock.ts";

/** Downtimes that come again: for each occurrence of a rule, one ordinary fixed downtime for each resource. */
export interface RecurringDowntime extends RecurringDowntimeRequest {
  readonly id: number;
  readonly entryTime: UnixSeconds;
  /** Contact alias; the author of the downtimes made. */
  readonly author: string;
}

/** What an operator asks for. */
export interface RecurringDowntimeRequest {
  readonly name: string;
  readonly comment: string;
  /** RFC 5545 RRULE without `RRULE:`, as src/operations/downtime/recurrence-rule.ts takes it. It speaks of local times. */
  readonly rule: string;
  /** DTSTART, local: `2026-01-05T22:00:00`. The time of day of the occurrences, and the first one if the rule has it. */
  readonly start: string;
  /** IANA name. */
  readonly zone: string;
  /** Real seconds: an occurrence over a change of the clocks lasts as long as any other. */
  readonly durationSeconds: number;
  readonly targets: DowntimeTargets;
}

/** Everything that one of the members names. Names may hold `*` (any text) and `?` (one letter). */
export interface DowntimeTargets {
  readonly hosts: readonly string[];
  readonly services: readonly { readonly host: string; readonly service: string }[];
  readonly hostGroups: readonly string[];
  readonly serviceGroups: readonly string[];
  /** Also every service of these hosts and of the hosts of these host groups. */
  readonly withServices: boolean;
}
