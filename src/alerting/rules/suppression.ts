import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ReasonParams } from "../../model/reason-params.ts";
import type { ReasonCode } from "./reason-codes.ts";
import type { ReasonParamsOf } from "./reason-words.ts";

/** Reason why a notification is not sent, or not yet. A rule that does not suppress returns null. */
export interface Suppression {
  readonly outcome: "not-told" | "waiting";
  readonly code: Exclude<ReasonCode, "told">;
  /** Time at which the outcome may change without another event; null: unknown. */
  readonly until: UnixSeconds | null;
  /** What the reason names. It is put in words when the suppression is recorded: most repeat the previous check. */
  readonly params: ReasonParams;
  /** Resources whose checks are awaited: hosts, or the service itself. */
  readonly checks?: readonly ResourceKey[];
}

export const suppressed = <Code extends Suppression["code"]>(
  code: Code,
  params: ReasonParamsOf[Code],
  until: UnixSeconds | null = null,
): Suppression => ({ outcome: "not-told", code, until, params });

export const waiting = <Code extends Suppression["code"]>(
  code: Code,
  params: ReasonParamsOf[Code],
  until: UnixSeconds | null,
): Suppression => ({ outcome: "waiting", code, until, params });
