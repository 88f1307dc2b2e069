import type { Limits } from "./perfdata/limits.ts";
import type { Dimension } from "./perfdata/unit.ts";

export interface Metric {
  /** Centreon's `metric_id`. Never used again. */
  readonly id: number;
  /** Number among the metrics of the resource: its column in blocks. */
  readonly number: number;
  readonly label: string;
  readonly dimension: Dimension;
  /** Unit of the stored values: that of the first one. */
  readonly unit: string;
}

/** Limits of a metric since a time. */
export interface LimitsSince extends Limits {
  readonly since: number;
}
