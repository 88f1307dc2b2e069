export const ROOT_CAUSE_MODES = ["channels", "all", "off"] as const;

/** Whether services of a host that is DOWN, and hosts behind it, are named in its message instead of being told one by one. */
export interface RootCauseRule {
  /** `channels`: for what built-in channels tell. */
  readonly mode: (typeof ROOT_CAUSE_MODES)[number];
  /** How long a problem is held back at most until its host has been checked. */
  readonly waitSeconds: number;
}
