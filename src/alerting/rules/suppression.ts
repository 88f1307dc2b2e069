import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ReasonCode } from "./reason-codes.ts";

/** Why somebody is not told, or not yet. A rule that has nothing against it answers null. */
export interface Suppression {
  readonly outcome: "not-told" | "waiting";
  readonly code: ReasonCode;
  /** When the rule may say something else by the clock alone; null: not known. */
  readonly until: UnixSeconds | null;
  /** Called only when the verdict is recorded: most are those of the check before. */
  readonly words: () => string;
  /** Hosts whose check this waits for. */
  readonly checks?: readonly ResourceKey[];
}

export const suppressed = (code: ReasonCode, words: () => string, until: UnixSeconds | null = null): Suppression => ({
  outcome: "not-told",
  code,
  until,
  words,
});

export const waiting = (code: ReasonCode, until: UnixSeconds, words: () => string): Suppression => ({
  outcome: "waiting",
  code,
  until,
  words,
});
