import { RE2JS } from "re2js";

export interface PosixRegexOptions {
  readonly ignoresCase?: boolean;
  /** Like REG_NEWLINE: `.` and negated sets do not match a newline, `^` and `$` match at each line. */
  readonly byLine?: boolean;
}

export type TextMatcher = (text: string) => boolean;

/**
 * Compiles a POSIX extended regular expression, as written for the plugins, into a linear-time search. Back-references,
 * which would not be linear, do not compile. A returned text is the reason why it does not compile.
 */
export function compilePosixRegex(
  pattern: string,
  { ignoresCase = false, byLine = false }: PosixRegexOptions,
): TextMatcher | string {
  const flags = (ignoresCase ? RE2JS.CASE_INSENSITIVE : 0) | (byLine ? RE2JS.MULTILINE : RE2JS.DOTALL);
  try {
    const compiled = RE2JS.compile(inRe2(pattern, byLine), flags);
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Converts the notation: backslashes inside sets, GNU's word boundaries, negated sets by line. */
function inRe2(pattern: string, byLine: boolean): string {
  let out = "";
  let at = 0;
  while (at < pattern.length) {
    const char = pattern[at]!;
    if (char === "\\") {
      const next = pattern[at + 1] ?? "";
      out += gnuAnchors[next] ?? char + next;
      at += 2;
    } else if (char === "[") {
      const end = endOfSet(pattern, at);
      out += setInRe2(pattern.slice(at, end), byLine);
      at = end;
    } else {
      out += char;
      at += 1;
    }
  }
  return out;
}

const gnuAnchors: Readonly<Record<string, string>> = { "<": "\\b", ">": "\\b", "`": "\\A", "'": "\\z" };

/** End of the set that opens at `start`; it includes a `]` in first place and those of `[:alpha:]`. */
function endOfSet(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === "^") at += 1;
  if (pattern[at] === "]") at += 1;
  while (at < pattern.length && pattern[at] !== "]") {
    const named = /^\[([:.=]).*?\1\]/s.exec(pattern.slice(at));
    at += named ? named[0].length : 1;
  }
  return Math.min(at + 1, pattern.length);
}

function setInRe2(set: string, byLine: boolean): string {
  const isNegated = set.startsWith("[^");
  const members = set.slice(isNegated ? 2 : 1, -1);
  const escaped = members
    .replace(/\\/g, "\\\\")
    .replace(/^\]/, "\\]")
    .replace(/\[(?!:)/g, "\\[");
  return `[${isNegated ? "^" : ""}${isNegated && byLine ? "\\n" : ""}${escaped}${set.endsWith("]") ? "]" : ""}`;
}
