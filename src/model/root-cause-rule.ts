export const ROOT_CAUSE_MODES = ["channels", "all", "off"] as const;

/**
 * Setting for root causes: services of a host that is DOWN, and hosts behind it, are named in its message instead of
 * being notified separately.
 */
export interface RootCauseRule {
  /** `channels`: applies to messages of built-in channels. */
  readonly mode: (typeof ROOT_CAUSE_MODES)[number];
  /** Maximum delay of a problem while its host has not been checked. */
  readonly waitSeconds: number;
}
