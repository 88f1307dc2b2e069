/** Most of each that a body may have. */
export interface JsonLimits {
  /** Nesting of objects and arrays. */
  readonly depth: number;
  /** Members of objects and arrays, of all levels together. */
  readonly values: number;
  /** Objects, each of which may have names of its own: those are the slowest to parse. */
  readonly objects: number;
  /** Numbers with a fraction or an exponent, too large for an integer, or `-0`. */
  readonly doubles: number;
}

/**
 * Finds the doubles of a JSON text: pairs of start and end. Null beyond a limit. Scans once, without parsing and only
 * outside strings, so that a body costs a few milliseconds at most, and less if it is refused. A text that is not JSON
 * gives any result.
 */
export function scanJson(text: string, limits: JsonLimits): readonly number[] | null {
  const doubles: number[] = [];
  let [depth, values, objects] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(text, at);
    else if (code === COMMA) values++;
    else if (code === BRACKET || code === BRACE) {
      values++;
      if (code === BRACE) objects++;
      if (++depth > limits.depth) return null;
    } else if (code === BRACKET_END || code === BRACE_END) depth--;
    else if (isNumeric(code)) {
      const end = endOfNumber(text, at);
      if (isDouble(text, at, end)) doubles.push(at, end);
      at = end - 1;
    }
    if (values > limits.values || objects > limits.objects || doubles.length > 2 * limits.doubles) return null;
  }
  return doubles;
}

const QUOTE = 34;
const PLUS = 43;
const COMMA = 44;
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

const isNumeric = (code: number): boolean => (code >= ZERO && code <= NINE) || code === MINUS;

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (!isNumeric(code) && code !== DOT && code !== PLUS && code !== SMALL_E && code !== CAPITAL_E) break;
  }
  return end;
}

function isDouble(text: string, start: number, end: number): boolean {
  // Most numbers: `7`, `-1`, but not `-0`.
  if (end - start <= 2) return text.charCodeAt(start) === MINUS && text.charCodeAt(start + 1) === ZERO;
  const written = text.slice(start, end);
  return !/^-?\d+$/.test(written) || Math.abs(Number(written)) >= 2 ** 63;
}

/** Index of the closing quote, or the end of the text if there is none. */
function closingQuote(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
