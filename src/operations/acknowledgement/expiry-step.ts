import type { UnixSeconds } from "../../lib/clock.ts";
import { expiryWarningAt } from "../../lib/expiry-warning.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import type { Acknowledgement } from "../../model/acknowledgement.ts";

/**
 * Next time-driven step of an acknowledgement. `re-evaluate`: earliest time at which the state may allow another step.
 */
export interface ExpiryStep {
  readonly what: "expires" | "is-stable" | "end-warning" | "re-evaluate";
  readonly at: UnixSeconds;
}

/** True if it may end other than with its problem or by an operator. */
export const expires = ({ expiresAt, stableSeconds }: Acknowledgement): boolean =>
  expiresAt !== null || stableSeconds !== null;

/** Earliest step of an active acknowledgement; null if it does not expire. */
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
    ...(notice === null ? [] : [{ what: "end-warning", at: notice } as const]),
  ];
  return steps.reduce<ExpiryStep | null>((first, step) => (first === null || step.at < first.at ? step : first), null);
}

/** During a problem, the stable time cannot end before its whole length from now. */
function stableStep(state: ResourceState, now: UnixSeconds, stableSeconds: number): ExpiryStep {
  return isProblem(state.check.state)
    ? { what: "re-evaluate", at: now + stableSeconds }
    : { what: "is-stable", at: (state.check.lastStateChange ?? now) + stableSeconds };
}
