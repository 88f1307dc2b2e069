import { RE2JS } from "re2js";

/** `use_regexp_matching` and `use_true_regexp_matching` of the main file. */
export interface NameMatching {
  readonly useRegexp: boolean;
  /** True: every name in a list is a pattern, not only those that look like one. */
  readonly always: boolean;
}

/** Nagios treats a name as a pattern if it contains one of these. */
const PATTERN_SIGNS = ["*", "?", "+", "\\."];

export function isPattern(text: string, { useRegexp, always }: NameMatching): boolean {
  return useRegexp && (always || PATTERN_SIGNS.some((sign) => text.includes(sign)));
}

type NameTest = ((name: string) => boolean) | null;

const compiledPatterns = new Map<string, NameTest>();

/**
 * Tests whether a name contains a match, as regexec does in Nagios; null for a malformed pattern. Matching takes linear
 * time. Compiled patterns are cached: each is needed again for every host.
 */
export const patternTest = (pattern: string): NameTest => compiledPatterns.getOrInsertComputed(pattern, compile);

function compile(pattern: string): NameTest {
  try {
    const compiled = RE2JS.compile(pattern);
    return (name) => compiled.matcher(name).find();
  } catch {
    return null;
  }
}
