import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ReasonCode } from "./reason-codes.ts";

/** Reason why a notification is not sent, or not yet. A rule that does not suppress returns null. */
export interface Suppression {
  readonly outcome: "not-told" | "waiting";
  readonly code: ReasonCode;
  /** Time at which the outcome may change without another event; null: unknown. */
  readonly until: UnixSeconds | null;
  /** Reason in words. Called only when the suppression is recorded: most repeat that of the previous check. */
  readonly words: () => string;
  /** Resources whose checks are awaited: hosts, or the service itself. */
  readonly checks?: readonly ResourceKey[];
}

export const suppressed = (code: ReasonCode, words: () => string, until: UnixSeconds | null = null): Suppression => ({
  outcome: "not-told",
  code,
  until,
  words,
});

export const waiting = (code: ReasonCode, until: UnixSeconds | null, words: () => string): Suppression => ({
  outcome: "waiting",
  code,
  until,
  words,
});
