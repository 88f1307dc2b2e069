import type { KindOutcome } from "./kind.ts";

export type ReturnCode = KindOutcome["returnCode"];

export const stateNames = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

/** Order for combining states: OK < WARNING < UNKNOWN < CRITICAL, as max_state of the plugins. */
const severity: Readonly<Record<ReturnCode, number>> = { 0: 0, 1: 1, 3: 2, 2: 3 };

export function worse(one: ReturnCode, other: ReturnCode): ReturnCode {
  return severity[one] >= severity[other] ? one : other;
}

export function outcome(returnCode: ReturnCode, stdout: string): KindOutcome {
  return { returnCode, stdout };
}

/** Outcome of a wrong command line: the problem comes first, since operators see only the first line. */
export function usageError(program: string, problem: string, synopsis: string): KindOutcome {
  return outcome(3, `${program}: ${problem}\nUsage: ${program} ${synopsis}\n`);
}

/** Outcome of `-V`. */
export function versionOutcome(program: string): KindOutcome {
  return outcome(3, `${program}, built into Vigie; takes the arguments of monitoring-plugins 2.3.3\n`);
}

/** Outcome of `-h`. */
export function helpOutcome(program: string, synopsis: string): KindOutcome {
  return outcome(
    3,
    `Usage: ${program} ${synopsis}\nBuilt into Vigie: see docs/built-in-checks.md for what differs from the plugin.\n`,
  );
}

/** Outcome for an option of the plugin that the built-in check does not support. */
export function notSupported(program: string, option: string): KindOutcome {
  return outcome(3, `${program}: option ${option} is not supported by the built-in check, use the plugin for it\n`);
}

/** Outcome of an aborted check; ignored, since the runner has already returned its own result. */
export function stoppedOutcome(program: string): KindOutcome {
  return outcome(3, `${program}: stopped before the check had ended\n`);
}
