import type { AttackSize } from "./attack-part.ts";
import type { HealthDelays } from "./health-watch.ts";

// Within npm test, other suites share the machine, and a client that is slow to send may be replaced by a faster one.
const MOST = { small: { ms: 10_000, failedPart: 0.1 }, full: { ms: 200, failedPart: 0 } };

export const healthCounts = (delays: HealthDelays): Readonly<Record<string, number>> => ({
  "health answers": delays.answered,
  "health answers missing": delays.failed,
  "ms the latest health answer took": delays.latestMs,
  "ms the latest answer of a bare server took": delays.latestOfBareMs,
  "ms the latest health answer took without the machine's part": delays.latestByItselfMs,
});

/** Failures of a run in which the health was answered too late, or not at all. */
export function lateHealth(
  { answered, failed, latestMs, latestByItselfMs }: HealthDelays,
  size: AttackSize,
): readonly string[] {
  const most = MOST[size];
  return [
    ...(answered > 0 && failed <= most.failedPart * answered
      ? []
      : [`/api/health was answered ${answered} times and ${failed} times not.`]),
    ...(latestByItselfMs <= most.ms
      ? []
      : [`/api/health took ${latestMs} ms, ${latestByItselfMs} without the machine's part, more than ${most.ms}.`]),
  ];
}
