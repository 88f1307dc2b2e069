import type { UnixSeconds } from "./clock.ts";

/**
 * Time at which to warn that something ends soon; null without a notice, and for anything that lasts at most twice the
 * notice: short downtimes get no warning.
 */
export function expiryWarningAt(start: UnixSeconds, end: UnixSeconds, noticeSeconds: number): UnixSeconds | null {
  return noticeSeconds > 0 && end - start > 2 * noticeSeconds ? end - noticeSeconds : null;
}
