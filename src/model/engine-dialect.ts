/** Whose way is taken where Nagios 4 and Centreon Engine differ (docs/nagios-differences.md). A setting; Centreon's clients are ours. */
export const ENGINES = ["centreon", "nagios"] as const;
export type Engine = (typeof ENGINES)[number];
