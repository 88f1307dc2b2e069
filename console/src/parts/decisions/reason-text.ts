import { factsOf, type ReasonSentence } from "../../data/reason-facts.ts";
import { momentText, type TimeStyle } from "../../data/time.ts";
import type { PresentDecision } from "../../data/wire-detail.ts";
import type { Messages } from "../../words/messages.ts";

type Sentences = Pick<Messages, "reasonSentences" | "recoveryOwed">;

/**
 * Why a decision was made, in the language and zone of the profile. In the server's words only if the code is unknown
 * here; and in English if it was recorded without what it names.
 */
export function reasonText(
  decision: Pick<PresentDecision, "code" | "reason" | "params" | "until">,
  { reasonSentences, recoveryOwed }: Sentences,
  { style, now, isNow }: { readonly style: TimeStyle; readonly now: number; readonly isNow: boolean },
): string {
  const { code, reason, params } = decision;
  const sentence = (reasonSentences as Readonly<Record<string, ReasonSentence | undefined>>)[code];
  if (sentence === undefined || (params === null && style.language === "en")) return reason;
  const timeOf = (time: string): string => momentText(Date.parse(time), now, style);
  const text = sentence(factsOf(decision, isNow, timeOf));
  const since = params?.["recovery_owed_since"];
  return typeof since === "string" ? recoveryOwed(text, timeOf(since)) : text;
}
