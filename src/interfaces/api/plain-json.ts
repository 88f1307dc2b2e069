/**
 * Whether JSON.parse alone gives what `readJsonBody` promises: no escaped code units, which might be lone surrogates, no number written
 * otherwise than as a natural one of at most 15 digits, no deep nesting, which the slow way refuses. Looks between the strings only, so
 * that a large body costs little. False where it is not sure; of a text that is no JSON it may say either.
 */
export function isPlainJson(text: string): boolean {
  if (text.includes("\\u")) return false;
  let [digits, depth] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      if (++digits > MOST_DIGITS) return false;
      continue;
    }
    // The `e` of true and false follows no digit.
    if (code === DOT || code === MINUS || code === CAPITAL_E || (code === SMALL_E && digits > 0)) return false;
    digits = 0;
    if (code === QUOTE) at = closingQuote(text, at);
    else if (code === BRACKET || code === BRACE) {
      if (++depth > DEEPEST) return false;
    } else if (code === BRACKET_END || code === BRACE_END) depth--;
  }
  return true;
}

const MOST_DIGITS = 15;
const DEEPEST = 64;
const QUOTE = 34;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const CAPITAL_E = 69;
const BRACKET = 91;
const BACKSLASH = 92;
const BRACKET_END = 93;
const SMALL_E = 101;
const BRACE = 123;
const BRACE_END = 125;

/** The end of the text when there is none. */
function closingQuote(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
