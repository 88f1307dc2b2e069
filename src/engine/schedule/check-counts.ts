import type { UnixSeconds } from "../../lib/clock.ts";

/** Counts of checks since the start; they identify no resource. */
export interface CheckCounts {
  /** Results of active checks. */
  readonly done: number;
  readonly running: number;
  /** Due and waiting for a free slot; counted up to 10,000. */
  readonly waiting: number;
  /** Seconds from due to started, for the latest checks; null before the first one. */
  readonly latency: CheckLatency | null;
}

export interface CheckLatency {
  readonly p50: number;
  readonly p99: number;
}

// Counts before the scheduler exists.
export const NO_CHECKS: CheckCounts = { done: 0, running: 0, waiting: 0, latency: null };

const LATEST = 1_000;

/** Latencies of the latest checks, and the total number of checks. */
export interface LatencyRecord {
  note(dueAt: UnixSeconds, startedAt: UnixSeconds): void;
  readonly noted: number;
  latest(): CheckLatency | null;
}

export function createLatencyRecord(): LatencyRecord {
  const ring = new Float64Array(LATEST);
  let noted = 0;
  return {
    note(dueAt, startedAt) {
      ring[noted++ % LATEST] = Math.max(0, startedAt - dueAt);
    },
    get noted() {
      return noted;
    },
    latest() {
      if (noted === 0) return null;
      const sorted = ring.slice(0, noted).sort();
      const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)]! * 1_000) / 1_000;
      return { p50: at(0.5), p99: at(0.99) };
    },
  };
}
