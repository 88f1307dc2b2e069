/**
 * Detects texts that JSON.parse alone reads as `readJsonBody` promises: no escaped code units (possible lone
 * surrogates), only natural numbers of at most 15 digits, and no deep nesting, which the slow path refuses. Scans only
 * outside strings, so that a large body costs little. False if in doubt; either result for a text that is not JSON.
 */
export function isPlainJson(text: string): boolean {
  if (text.includes("\\u")) return false;
  let [digits, depth] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      if (++digits > MAX_DIGITS) return false;
      continue;
    }
    // The `e` of true and false does not follow a digit.
    if (code === DOT || code === MINUS || code === CAPITAL_E || (code === SMALL_E && digits > 0)) return false;
    digits = 0;
    if (code === QUOTE) at = closingQuote(text, at);
    else if (code === BRACKET || code === BRACE) {
      if (++depth > MAX_DEPTH) return false;
    } else if (code === BRACKET_END || code === BRACE_END) depth--;
  }
  return true;
}

const MAX_DIGITS = 15;
const MAX_DEPTH = 64;
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

/** Index of the closing quote, or the end of the text if there is none. */
function closingQuote(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
