import { expandedSize } from "../../../../lib/expanded-size.ts";
import { PromqlError } from "../promql-error.ts";
import { positionOf } from "./position.ts";

/** Longest query, in characters: a list of several hundred host names has room. */
const MAX_LENGTH = 16_000;
const MAX_NESTING = 100;
// The parser reads a chain of up to about 270 operators; from there on it reports errors that are none.
const MAX_OPERATORS = 250;

/** What counted repetitions of all regular expressions together may expand to; they take about 20 ms to compile then. */
const MAX_REPETITIONS = 5_000;

/** Throws `PromqlError` for queries that are longer or deeper than the parser is meant for. */
export function requireModestSize(query: string): void {
  if (query.length > MAX_LENGTH) throw new PromqlError("syntax", `the query is longer than ${MAX_LENGTH} characters`);
  let nesting = 0;
  let operators = 0;
  let repetitions = 0;
  let isInBraces = false;
  for (const { 0: token, index } of query.matchAll(TOKENS)) {
    if (/["'`#]/.test(token[0]!)) {
      // Any text may be a regular expression.
      repetitions += expandedSize(token) - token.length;
      if (repetitions > MAX_REPETITIONS)
        throw new PromqlError("syntax", `${positionOf(query, index)}: the regular expressions repeat too much`);
      continue;
    }
    if (token === "{" || token === "}") isInBraces = token === "{";
    if ("([{".includes(token)) nesting++;
    else if (")]}".includes(token)) nesting--;
    else if (!isInBraces) operators++;
    if (nesting <= MAX_NESTING && operators <= MAX_OPERATORS) continue;
    const mistake =
      nesting > MAX_NESTING ? `nested more than ${MAX_NESTING} deep` : `more than ${MAX_OPERATORS} operators`;
    throw new PromqlError("syntax", `${positionOf(query, index)}: ${mistake}`);
  }
}

// Strings, comments, brackets, operators.
const TOKENS =
  /"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|`[^`]*`?|#.*|[()[\]{}]|[-+*/%^]|[<>=!][=~]?|\b(?:and|or|unless|atan2|offset)\b/gi;
