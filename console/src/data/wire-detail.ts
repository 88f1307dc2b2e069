import type { MessageParams } from "./wire-params.ts";
import type { Key, LiveRow, ResourceType, State, Time } from "./wire.ts";

// Shapes of `/api/resources/{key}` and what is below it, of `/api/decisions` and of `/api/events/log`.

/** Values from `low` to `high`; alerts for those outside, or inside. */
export interface Range {
  readonly low: number | null;
  readonly high: number | null;
  readonly inside: boolean;
}

export interface Limits {
  readonly warning: Range | null;
  readonly critical: Range | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface PerfdataValue extends Limits {
  readonly label: string;
  readonly value: number | null;
  readonly unit: string;
  readonly percent: number | null;
}

export interface Neighbour {
  readonly key: Key;
  readonly name: string;
  readonly state: State;
}

export interface Neighbours {
  readonly total: number;
  readonly items: readonly Neighbour[];
}

/** Unix seconds, and the state from then on; null: nobody looked. */
export type StateStep = readonly [number, State | null];

export interface Definition {
  readonly type: "host" | "service" | "contact";
  readonly name: string;
  readonly file: string | null;
  readonly line: number | null;
}

export interface PresentDecision {
  /** Null: about all contacts together. */
  readonly contact: string | null;
  readonly outcome: "told" | "not-told" | "waiting";
  readonly code: string;
  readonly reason: string;
  /** What the reason names, by code; null: recorded by an earlier release. */
  readonly params: MessageParams | null;
  readonly until: Time | null;
  readonly definition?: Definition;
}

export interface SimulatedDecision extends PresentDecision {
  readonly time: Time;
  readonly notification_number: number | null;
  readonly is_escalated: boolean;
}

export interface DecisionMessage {
  readonly command: string;
  readonly status: "told" | "being-tried" | "failed";
  readonly at: Time | null;
  readonly outcome: string | null;
  readonly failed_attempts: number;
  readonly last_failure: string | null;
  readonly next_attempt: Time | null;
}

export interface Decision extends PresentDecision {
  readonly id: number;
  readonly time: Time;
  readonly kind: string;
  readonly key: Key;
  readonly type: ResourceType;
  readonly host: string;
  readonly service: string | null;
  readonly state: State;
  readonly messages: readonly DecisionMessage[];
}

export interface Comment {
  readonly id: number;
  readonly time: Time | null;
  readonly author: string | null;
  readonly text: string;
  readonly type: "user" | "downtime" | "flapping" | "acknowledgement";
  readonly persistent: boolean;
}

export interface OpenDowntime {
  readonly id: number;
  readonly author: string | null;
  readonly comment: string | null;
  readonly start: Time | null;
  readonly end: Time | null;
  readonly fixed: boolean;
  readonly duration_seconds: number | null;
  readonly started: boolean;
  readonly until: Time | null;
}

export interface ResourceDetail extends LiveRow {
  readonly alias: string | null;
  readonly long_output: string;
  readonly perfdata: readonly PerfdataValue[];
  readonly perfdata_faults: readonly { readonly at: number; readonly reason: string }[];
  readonly command: { readonly configured: string | null; readonly line: string | null };
  readonly check: {
    readonly source: "active" | "passive" | "freshness";
    readonly active: boolean;
    readonly passive: boolean;
    readonly period: string | null;
    readonly interval_seconds: number;
    readonly retry_interval_seconds: number;
    readonly execution_time: number | null;
    readonly latency: number | null;
    readonly last: Time | null;
    /** Results since the start of the server. */
    readonly results: number;
    readonly next: Time | null;
    readonly last_ok: Time | null;
    readonly hard_since: Time | null;
    /** Since when the poller that checks it is away; null if it is not. */
    readonly not_seen_since: Time | null;
  };
  readonly percent_state_change: number;
  readonly notification: {
    readonly number: number;
    readonly last: Time | null;
    readonly next: Time | null;
    readonly enabled: boolean;
    readonly period: string | null;
  };
  readonly parents: Neighbours;
  readonly children: Neighbours;
  readonly above: readonly Neighbour[];
  readonly dependencies: readonly (Neighbour & {
    readonly kind: "execution" | "notification" | "parent";
    readonly states: readonly string[];
    readonly period: string | null;
  })[];
  readonly groups: readonly { readonly name: string; readonly alias: string }[];
  readonly contacts: readonly { readonly name: string; readonly alias: string | null }[];
  readonly contact_groups: readonly string[];
  readonly variables: readonly { readonly name: string; readonly value: string | null; readonly secret: boolean }[];
  readonly notes: string | null;
  readonly links: readonly { readonly kind: "notes" | "action"; readonly url: string }[];
  readonly last_24h: readonly StateStep[];
  readonly comments: readonly Comment[];
  readonly downtimes: readonly OpenDowntime[];
  readonly decisions_now: readonly PresentDecision[];
  readonly zone: string;
  readonly defined: { readonly file: string; readonly line: number } | null;
  readonly allowed: readonly string[];
}

/** A line of the history. */
export interface HistoryEvent {
  readonly id: number;
  readonly time: Time | null;
  readonly kind: string;
  /** Null: of the server. */
  readonly key: Key | null;
  readonly host: { readonly id: number; readonly name: string | null } | null;
  readonly service: { readonly id: number; readonly name: string | null } | null;
  readonly state_name: State | null;
  /** 0 soft, 1 hard. */
  readonly state_type: number | null;
  readonly check_attempt: number | null;
  readonly output: string;
  readonly reason: string;
  readonly by: string | null;
}

/** Pages of `/api/resources/{key}/events` and `/api/decisions`. */
export interface PageById<Item> {
  readonly result: readonly Item[];
  readonly meta: { readonly limit: number; readonly next_before: number | null };
}

export interface EventLogPage {
  readonly result: readonly HistoryEvent[];
  readonly meta: { readonly limit: number; readonly next: string | null; readonly kept_days: number };
}

/** Unix seconds, least, average, greatest. */
export type MetricPoint = readonly [number, number, number, number];

export interface MetricSeries extends Limits {
  readonly label: string;
  readonly unit: string;
  readonly thresholds: readonly (Limits & { readonly since: Time | null })[];
  readonly points: readonly MetricPoint[];
}

export interface ResourceMetrics {
  /** Unix seconds. */
  readonly from: number;
  readonly to: number;
  /** Seconds of a bucket. */
  readonly step: number;
  readonly metrics: readonly MetricSeries[];
  readonly downtimes: readonly (readonly [number, number])[];
  readonly states: readonly StateStep[];
}
