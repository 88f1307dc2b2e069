/**
 * Filters of the counts by status (later versions §8.4). Values of one filter are alternatives; all filters must hold; an
 * absent one lets everything through. Names are compared as stored.
 */
export interface StatusFilter {
  /** Names of statuses, such as `DOWN`. */
  readonly statuses?: ReadonlySet<string>;
  /** Groups of the host, or of the host of a service. */
  readonly hostGroupNames?: ReadonlySet<string>;
  /** Groups of the service, or of a visible service of the host. */
  readonly serviceGroupNames?: ReadonlySet<string>;
  /** A category is asked for, which nothing has. */
  readonly hasCategory?: boolean;
}
