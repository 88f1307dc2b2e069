import type { KindOutcome } from "../kind.ts";
import { outcome, type ReturnCode } from "../outcome.ts";
import type { HttpResponse } from "./http-response.ts";
import type { HttpSettings } from "./http-settings.ts";

/** Meaning of the status line. */
export interface StatusResult {
  readonly code: ReturnCode;
  readonly text: string;
  /** True for a 3xx response to be followed (-f). */
  readonly isToFollow: boolean;
}

/** Evaluates the status line by -e, or by its code; an outcome if the check ends here. */
export function judgeStatus(
  { statusLine }: HttpResponse,
  settings: HttpSettings,
  port: number,
): StatusResult | KindOutcome {
  const { expectedStatus, hasExpectedStatus } = settings;
  const isExpected = expectedStatus.split(",").some((wanted) => wanted !== "" && statusLine.includes(wanted));
  if (!isExpected) {
    const where = port === 80 ? "" : ` on port ${port}`;
    return outcome(2, `HTTP CRITICAL - Invalid HTTP response received from host${where}: ${statusLine}\n`);
  }
  if (hasExpectedStatus) return { code: 0, text: `Status line output matched "${expectedStatus}"`, isToFollow: false };
  const digits = /^[^ ]* +(\d{3})(?!\S)/.exec(statusLine);
  if (digits === null) return outcome(2, `HTTP CRITICAL: Invalid Status Line (${statusLine})\n`);
  const status = Number(digits[1]);
  if (status < 100 || status >= 600) return outcome(2, `HTTP CRITICAL: Invalid Status (${statusLine})\n`);
  return resultOfCode(status, statusLine, settings);
}

function resultOfCode(status: number, statusLine: string, { onRedirect }: HttpSettings): StatusResult {
  const result = (code: ReturnCode, isToFollow = false): StatusResult => ({ code, text: statusLine, isToFollow });
  if (status >= 500) return result(2);
  if (status >= 400) return result(1);
  if (status < 300) return result(0);
  switch (onRedirect) {
    case "ok":
      return result(0);
    case "warning":
      return result(1);
    case "critical":
      return result(2);
    case "follow":
    case "sticky":
    case "stickyport":
      return result(0, true);
  }
}
