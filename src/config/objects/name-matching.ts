import { RE2JS } from "re2js";

/** `use_regexp_matching` and `use_true_regexp_matching` of the main file. */
export interface NameMatching {
  readonly useRegexp: boolean;
  /** True: every name in a list is a pattern, not only those that look like one. */
  readonly always: boolean;
}

/** Nagios takes a name for a pattern when it contains one of these. */
const SIGNS_OF_A_PATTERN = ["*", "?", "+", "\\."];

export function isPattern(text: string, { useRegexp, always }: NameMatching): boolean {
  return useRegexp && (always || SIGNS_OF_A_PATTERN.some((sign) => text.includes(sign)));
}

type NameTest = ((name: string) => boolean) | null;

const known = new Map<string, NameTest>();

/**
 * Whether a name contains a match, as Nagios's regexec does; null for a malformed pattern. Matching takes linear time.
 * A pattern is compiled once: it is asked for on every host again.
 */
export const patternTest = (pattern: string): NameTest => known.getOrInsertComputed(pattern, compile);

function compile(pattern: string): NameTest {
  try {
    const compiled = RE2JS.compile(pattern);
    return (name) => compiled.matcher(name).find();
  } catch {
    return null;
  }
}
