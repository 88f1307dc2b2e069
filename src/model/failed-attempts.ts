import type { UnixSeconds } from "../lib/clock.ts";
import { counted } from "../lib/counted.ts";

/** Attempts to send a message that failed so far. Known while the server runs; the last outcome is stored. */
export interface FailedAttempts {
  readonly count: number;
  readonly lastAt: UnixSeconds;
  /** Of the last one: `connect ECONNREFUSED 127.0.0.1:25`. */
  readonly reason: string;
  readonly nextAt: UnixSeconds;
}

const BEFORE = /; (\d+ failed attempts? before, the last: .*)$/s;

/** Outcome of a delivery, with the attempts that failed before it. */
export const outcomeAfter = (outcome: string, failed: FailedAttempts | undefined): string =>
  failed === undefined ? outcome : `${outcome}; ${attempts(failed.count)} before, the last: ${failed.reason}`;

/** The failed attempts in a stored outcome, in words; null if there were none. */
export const failedBefore = (outcome: string): string | null => BEFORE.exec(outcome)?.[1] ?? null;

/** Failed attempts in words: `3 failed attempts`. */
export const attempts = (count: number): string => counted(count, "failed attempt");
