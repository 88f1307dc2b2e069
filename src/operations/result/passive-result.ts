import type { CheckResult } from "../../model/check-result.ts";
import type { UnixSeconds } from "../../lib/clock.ts";

/** Check result from outside Vigie. */
export interface PassiveResult {
  readonly returnCode: CheckResult["returnCode"];
  /** `text|perfdata`. Line breaks may be written `\n`, and a backslash is then written `\\` (Nagios). */
  readonly output: string;
  /** Null: it is of the moment in which it is taken, and so the newest, also after a clock was set back. */
  readonly at: UnixSeconds | null;
}

export type PassiveOutcome = "accepted" | "unknown-resource" | "outdated" | "off-for-all" | "off-for-resource";
