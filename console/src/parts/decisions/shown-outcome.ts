import type { DecisionMessage, PresentDecision } from "../../data/wire-detail.ts";

/** `failed`: a message was given up, or is tried in vain; `sending`: it is on its way. */
export type ShownOutcome = PresentDecision["outcome"] | "failed" | "sending";

/** What a decision came to, once its messages are known. */
export function shownOutcome(
  outcome: PresentDecision["outcome"],
  messages: readonly Pick<DecisionMessage, "status" | "failed_attempts">[],
): ShownOutcome {
  if (outcome !== "told") return outcome;
  if (messages.some(({ status, failed_attempts: failed }) => status === "failed" || failed > 0)) return "failed";
  return messages.some(({ status }) => status === "being-tried") ? "sending" : "told";
}
