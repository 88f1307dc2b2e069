import { RE2JS } from "re2js";
import { PromqlError } from "../promql-error.ts";

/** Label that holds the name of the metric. */
export const METRIC_NAME = "__name__";

export type MatchOperator = "=" | "!=" | "=~" | "!~";

/** One condition of a selector. A label that a series does not have equals the empty text. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: MatchOperator;
  readonly value: string;
}

/**
 * Test whether labels fulfil all matchers. Regular expressions are RE2 and cover the whole value; those of Grafana's
 * lists (`a|b|c`) are looked up in a set.
 */
export function compileMatchers(
  matchers: readonly LabelMatcher[],
): (labels: Readonly<Record<string, string>>) => boolean {
  const tests = matchers.map((matcher) => ({ label: matcher.label, test: compileMatcher(matcher) }));
  return (labels) => tests.every(({ label, test }) => test(Object.hasOwn(labels, label) ? labels[label]! : ""));
}

/** Test of one value. Throws `PromqlError` if the regular expression is invalid. */
export function compileMatcher({ operator, value }: LabelMatcher): (text: string) => boolean {
  switch (operator) {
    case "=":
      return (text) => text === value;
    case "!=":
      return (text) => text !== value;
    case "=~":
      return wholeTextTest(value);
    case "!~": {
      const matches = wholeTextTest(value);
      return (text) => !matches(text);
    }
  }
}

/** Values that fulfil a matcher, if it names them: `=`, and `=~` with a list such as `a|b|c`; otherwise null. */
export function listedValues({ operator, value }: LabelMatcher): ReadonlySet<string> | null {
  if (operator === "=") return new Set([value]);
  return operator === "=~" ? literalAlternatives(value) : null;
}

function wholeTextTest(pattern: string): (text: string) => boolean {
  const alternatives = literalAlternatives(pattern);
  if (alternatives !== null) return (text) => alternatives.has(text);
  const regex = compileRegex(pattern);
  return (text) => regex.matches(text);
}

/** Compiles RE2 syntax. Throws `PromqlError`. */
export function compileRegex(pattern: string): RE2JS {
  if (pattern.length > MAX_REGEX_LENGTH) {
    throw new PromqlError("syntax", `regular expression longer than ${MAX_REGEX_LENGTH} characters`);
  }
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw Object.assign(new PromqlError("syntax", `invalid regular expression ${JSON.stringify(pattern)}: ${reason}`), {
      cause,
    });
  }
}

// Matching takes time in proportion to the length of the pattern.
const MAX_REGEX_LENGTH = 4_000;

/** Texts of a pattern that only lists texts, with their special characters escaped; otherwise null. */
function literalAlternatives(pattern: string): ReadonlySet<string> | null {
  if (!LITERALS.test(pattern)) return null;
  return new Set(pattern.split("|").map((text) => text.replaceAll(/\\(.)/gs, "$1")));
}

// An escaped "|" is left to the regular expression, since the list is split at each of them.
const LITERALS = /^(?:[^\\.+*?()|[\]{}^$]|\\[.+*?()[\]{}^$\-\\/]|\|)*$/;
