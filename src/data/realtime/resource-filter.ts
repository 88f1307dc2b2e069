/** Values of the filter `states` (later versions §5.1). */
export const STATE_FILTERS = [
  "unhandled_problems",
  "resources_problems",
  "in_downtime",
  "acknowledged",
  "in_flapping",
  "all",
] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

/**
 * Filters of `GET /monitoring/resources` (later versions §5.1). Values of one filter are alternatives; all filters must
 * hold; an absent one lets everything through. Names are compared as stored.
 */
export interface ResourceFilter {
  readonly types?: readonly ("host" | "service")[];
  readonly states?: readonly StateFilter[];
  /** Names of statuses, such as `DOWN`. */
  readonly statuses?: readonly string[];
  readonly statusTypes?: readonly ("hard" | "soft")[];
  /** Groups of the host, or of the host of a service. */
  readonly hostGroupNames?: ReadonlySet<string>;
  readonly hostGroupIds?: ReadonlySet<number>;
  readonly serviceGroupNames?: ReadonlySet<string>;
  readonly serviceGroupIds?: ReadonlySet<number>;
  readonly serverNames?: ReadonlySet<string>;
  readonly hasPerformanceData?: boolean;
  /** A category or severity is asked for, which no resource has. */
  readonly hasCategoryOrSeverity?: boolean;
}
