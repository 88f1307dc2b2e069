// External commands of Nagios Core 4.4 that Vigie does not execute, by reason.
const NAMES_BY_REASON = {
  "Vigie runs no command after every check: scripts read the results from the API": `
    START_OBSESSING_OVER_HOST STOP_OBSESSING_OVER_HOST START_OBSESSING_OVER_SVC STOP_OBSESSING_OVER_SVC
    START_OBSESSING_OVER_HOST_CHECKS STOP_OBSESSING_OVER_HOST_CHECKS START_OBSESSING_OVER_SVC_CHECKS
     STOP_OBSESSING_OVER_SVC_CHECKS`,
  "Vigie has no standby: DISABLE_NOTIFICATIONS and ENABLE_NOTIFICATIONS do the same":
    "ENTER_STANDBY_MODE ENTER_ACTIVE_MODE",
} as const;

/** Reason by command name. */
export const UNSUPPORTED_COMMANDS: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES_BY_REASON).flatMap(([reason, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, reason]),
  ),
);
