import type { Policy } from "../../engine/availability/policy.ts";
import type { Place } from "../../config/settings/section.ts";
import type { ReportMode } from "../availability/availability-reports.ts";
import type { RangeKind } from "./report-range.ts";

/** A report of availability that is sent by mail: an entry of `reports` in vigie.yaml. */
export interface ReportDefinition {
  readonly name: string;
  /** Cron expression of five fields. */
  readonly schedule: string;
  /** IANA zone of the schedule and the range; null: that of the configuration. */
  readonly zone: string | null;
  readonly of: readonly ReportedEntry[];
  readonly range: RangeKind;
  /** Name of a time period; null: all time. */
  readonly period: { readonly name: string; readonly place: Place } | null;
  readonly policy: Policy;
  readonly countsSoftProblems: boolean;
  readonly to: readonly string[];
  /** Name of a channel of the kind `mail`. */
  readonly channel: string;
  /** Null: the usual one. */
  readonly subject: string | null;
}

/** One thing that a report is about. */
export interface ReportedEntry {
  readonly target: ReportedTarget;
  /** Null: the alias of the group, or the name. */
  readonly title: string | null;
  readonly place: Place;
}

export type ReportedTarget =
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "service"; readonly host: string; readonly service: string }
  | { readonly kind: "hostgroup" | "servicegroup"; readonly group: string; readonly mode: ReportMode };
