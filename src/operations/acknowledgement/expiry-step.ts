import type { UnixSeconds } from "../../lib/clock.ts";
import { expiryWarningAt } from "../../lib/expiry-warning.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import type { Acknowledgement } from "../../model/acknowledgement.ts";

/** What time alone does next to an acknowledgement. `look`: nothing can happen before, and the state decides then. */
export interface ExpiryStep {
  readonly what: "expires" | "is-stable" | "notice" | "look";
  readonly at: UnixSeconds;
}

/** Whether it may end otherwise than with its problem or by an operator. */
export const expires = ({ expiresAt, stableSeconds }: Acknowledgement): boolean =>
  expiresAt !== null || stableSeconds !== null;

/** The earliest step of one that holds; null when it has no end of its own. */
export function nextExpiryStep(
  record: Acknowledgement,
  state: ResourceState,
  now: UnixSeconds,
  noticeSeconds: number,
): ExpiryStep | null {
  const { expiresAt, stableSeconds, entryTime, noticeTime } = record;
  const notice =
    expiresAt === null || noticeTime !== null ? null : expiryWarningAt(entryTime, expiresAt, noticeSeconds);
  const steps: ExpiryStep[] = [
    ...(expiresAt === null ? [] : [{ what: "expires", at: expiresAt } as const]),
    ...(stableSeconds === null ? [] : [stableStep(state, now, stableSeconds)]),
    ...(notice === null ? [] : [{ what: "notice", at: notice } as const]),
  ];
  return steps.reduce<ExpiryStep | null>((first, step) => (first === null || step.at < first.at ? step : first), null);
}

/** While there is a problem, no moment of stability can be nearer than its whole length. */
function stableStep(state: ResourceState, now: UnixSeconds, stableSeconds: number): ExpiryStep {
  return isProblem(state.check.state)
    ? { what: "look", at: now + stableSeconds }
    : { what: "is-stable", at: (state.check.lastStateChange ?? now) + stableSeconds };
}
