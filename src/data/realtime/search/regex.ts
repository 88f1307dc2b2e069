import { RE2JS } from "re2js";
import { expandedSize } from "../../../lib/expanded-size.ts";
import { Refusal } from "../../../model/refusal.ts";
import { BEYOND_ASCII } from "./collation.ts";

/** Maximum length of a `$rg` pattern, in characters. */
const MAX_REGEX_LENGTH = 1_000;
/** Compiling one takes up to 10 ms then. */
const MAX_EXPANDED_SIZE = 2_000;

/**
 * Compiles a regular expression: unanchored, case-insensitive, in time linear in the text (RE2 syntax). Refuses with
 * `search-regex`, `search-regex-too-long`.
 */
export function compileRegex(pattern: string): (text: string) => boolean {
  if (pattern.length > MAX_REGEX_LENGTH) {
    throw new Refusal(
      "search-regex-too-long",
      `A regular expression of the search is longer than ${MAX_REGEX_LENGTH} characters`,
    );
  }
  if (expandedSize(pattern) > MAX_EXPANDED_SIZE) {
    throw new Refusal(
      "search-regex-too-long",
      `A regular expression of the search repeats too much: its counted repetitions expand to more than ${MAX_EXPANDED_SIZE} characters`,
    );
  }
  const regex = compiled(pattern);
  return PLAIN_WORDS.test(pattern) ? plainTest(pattern.toLowerCase(), regex) : cachedTest(regex);
}

/** Typical text of a search box, without special characters. */
const PLAIN_WORDS = /^[\w /:@-]+$/;

/** In ASCII, a letter only equals its other case. */
function plainTest(word: string, regex: RE2JS): (text: string) => boolean {
  return (text) => (BEYOND_ASCII.test(text) ? regex.test(text) : text.toLowerCase().includes(word));
}

function cachedTest(regex: RE2JS): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = regex.test(text);
    if (answers.size < MAX_CACHED_TEXTS) answers.set(text, answer);
    return answer;
  };
}

// Many services share a description, and the expression is far slower than a map lookup.
const MAX_CACHED_TEXTS = 1_000;

function compiled(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (cause) {
    throw Object.assign(new Refusal("search-regex", `Bad regex format '${pattern}'`), { cause });
  }
}
