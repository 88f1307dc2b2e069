import type { CheckResult } from "../../model/check-result.ts";
import type { UnixSeconds } from "../../lib/clock.ts";

/** What something outside of Vigie found out about a resource. */
export interface PassiveResult {
  readonly returnCode: CheckResult["returnCode"];
  /** `text|perfdata`; line breaks may be written `\n`, and then a backslash `\\` (Nagios). */
  readonly output: string;
  readonly at: UnixSeconds;
}

export type PassiveOutcome = "accepted" | "unknown-resource" | "outdated" | "off-for-all" | "off-for-resource";
