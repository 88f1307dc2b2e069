/** Hosts or services of a report. */
export const MAX_MEMBERS = 1_000;
/** Characters of a policy. */
export const MAX_POLICY_LENGTH = 1_000;
/** Days of a report. */
export const MAX_DAYS = 3_660;
