import type { UnixSeconds } from "./clock.ts";

/**
 * When it is told that something ends soon; null for what does not last longer than twice the notice, and without a notice:
 * who asked for ten minutes knows it.
 */
export function expiryWarningAt(start: UnixSeconds, end: UnixSeconds, noticeSeconds: number): UnixSeconds | null {
  return noticeSeconds > 0 && end - start > 2 * noticeSeconds ? end - noticeSeconds : null;
}
