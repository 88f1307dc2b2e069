import { readSpan, type SpanContext } from "../typed-time/read-span.ts";

/** When an acknowledgement ends, as it is chosen. */
export type AcknowledgementEnd = "with-problem" | "with-state" | "in-hour" | "at-morning" | "typed";

export const ACKNOWLEDGEMENT_ENDS: readonly AcknowledgementEnd[] = [
  "with-problem",
  "with-state",
  "in-hour",
  "at-morning",
  "typed",
];

export const MORNING = "08:00";

/** Options of the API for a chosen end; null: what was typed is no time to come. */
export function endOptions(
  end: AcknowledgementEnd,
  typed: string,
  context: SpanContext,
): { readonly sticky: boolean; readonly expires_at: string | null } | null {
  if (end === "with-problem" || end === "with-state") return { sticky: end === "with-problem", expires_at: null };
  const text = end === "in-hour" ? "1h" : end === "at-morning" ? `until ${MORNING}` : typed;
  const span = readEnd(text, context);
  return span === null ? null : { sticky: true, expires_at: new Date(span).toISOString() };
}

/** The end of something that began already: `2h`, `until 11:00`, `11:00`, `tomorrow 8:00`. In milliseconds. */
export function readEnd(text: string, context: SpanContext): number | null {
  const typed = readSpan(text, context);
  if (typeof typed === "object") return typed.isFromNow ? typed.end : null;
  const until = readSpan(`until ${text}`, context);
  return typeof until === "object" ? until.end : null;
}
