import { RE2JS } from "re2js";
import { Refusal } from "../../../model/refusal.ts";
import { BEYOND_ASCII } from "./collation.ts";

/** Longest `$rg` pattern, in characters. */
const LONGEST_REGEX = 1_000;

/**
 * Makes a test by a regular expression: unanchored, case-insensitive, in time linear in the text (RE2 syntax).
 * Refuses with `search-regex`, `search-regex-too-long`.
 */
export function compileRegex(pattern: string): (text: string) => boolean {
  if (pattern.length > LONGEST_REGEX) {
    throw new Refusal(
      "search-regex-too-long",
      `A regular expression of the search is longer than ${LONGEST_REGEX} characters`,
    );
  }
  const regex = compiled(pattern);
  return PLAIN_WORDS.test(pattern) ? plainTest(pattern.toLowerCase(), regex) : rememberedTest(regex);
}

/** What a search box mostly sends: nothing in it has a meaning of its own. */
const PLAIN_WORDS = /^[\w /:@-]+$/;

/** In ASCII, a letter equals its other case and nothing else. */
function plainTest(word: string, regex: RE2JS): (text: string) => boolean {
  return (text) => (BEYOND_ASCII.test(text) ? regex.test(text) : text.toLowerCase().includes(word));
}

function rememberedTest(regex: RE2JS): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = regex.test(text);
    if (answers.size < REMEMBERED_TEXTS) answers.set(text, answer);
    return answer;
  };
}

// Many services share a description; the expression is far slower than a look into a map.
const REMEMBERED_TEXTS = 1_000;

function compiled(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (cause) {
    throw Object.assign(new Refusal("search-regex", `Bad regex format '${pattern}'`), { cause });
  }
}
