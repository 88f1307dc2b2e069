import type { Interval } from "./intervals.ts";
import type { Verdict } from "./policy.ts";

/** Part of the service time with one verdict. Lists of them are in order and do not overlap. */
export interface VerdictSpan extends Interval {
  readonly verdict: Verdict;
}

/** Appends a span that is behind the others. */
export function appendVerdict(spans: VerdictSpan[], span: VerdictSpan): void {
  const last = spans.at(-1);
  if (last?.to === span.from && last.verdict === span.verdict) spans[spans.length - 1] = { ...last, to: span.to };
  else spans.push(span);
}

export interface Totals {
  readonly goodMs: number;
  readonly badMs: number;
  readonly excludedMs: number;
  /** good / (good + bad), from 0 to 1; null if both are 0. */
  readonly availability: number | null;
}

export function totalsOf(spans: readonly VerdictSpan[]): Totals {
  const sums = { good: 0, bad: 0, excluded: 0 };
  for (const { from, to, verdict } of spans) sums[verdict] += to - from;
  return totals(sums.good, sums.bad, sums.excluded);
}

export const totals = (goodMs: number, badMs: number, excludedMs: number): Totals => ({
  goodMs,
  badMs,
  excludedMs,
  availability: goodMs + badMs === 0 ? null : goodMs / (goodMs + badMs),
});

/** How often it failed, and how long failures and the times between them lasted. */
export interface Reliability {
  readonly failures: number;
  /** Bad time per failure; null without one. */
  readonly mttrMs: number | null;
  /** Good time per failure; null without one. */
  readonly mtbfMs: number | null;
}

export const reliabilityOf = ({ goodMs, badMs }: Totals, failures: number): Reliability => ({
  failures,
  mttrMs: failures === 0 ? null : badMs / failures,
  mtbfMs: failures === 0 ? null : goodMs / failures,
});
