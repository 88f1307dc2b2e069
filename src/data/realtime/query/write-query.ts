import type { Query, QueryCondition, TextPattern } from "./query.ts";
import { VARIABLE_PREFIX } from "./query.ts";

/** Writes a search as it was understood; reading it gives the same. */
export const writeQuery = ({ terms }: Query): string =>
  terms.map(({ isNegated, condition }) => (isNegated ? "-" : "") + conditionText(condition)).join(" ");

function conditionText(condition: QueryCondition): string {
  switch (condition.kind) {
    case "words":
      return wordsText(condition.patterns);
    case "text":
      return `${condition.field}:${patternsText(condition.patterns)}`;
    case "variable":
      return `${VARIABLE_PREFIX}${condition.name}:${patternsText(condition.patterns)}`;
    case "type":
      return `type:${condition.types.join(",")}`;
    case "state":
      return `state:${condition.states.join(",")}`;
    case "state-type":
      return `${condition.isHard ? "hard" : "soft"}:${condition.states?.join(",") ?? "yes"}`;
    case "is":
      return `is:${condition.flags.join(",")}`;
    case "amount":
      return `${condition.field}:${condition.ranges.map(({ text }) => text).join(",")}`;
  }
}

const patternsText = (patterns: readonly TextPattern[]): string => patterns.map(patternText).join(",");

/** A word that looks like a field or a negation is quoted. */
function wordsText(patterns: readonly TextPattern[]): string {
  const [first, ...rest] = patterns;
  if (first === undefined || first.kind === "regex") return patternsText(patterns);
  const isMistakable = /^-|^(?:var\.[^:]*|[a-z_]+):/i.test(first.text);
  return [isMistakable ? quoted(first.text) : patternText(first), ...rest.map(patternText)].join(",");
}

function patternText({ kind, text }: TextPattern): string {
  if (kind === "regex") return `/${text.replaceAll(/\\.|\//gs, (part) => (part === "/" ? "\\/" : part))}/`;
  if (kind === "wildcard") return text;
  return text === "" || /[\s,"*\\]|^[<>/]|\/$/.test(text) ? quoted(text) : text;
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
